"""What all commands share: how a fault is told, and the database they work on."""

import gc
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from timeline.exceptions import LoadError, TimelineError

if TYPE_CHECKING:
    from timeline.config import Settings

STOPPED = 130  # what a shell calls a program ended by Ctrl-C (128 + SIGINT)
NEW_OBJECTS = 50_000  # after which Python looks for unused ones; libraries that are imported leave next to none
PIPE_CLOSED = 141  # and one whose reader went away (128 + SIGPIPE)


class Program(click.Group):
    """The commands; a fault ends each with one line on stderr and an exit code, never with a trace."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command and leave with its exit code."""
        gc.set_threshold(NEW_OBJECTS)
        _complete_streams()
        try:
            sys.exit(super().main(*args, **extra | {"standalone_mode": False}))
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            sys.exit(_tell(error))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command itself; click would tell its interruption in words of its own."""
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except (TimelineError, OSError, KeyboardInterrupt) as error:
            sys.exit(_tell(error))


def _complete_streams() -> None:
    """Give streams the caller closed (``>&-``) an end that leads nowhere, and stdout a way out of any encoding."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _tell(error: BaseException) -> int:
    """Say on stderr what went wrong, and return the exit code."""
    if isinstance(error, BrokenPipeError):
        # What is still in the buffer has no reader; without this Python would complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    if isinstance(error, KeyboardInterrupt):
        click.echo("timeline: stopped", err=True)
        return STOPPED
    if isinstance(error, LoadError):
        click.echo(str(error), err=True)
        error = TimelineError(f"nothing was done; errors: {len(error.errors)}")
    click.echo(f"timeline: {_reason(error)}", err=True)
    return error.exit_code if isinstance(error, click.ClickException) else 1


def _reason(error: BaseException) -> str:
    if isinstance(error, click.UsageError) and error.ctx:
        return f"{error.format_message()} See: {error.ctx.command_path} --help"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError) and error.strerror:
        return ": ".join(str(part) for part in (error.filename, error.strerror) if part)
    return str(error)


def _settings(context: click.Context, option: click.Parameter, url: str | None) -> "Settings":
    from timeline.config import settings

    return settings() if url is None else settings().model_copy(update={"database_url": url})


# Hands the command its settings, with the database the option names.
with_database = click.option(
    "--database-url",
    "settings",
    metavar="URL",
    callback=_settings,
    help="The database: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME  "
    "[default: TIMELINE_DATABASE_URL, else sqlite:///timeline.db]",
)
