"""`python -m feedkit` is the command `feedkit`."""

from __future__ import annotations


def run() -> None:
    """The program, with its imports: an interrupt while they last ends it with 130, too."""
    try:
        from feedkit.cli import run as run_command

        run_command()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    run()
