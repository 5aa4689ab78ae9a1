"""What people write, read with a place for every value: YAML, JSON, TOML, Markdown, pages; people, sponsors, overlays."""
