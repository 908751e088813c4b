"""Feeds to render in tests: what a database holds, as a feed, and a made-up timeline of hard dates."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from timeline import selections
from timeline.dates import parse
from timeline.feeds.entries import Citation, Entry, Era, Feed, Named, Part, Place, Source
from timeline.selections import Address

ADDRESS = "https://timeline.example"
HARD_DATES = {
    "ides": "-0043-03-15",
    "year-zero": "0000",
    "century": "18XX",
    "circa": "1984~",
    "perhaps": "2020-08-16?",
    "month": "2020-08",
    "day": "2020-08-09",
    "midnight": "2020-08-10T00:00:00Z",
    "moment": "2020-08-09T20:00:00+03:00",
    "night": "2020-08-09/2020-08-10",
    "between": "[2020-08-26..2020-08-29]",
    "open-end": "2020-08-09/..",
    "open-start": "../2020-08-09",
    "unknown-end": "2020-08-09/",
    "season": "2021-21",
    "far": "Y-17E7",
}
FULL: dict[str, Any] = {
    "summary": 'Water, "mud" & <b>stones</b>; all night.',
    "category": "flood",
    "place": Place("Altstadt", 48.2, -16.5, "AT"),
    "participants": (Part(Named("meier", "Anna Meier"), "mayor"),),
    "group": "Water",
    "headline": "The dam breaks",
    "topics": (Named("floods", "Floods"),),
}


def made(slug: str = "day", date: str = "2020-08-09", **more: Any) -> Entry:
    """An event of a date; ``more`` says what else there is to it, or what is other."""
    return replace(Entry(slug, "EVENT", parse(date), title=f"Event {slug}", citations=(cited(slug),)), **more)


def said(slug: str = "said", date: str = "2020-08-09", **more: Any) -> Entry:
    """A statement in somebody's own words."""
    entry = Entry(slug, "STATEMENT", parse(date), text="The dam is safe.", form="DIRECT", citations=(cited(slug),))
    return replace(entry, **{"speakers": (Named("meier", "Anna Meier"),), "medium": "local radio"} | more)


def cited(key: str = "post-1", exact: str | None = "the exact words", **more: Any) -> Citation:
    """A citation of an article."""
    publisher, host = Named("post", "The Post"), Named("mirror", "Mirror")
    url, published = "https://post.example/1", parse("2020-08-10")
    source = Source("post-1", "Water rises", publisher, (host,), url, published)
    return replace(Citation(key, source, exact, "before ", " after", 10, 25), **more)


def feed_of(*entries: Entry, **more: Any) -> Feed:
    """A feed of some entries, in the order of their dates."""
    entries = tuple(sorted(entries, key=lambda entry: (entry.date.lower, entry.date.upper, entry.slug)))
    page, own = f"{ADDRESS}/timelines/made-up", f"{ADDRESS}/timelines/made-up/feed/x"
    feed = Feed("made-up", "A made-up timeline", entries, ADDRESS, own, page, total=len(entries))
    return replace(feed, updated="2024-03-02T10:00:00Z", **more)


def hard() -> Feed:
    """A timeline of hard dates: BCE, year 0, approximate, uncertain, open, unknown, far away; and of a statement."""
    events = [made(slug, date, **(FULL if slug == "day" else {})) for slug, date in HARD_DATES.items()]
    eras = (Era("Antiquity", parse("-0099/0000")), Era("Our days", parse("1984/..")))
    return feed_of(*events, said(), description="Dates that are hard to carry.", eras=eras)


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
