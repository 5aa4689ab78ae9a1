"""Served feeds: how the feed itself must be served for directories to take it, and for apps to find it again."""
