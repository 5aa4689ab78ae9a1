"""Pages about feedkit, most of them built from its code: `python -m feedkit.docs` writes them, `--check` compares."""
