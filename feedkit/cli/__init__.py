"""The program: it finds the command, and turns what goes wrong into a line and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NoReturn

import click

from feedkit.cli import commands
from feedkit.cli.codes import BUG, INTERRUPTED, PROBLEMS, WRONG_USE
from feedkit.cli.groups import Group
from feedkit.memory import without_collecting
from feedkit.version import __version__


def run() -> None:
    """The program. A bug in feedkit ends it with code 3 and says what to send; an interrupt with 130."""
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # to look for some takes longer than to import pydantic's
    _open_what_is_closed()
    try:
        sys.exit(main(standalone_mode=False))  # click's own mode says that an interrupt is an ordinary failure
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except (click.Abort, KeyboardInterrupt):
        raise SystemExit(INTERRUPTED) from None
    except OSError as error:
        if isinstance(error, PermissionError) and error.filename is not None:
            _tell(f"{error.filename}: permission denied; give the right to read it, and to write where feedkit writes")
            raise SystemExit(PROBLEMS) from None
        if error.errno not in (errno.ENOSPC, errno.EIO, errno.EDQUOT) or error.filename is not None:
            _end_with_bug(error)
        _tell(f"cannot print any more: {(error.strerror or str(error)).lower()}")
        raise SystemExit(PROBLEMS) from None
    except Exception as error:  # noqa: BLE001 - whatever reaches this line is a bug, and must not end in a traceback
        _end_with_bug(error)
    finally:
        gc.freeze()  # or Python searches all that was made for garbage once more, just before it ends


def _end_with_bug(error: Exception) -> NoReturn:
    place = _last_place(error)
    _tell(f"a bug in feedkit {__version__}: {type(error).__name__}: {error} ({place})")
    click.echo("please send this line and the record or feed that caused it", err=True)
    raise SystemExit(BUG) from None


def _open_what_is_closed() -> None:
    """Give a program that was started without standard input or output an empty one.

    Or the next file that it opens takes the number of the missing one, and with it what is printed there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - it stays open


def _tell(error: object) -> None:
    """Say what is wrong; names of files, which others chose, are in it."""
    from feedkit.characters import lines_visible
    from feedkit.reports.secrets import hidden

    click.echo(lines_visible(f"feedkit: {hidden(str(error))}"), err=True)


def _last_place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "nowhere" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


class _Commands(Group):
    """Finds commands by the names of their files, and imports just the one that is called.

    Turns exceptions into exit codes: what people can mend gets a line, and never a traceback.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(module.name.strip("_") for module in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        with without_collecting():
            command: click.Command = getattr(import_module(f"{commands.__name__}.{name}"), name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command that is called; a name that is none gets the nearest that is one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), 1)
            words = error.message.rstrip(".") + (f"; did you mean `{near[0]}`?" if near else "")
            raise click.UsageError(words, ctx) from None

    def invoke(self, ctx: click.Context) -> Any:
        from feedkit.errors import FeedkitError, UsageError

        try:
            return super().invoke(ctx)
        except UsageError as error:
            _tell(error)
            raise SystemExit(WRONG_USE) from error
        except FeedkitError as error:
            _tell(error)
            raise SystemExit(PROBLEMS) from error
        except (click.Abort, KeyboardInterrupt):
            raise SystemExit(INTERRUPTED) from None
        except BrokenPipeError:  # whoever read us has seen enough
            sys.stderr.close()
            raise SystemExit(PROBLEMS) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="feedkit %(version)s")
def main() -> None:
    """Podcasting 2.0 feeds from episode records kept in git.

    \b
    A show is a folder with a show.yaml and records:
      feedkit build seeds               build the feeds of all shows in seeds/ into feeds/
      feedkit validate seeds            check records: file, line, and the way out
      feedkit validate feed.xml         check any feed
      feedkit show seeds/tea-time       what is published, and what is missing
      feedkit why seeds/tea-time 42 summary   who said it, and who else did

    \b
    Exit codes: 0 clean, 1 problems, 2 wrong use, 3 a bug in feedkit, 130 interrupted.
    """
