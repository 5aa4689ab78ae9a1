"""`python -m feedkit` is the command `feedkit`."""

from feedkit.cli import run

if __name__ == "__main__":
    run()
