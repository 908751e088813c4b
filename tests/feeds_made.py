"""Entries and feeds to render in tests: made of what a test says, or read from a database."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from timeline import selections
from timeline.dates import parse
from timeline.feeds.entries import Citation, Entry, Feed, Named, Source
from timeline.selections import Address

ADDRESS = "https://timeline.example"
GAZETTE = Source(
    "gazette-ballot",
    "Polls close",
    Named("gazette", "The Gazette"),
    (Named("wire", "Wire"),),
    "https://gazette.example/ballot?id=1&page=2",
    parse("2020-08-10"),
)
LEAFLET = Source("leaflet", "A leaflet", url="javascript:alert(1)")


def event(slug: str = "it", date: str = "2020-08-09", title: str | None = None, **more: Any) -> Entry:
    """An event of a date; ``more`` says what else there is to it."""
    return Entry(slug, "EVENT", parse(date), title=title or f"The {slug}", **more)


def statement(slug: str = "it", date: str = "2020-08-09", text: str = "The dam is safe.", **more: Any) -> Entry:
    """A statement in somebody's own words."""
    said = Entry(slug, "STATEMENT", parse(date), text=text, form="DIRECT", speakers=(Named("ann", "Ann"),))
    return replace(said, **more)


def citation(key: str = "it", exact: str | None = "polls opened", source: Source = GAZETTE, **more: Any) -> Citation:
    """A citation of a newspaper."""
    return Citation(key, source, exact, **more)


def feed(*entries: Entry, **more: Any) -> Feed:
    """A feed of these entries."""
    page = f"{ADDRESS}/timelines/made-up"
    made = Feed("made-up", "A made-up timeline", entries, ADDRESS, f"{page}/feed/format", page, total=len(entries))
    return replace(made, updated="2026-01-02T03:04:05Z", **more)


def selected(url: str, slug: str | None, *parameters: tuple[str, str], path: str = "/feed") -> Feed:
    """What parameters select from the database at ``url``."""
    from schema import schema
    from schema.execution import Executor, Question
    from timeline.readers import open_reader

    async def select() -> Feed:
        reader = await open_reader(url, 1, 5.0)
        executor = Executor(schema._schema, reader)

        async def ask(query: str, variables: Mapping[str, Any]) -> dict[str, Any]:
            answer = await executor.answer(Question(query, variables))
            assert not answer.errors, answer.errors
            return dict(answer.data)

        try:
            address = Address(ADDRESS, path, parameters)
            return await selections.feed(slug, selections.read(parameters), ask, address)
        finally:
            await reader.close()

    return asyncio.run(select())
