"""The command door: ``timeline init``, ``load``, ``verify``, ``serve``, ``show``, ``query`` and what else there is.

What a command needs is imported inside it, so that ``timeline --help`` answers at once.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.exceptions import LoadError, NotFoundError, TimelineError

if TYPE_CHECKING:
    import socket

    from sqlalchemy import Select

    from timeline.config import Settings
    from timeline.dates import PartialDate
    from timeline.terminal import Page

STOPPED = 130  # what a shell calls a program ended by Ctrl-C (128 + SIGINT)
PIPE_CLOSED = 141  # and one whose reader went away (128 + SIGPIPE)


class Program(click.Group):
    """The commands; a fault ends each with one line on stderr and an exit code, never with a trace."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command and leave with its exit code."""
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        try:
            code = super().main(*args, **extra | {"standalone_mode": False}) or 0
            sys.stdout.flush()
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            code = error.exit_code
        except (click.ClickException, TimelineError, OSError, click.Abort, KeyboardInterrupt) as error:
            code = _tell(error)
        sys.exit(code)


def _tell(error: BaseException) -> int:
    """Say on stderr what went wrong, and return the exit code."""
    if isinstance(error, BrokenPipeError):
        # What is still in the buffer has no reader; without this Python would complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    if isinstance(error, click.Abort | KeyboardInterrupt):
        click.echo("timeline: stopped", err=True)
        return STOPPED
    if isinstance(error, LoadError):
        click.echo(str(error), err=True)
        error = TimelineError(f"nothing was loaded, {_number(len(error.errors), 'error')}")
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


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


class Edtf(click.ParamType["PartialDate"]):
    """An option that takes a date such as ``2020``, ``2020-08`` or ``2020-08-27``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "PartialDate":
        """Read the date, or say what is wrong with it."""
        from timeline.dates import parse
        from timeline.exceptions import DateError

        try:
            return parse(value)
        except DateError as error:
            self.fail(str(error), param, ctx)


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


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="timeline-api", prog_name="timeline")
def main() -> None:
    """Timelines of who did what, who said what, and who says so.

    \b
    The first steps:
      timeline init
      timeline load --seed-data
      timeline show belarus-2020
      timeline serve
    """


@main.command()
@with_database
def init(settings: "Settings") -> None:
    """Make the tables, or upgrade those of an older version; does nothing the second time.

    \b
    Example:
      timeline init --database-url sqlite:///elections.db
    """
    from timeline.config import migrations
    from timeline.database import parse_url, upgrade

    upgrade(settings.database_url, migrations())
    click.echo(f"{parse_url(settings.database_url).render_as_string()} is ready.")


@main.command()
@click.argument("texts", metavar="TEXT...", nargs=-1)
def dates(texts: tuple[str, ...]) -> None:
    """Say what EDTF dates mean, one line of JSON each; reads lines from stdin where no TEXT is given.

    Exits with 1 if one of them is no date.

    \b
    Examples:
      timeline dates 2020-08-27 '2020~' 1984/..
      cut -d, -f1 dates.csv | timeline dates
    """
    from timeline.dates import as_record

    # JSON is UTF-8 whatever the terminal speaks; a byte that is no text comes out as a JSON escape.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)  # type: ignore[union-attr]
    valid = True
    for text in texts or _lines():
        record = as_record(text)
        valid = valid and bool(record["valid"])
        print(json.dumps(record, ensure_ascii=False))
    sys.exit(not valid)


def _lines() -> Iterator[str]:
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    return (line.rstrip("\n") for line in sys.stdin)


@main.command()
@click.argument("slug", required=False)
@click.option("--from", "since", type=Edtf(), help="Leave out what was certainly over before this date.")
@click.option("--to", "until", type=Edtf(), help="Leave out what certainly began after this date.")
@click.option("--drafts", is_flag=True, help="Show entries no person has read yet, too.")
@click.option("--width", type=click.IntRange(20, 500), help="Columns to use  [default: the terminal's]")
@click.option("--no-color", is_flag=True, help="Draw in one colour, as NO_COLOR=1 does.")
@with_database
def show(
    slug: str | None,
    since: "PartialDate | None",
    until: "PartialDate | None",
    drafts: bool,
    width: int | None,
    no_color: bool,
    settings: "Settings",
) -> None:
    """Draw a timeline in the terminal; without SLUG, list the timelines there are.

    ■ marks what happened, ❝ what was said; each — is a source.

    \b
    Example:
      timeline show belarus-2020 --from 2020-08-27 --to 2020-08-30
    """
    from rich.console import Console

    from timeline import queries
    from timeline.dates import EARLIEST_SECOND, LATEST_SECOND
    from timeline.terminal import contents, draw

    window = (since.lower if since else EARLIEST_SECOND, until.upper if until else LATEST_SECOND)
    if window[0] > window[1]:
        raise TimelineError(f"--from {since} comes after --to {until}; swap them")
    console = Console(width=width, no_color=no_color or None, highlight=False)
    if slug is None:
        console.print(contents(_read(settings, queries.timelines())[0]))
        return
    for line in draw(_page(settings, slug, window, drafts), console):
        console.print(line, soft_wrap=True)


def _page(settings: "Settings", slug: str, window: tuple[int, int], drafts: bool) -> "Page":
    from timeline import queries
    from timeline.kinds import Review
    from timeline.terminal import Page, grouped

    told = queries.told(slug, *window, list(Review) if drafts else [Review.REVIEWED])
    parts = (queries.speakers_of(told), queries.citations_of(told), queries.hosts_of(told))
    timelines, entries, speakers, citations, hosts = _read(settings, queries.timelines(), told, *parts)
    titles = {timeline.slug: timeline.title for timeline in timelines}
    if slug not in titles:
        raise NotFoundError(_unknown(slug, list(titles)))
    cited = grouped((citation.entry_id, citation) for citation in citations)
    return Page(titles[slug], entries, grouped(map(tuple, speakers)), cited, grouped(map(tuple, hosts)))


def _unknown(slug: str, there: list[str]) -> str:
    near = get_close_matches(slug, there, n=3, cutoff=0.3) or there[:5]
    hint = f"there is {' and '.join(near)}" if near else "none is loaded yet, see: timeline load --help"
    return f"there is no timeline {slug!r}; {hint}"


def _read(settings: "Settings", *selects: "Select[*tuple[Any, ...]]") -> list[Sequence[Any]]:
    """The rows of some SELECTs, all of one moment."""
    from timeline.config import migrations
    from timeline.database import require_head, run

    require_head(settings.database_url, migrations())
    return run(
        settings.database_url, lambda connection: [connection.execute(select).all() for select in selects]
    )
