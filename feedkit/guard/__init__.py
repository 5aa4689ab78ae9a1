"""Between two builds: who was published, what changes, and what must not happen to subscribers."""
