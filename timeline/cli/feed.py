"""``timeline feed``: a timeline as other programs read it, without a server."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.export import opened
from timeline.cli.program import with_database
from timeline.exceptions import NotFoundError, TimelineError

if TYPE_CHECKING:
    from timeline.config import Settings
    from timeline.feeds.entries import Feed, Rendered

PARAMETERS = {"where": "where", "first": "first", "max": "max", "known_by": "knownBy", "during": "during"}


@click.command()
@click.argument("slug")
@click.argument("format")
@click.option("--where", metavar="JSON", help="Only entries like this, as the API's `where` says it.")
@click.option(
    "--during", metavar="DATE", help="Only what possibly lies in this time; certainly:DATE for what surely does."
)
@click.option("--known-by", metavar="DAY", help="As the world stood that day.")
@click.option("--first", metavar="NUMBER", help="No more than these entries, 0 to 1000  [default: 1000]")
@click.option("--max", metavar="NUMBER", help="The most telling entries, so many at most, 0 to 100.")
@click.option("--address", metavar="URL", help="Where links lead  [default: TIMELINE_ADDRESS, else of serve]")
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE; it appears when whole.")
@click.option("--report", is_flag=True, help="Print what is left out and why instead; with --output, beside it.")
@with_database
def feed(
    slug: str,
    format: str,
    address: str | None,
    output: Path | None,
    report: bool,
    settings: "Settings",
    **filters: str | None,
) -> None:
    """Print the timeline SLUG in a FORMAT that other programs read.

    \b
    Formats: timelinejs, timelinejs-csv, vis-timeline, ical, json-feed, atom,
    geojson, schema-org, web-annotation, csv and jsonl.

    \b
    Examples:
      timeline feed belarus-2020 csv --output belarus-2020.csv
      timeline feed belarus-2020 jsonl --during 2020-08 --where '{"kinds": ["STATEMENT"]}'
      timeline feed belarus-2020 csv --max 20 --report
    """
    from timeline.config import address_at
    from timeline.feeds import FORMATS

    if format not in FORMATS:
        raise NotFoundError(f"there is no format {format!r}; there are {', '.join(FORMATS)}")
    given = tuple((PARAMETERS[name], value) for name, value in filters.items() if value is not None)
    here = settings.address or address_at(settings.host, settings.port)
    found = _selected(settings, slug, format, given, here if address is None else address.rstrip("/"))
    rendered = FORMATS[format].render(found)
    if output or not report:
        with opened(output) as stream:
            stream.write(rendered.body)
    if report:
        for line in _report(found, rendered):
            click.echo(line)


def _selected(settings: "Settings", slug: str, format: str, given: tuple[tuple[str, str], ...], api: str) -> "Feed":
    """What the filters select."""
    import asyncio

    from timeline.config import migrations
    from timeline.database import require_head
    from timeline.selections import Address, read

    selection = read(given)
    require_head(settings.database_url, migrations())
    return asyncio.run(_asked(settings, slug, selection, Address(api, f"/timelines/{slug}/feed/{format}", given)))


async def _asked(settings: "Settings", slug: str, selection: Any, address: Any) -> "Feed":
    from schema import schema
    from schema.execution import Executor, Question
    from timeline.readers import open_reader
    from timeline.selections import feed

    reader = await open_reader(settings.database_url, 1, settings.statement_seconds)
    executor = Executor(schema._schema, reader)

    async def ask(query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        answer = await executor.answer(Question(query, variables))
        if answer.errors:
            raise TimelineError(answer.errors[0].message)
        return dict(answer.data)

    try:
        return await feed(slug, selection, ask, address)
    finally:
        await reader.close()


def _report(found: "Feed", rendered: "Rendered") -> Iterator[str]:
    """What is not in a feed: how much for which reason, and which entries."""
    slugs: dict[str, list[str]] = defaultdict(list)
    for omission in rendered.omitted:
        if omission.slug != "*":
            slugs[omission.reason].append(omission.slug)
    counts = rendered.left_out
    yield f"{len(found.entries)} of {found.total} entries; left out: {counts.total()}"
    for reason, count in counts.most_common():
        yield f"{count:6}  {reason}" + (f": {', '.join(slugs[reason])}" if reason in slugs else "")
