"""``timeline show``: a timeline in the terminal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.program import with_database
from timeline.exceptions import NONE_YET, DateError, NotFoundError, TimelineError, no_timeline

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

    from timeline.config import Settings
    from timeline.dates import PartialDate
    from timeline.terminal import Page


class Edtf(click.ParamType["PartialDate"]):
    """An option that takes a date such as ``2020``, ``2020-08`` or ``2020-08-27``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "PartialDate":
        """Read the date, or say what is wrong with it."""
        from timeline.dates import parse

        try:
            return parse(value)
        except DateError as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.argument("slug", required=False)
@click.option("--from", "since", type=Edtf(), help="Leave out what was certainly over before this date.")
@click.option("--to", "until", type=Edtf(), help="Leave out what certainly began after this date.")
@click.option("--certainly", is_flag=True, help="Keep only what certainly lies between --from and --to.")
@click.option("--drafts", is_flag=True, help="Show entries no person has read yet, too.")
@click.option("--width", type=click.IntRange(20, 500), help="Columns to use  [default: the terminal's]")
@click.option("--no-color", is_flag=True, help="Draw in one colour, as NO_COLOR=1 does.")
@with_database
def show(
    slug: str | None,
    since: "PartialDate | None",
    until: "PartialDate | None",
    certainly: bool,
    drafts: bool,
    width: int | None,
    no_color: bool,
    settings: "Settings",
) -> None:
    """Draw a timeline in the terminal; without SLUG, list the timelines there are.

    ■ marks what happened, ❝ what was said, — who says so. Entries whose date may lie
    between --from and --to are shown, unless --certainly asks for more.

    \b
    Example:
      timeline show belarus-2020 --from 2020-08-27 --to 2020-08-30
    """
    from timeline import queries
    from timeline.dates import EARLIEST_SECOND, LATEST_SECOND
    from timeline.kinds import Review
    from timeline.terminal import Terminal, contents, draw

    window = (since.lower if since else EARLIEST_SECOND, until.upper if until else LATEST_SECOND)
    if window[0] > window[1]:
        raise TimelineError(f"--from {since} comes after --to {until}; swap them")
    console = Terminal(width=width, no_color=no_color or None, highlight=False)
    if slug is None:
        timelines = _read(settings, queries.timelines())[0]
        if not timelines:
            raise NotFoundError(f"there is no timeline yet; {NONE_YET}")
        console.print(contents(timelines))
        return
    reviews = list(Review) if drafts else [Review.REVIEWED]
    told = queries.told(slug, *window, certain=certainly, reviews=reviews)
    for line in draw(_page(settings, slug, told), console):
        console.print(line, soft_wrap=True)


def _page(settings: "Settings", slug: str, told: "Select[Any]") -> "Page":
    from timeline import queries
    from timeline.terminal import Page, grouped

    parts = (queries.speakers_of(told), queries.citations_of(told), queries.hosts_of(told))
    timelines, entries, speakers, citations, hosts = _read(settings, queries.timelines(), told, *parts)
    titles = {timeline.slug: timeline.title for timeline in timelines}
    if slug not in titles:
        raise no_timeline(slug, list(titles))
    cited = grouped((citation.entry_id, citation) for citation in citations)
    return Page(titles[slug], entries, grouped(map(tuple, speakers)), cited, grouped(map(tuple, hosts)))


def _read(settings: "Settings", *selects: "Select[*tuple[Any, ...]]") -> list[Sequence[Any]]:
    """The rows of some SELECTs, all of one moment."""
    from timeline.config import migrations
    from timeline.database import require_head, run

    require_head(settings.database_url, migrations())

    def rows(connection: "Connection") -> list[Sequence[Any]]:
        return [connection.execute(select).all() for select in selects]

    return run(settings.database_url, rows, reading=True)
