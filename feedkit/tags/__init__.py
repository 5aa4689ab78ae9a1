"""What a feed may hold: one class a tag, one file a namespace, and how values are read and written."""
