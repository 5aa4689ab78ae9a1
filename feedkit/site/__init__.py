"""The web page beside a feed, and the server that previews it."""
