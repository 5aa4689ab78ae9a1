"""What audio and art say of themselves: on disk and over HTTP, once, politely, and kept in the lock."""
