"""A small world, row by row: every table filled, every relation used both ways, dates of every kind, ties and drafts.

It is the same each time, so that what the API answers can be worked out from these rows in plain Python.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, insert, or_, select

from timeline import dates
from timeline.kinds import (
    Action,
    ActorKind,
    AnchorState,
    Attitude,
    Confidence,
    EntryKind,
    RecordKind,
    Review,
    StatementKind,
)
from timeline.loaders import index
from timeline.models import Base, Walked, lasting

Row = dict[str, Any]
Rows = dict[str, list[Row]]

DATES = (
    *("2020-08-09", "2020-08-09", "2020-08-09T20:00:00Z", "2020-08", "2020", "2020~", "2020-08-16?", "202X", "2020-XX"),
    *(
        "2020-08-09/..",
        "../2020-08-09",
        "2020-08-09/",
        "/2020-08-09",
        "2020-05-08/2021-05-31",
        "2020-24",
        "{2019,2021}",
    ),
    *("[2020-08-26..2020-08-29]", "[..2020-08-09]", "-0043-03-15", "0000", "Y-17E7", "Y17E11", "Y-17E11", "9999-12-31"),
)
PLACES: tuple[dict[str, Any], ...] = (
    {"place_name": "Minsk", "latitude": 53.5, "longitude": 27.5, "country": "BY"},
    {"place_name": "Suva", "latitude": -18.1, "longitude": 178.4, "country": "FJ"},
    {"place_name": "Apia", "latitude": -13.8, "longitude": -171.8, "country": "WS"},
    {"place_name": "South Pole", "latitude": -90.0, "longitude": 0.0, "country": None},
    {"place_name": "Somewhere in Belarus", "latitude": None, "longitude": None, "country": "BY"},
    {"place_name": "Somewhere", "latitude": None, "longitude": None, "country": None},
)
AUTHORS = range(1, 9)
SOURCES = range(1, 13)
EVENTS = range(1, 41)
STATEMENTS = range(41, 101)
ENTRIES = (*EVENTS, *STATEMENTS)


def dated(text: str) -> Row:
    """The columns of an entry's date."""
    date = dates.parse(text)
    row = {name: getattr(date, name) for name in ("precision", "approximate", "uncertain")}
    return row | {
        "date": text,
        "earliest": date.lower,
        "latest": date.upper,
        "start_state": date.start,
        "end_state": date.end,
    }


def bounded(text: str | None, column: str) -> Row:
    """A date's text and its two bounds, the outermost where it is not known."""
    earliest, latest = (dates.parse(text).lower, dates.parse(text).upper) if text else (None, None)
    if text is None and column == "published":
        earliest, latest = dates.EARLIEST_SECOND, dates.LATEST_SECOND
    return {column: text, f"{column}_earliest": earliest, f"{column}_latest": latest}


def event(number: int, date: str = "2020", **more: Any) -> Row:
    """A row of an event."""
    row = {"id": number, "slug": f"event-{number}", "kind": EntryKind.EVENT, "title": f"Event {number}"}
    return row | {"review": Review.REVIEWED} | dated(date) | more


def statement(number: int, date: str = "2020", **more: Any) -> Row:
    """A row of a statement."""
    row = {"id": number, "slug": f"said-{number}", "kind": EntryKind.STATEMENT, "text": f"Words {number}"}
    return row | {"statement_kind": StatementKind.DIRECT, "review": Review.REVIEWED} | dated(date) | more


def fill(connection: Connection, rows: Rows) -> None:
    """Insert rows table by table, and the words to find them by; what a row does not say is null."""
    for table in Base.metadata.sorted_tables:
        if rows.get(table.name):
            connection.execute(insert(table), [_whole(table, row, rows) for row in rows[table.name]])
    index.complete(connection)


def _whole(table: Table, row: Row, rows: Rows) -> Row:
    copies = walked(rows["entry"][_place(rows, row)]) if "entry_slug" in table.c else {}
    return {column.name: None for column in table.c if column.nullable} | copies | row


def _place(rows: Rows, link: Row) -> int:
    id = link.get("statement_id") or link["entry_id"]
    return next(place for place, entry in enumerate(rows["entry"]) if entry["id"] == id)


def walked(entry: Row) -> Row:
    """What a link to an entry holds of it."""
    copies = {f"entry_{name}": str(entry[name]) for name in ("slug", "kind", "review")}
    bounds = {f"entry_{name}": entry[name] for name in ("earliest", "latest")}
    return copies | bounds | {"entry_lasting": lasting(entry["earliest"], entry["latest"])}


def stale(connection: Connection) -> list[Any]:
    """The links whose copy of what they lead to is not as it should be."""
    entry, found = Base.metadata.tables["entry"], []
    for table in (mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, Walked)):
        leads = table.c["statement_id" if "statement_id" in table.c else "entry_id"]
        differs = [table.c[name] != entry.c[name.removeprefix("entry_")] for name in Walked.__annotations__]
        found += connection.execute(select(table).join(entry, entry.c.id == leads).where(or_(*differs))).all()
    return found


def world(seed: int = 7) -> Rows:
    """All rows by the name of their table."""
    random = Random(seed)
    return _actors(random) | _sources(random) | _entries(random) | _citations(random) | _lists(random) | _revisions()


def _actors(random: Random) -> Rows:
    kinds = list(ActorKind)
    actors: list[Row] = [
        {"id": n, "slug": f"actor-{n}", "name": f"{'Aa'[n > 5]}ctor {n}", "kind": kinds[n % len(kinds)]}
        for n in AUTHORS
    ]
    actors[0] |= {"description": 'Имя 🎈 "quoted"', "wikidata": "Q1"}
    names = [
        {"id": n, "actor_id": n % 5 + 1, "position": n, "name": f"Имя {n}", "language": "ru"} for n in range(1, 10)
    ]
    since = [("2010", ".."), (None, None), ("2015-03-01~", "2020-08")]
    roles = []
    for n in range(1, 13):
        start, end = since[n % 3]
        roles.append(
            {
                "id": n,
                "actor_id": n % 6 + 1,
                "position": n,
                "title": f"Office {n}",
                "organization_id": random.choice([None, 7, 8]),
            }
            | {"since": start, "since_earliest": dates.parse(start).lower if start else dates.EARLIEST_SECOND}
            | {"until": end, "until_latest": dates.LATEST_SECOND if end in (None, "..") else dates.parse(end).upper}
        )
    return {"actor": actors, "actor_name": names, "role": roles}


def _sources(random: Random) -> Rows:
    days = ["2020-08-10", "2020-08-30", "2020-08-30", "2021", None]
    sources: list[Row] = [
        {"id": n, "slug": f"source-{n}", "publisher_id": random.choice([None, 7, 8]), "title": f"Article {n}"}
        | bounded(days[n % len(days)], "published")
        | {"language": (None, "en", "be")[n % 3], "section": (None, "World")[n % 2]}
        | {"url": f"https://example.org/{n}" if n % 4 else None}
        for n in SOURCES
    ]
    sources[0] |= {"local_time": "05:28", "retrieved": "2024-01-01", "sha256": "0" * 64, "length": 3, "text": "abc"}
    hosts = [
        {"source_id": source, "position": place, "actor_id": actor}
        for source in SOURCES
        for place, actor in enumerate(random.sample(AUTHORS, source % 3))
    ]
    return {"source": sources, "source_host": hosts}


def _entries(random: Random) -> Rows:
    def shared(number: int) -> Row:
        return {
            "review": Review.DRAFT if number % 9 == 0 else Review.REVIEWED,
            "confidence": random.choice([None, *Confidence]),
        }

    events = [
        event(n, random.choice(DATES), **shared(n), part_of_id=random.choice([None, *range(1, n)][:4]))
        | random.choice([{}, PLACES[n % len(PLACES)]])
        | {"category": (None, "vote", "march")[n % 3]}
        for n in EVENTS
    ]
    statements = [
        statement(n, random.choice(DATES), **shared(n), answers_id=random.choice([None, *range(41, n)][:4]))
        | {"statement_kind": random.choice(list(StatementKind)), "attitude": random.choice([None, *Attitude])}
        for n in STATEMENTS
    ]
    taking = [
        (entry, place, actor) for entry in EVENTS for place, actor in enumerate(random.choices(AUTHORS, k=entry % 4))
    ]
    parts = [
        {"id": n, "entry_id": entry, "position": place, "actor_id": actor, "role": random.choice([None, "voter"])}
        for n, (entry, place, actor) in enumerate(taking, 1)
    ]
    return {
        "entry": events + statements,
        "participation": parts,
        "speaker": _pairs(random, STATEMENTS, "entry_id", AUTHORS, "actor_id", 1),
        "addressee": _pairs(random, STATEMENTS, "entry_id", AUTHORS, "actor_id"),
        "statement_about": _pairs(random, STATEMENTS, "statement_id", EVENTS, "event_id"),
    }


def _pairs(random: Random, owners: range, owner: str, targets: Any, target: str, least: int = 0) -> list[Row]:
    return [
        {owner: number, "position": place, target: found}
        for number in owners
        for place, found in enumerate(random.sample(targets, random.randint(least, 3)))
    ]


def _citations(random: Random) -> Rows:
    cited = [(entry, source) for entry in ENTRIES for source in sorted(random.sample(SOURCES, random.randint(0, 3)))]
    citations = []
    for n, (entry, source) in enumerate(cited, 1):
        row: Row = {"id": n, "entry_id": entry, "key": f"source-{source}", "position": source, "source_id": source}
        words: Row = {"exact": "said 🎈", "prefix": "he ", "start": n, "end": n + 6, "state": AnchorState.EXACT}
        row |= words if n % 3 else {"state": AnchorState.UNANCHORED}
        citations.append(row | bounded(("2020-08-27", "2020")[n % 2] if n % 5 == 0 else None, "date"))
    return {"citation": citations}


def _lists(random: Random) -> Rows:
    asked = [{"id": n, "slug": f"question-{n}", "text": f"How many {n}?"} for n in range(1, 5)]
    accounts = [
        {"id": n, "question_id": n % 3 + 1, "key": str(n), "position": n, "value": f"{n} people" if n % 3 else "nobody"}
        | {"holder_id": random.choice([None, 1, 2]), "source_id": random.choice([None, 1, 2])}
        | {"statement_id": random.choice([None, 41, 42]), **bounded(random.choice([None, "2020-08-16"]), "date")}
        for n in range(1, 13)
    ]
    topics = [{"id": n, "slug": f"topic-{n}", "name": f"Topic {n}"} for n in range(1, 6)]
    filed = [{"entry_id": n, "topic_id": t} for n in ENTRIES for t in random.sample(range(1, 6), random.randint(0, 2))]
    lines = [{"id": n, "slug": f"timeline-{n}", "title": f"Timeline {n}"} for n in (1, 2, 3)]
    standing = [(line, entry) for entry in ENTRIES for line in (1, 2) if random.random() < 0.6]
    members = [
        {"id": n, "timeline_id": line, "entry_id": entry, "group": random.choice([None, "streets"])}
        for n, (line, entry) in enumerate(standing, 1)
    ]
    eras = [
        {"id": n, "timeline_id": 1, "position": n, "title": f"Era {n}", "date": text}
        | {"earliest": dates.parse(text).lower, "latest": dates.parse(text).upper}
        for n, text in enumerate(["2020-05/2020-08", "2020-08-09/.."], 1)
    ]
    return {
        "question": asked,
        "question_about": _pairs(random, range(1, 5), "question_id", ENTRIES, "entry_id"),
        "account": accounts,
        "topic": topics,
        "entry_topic": filed,
        "timeline": lines,
        "membership": members,
        "era": eras,
    }


def _revisions() -> Rows:
    at = datetime(2024, 2, 29, 23, 59, 59, 120, UTC)
    revisions = [{"id": n, "at": at + timedelta(days=n), "summary": f"Load {n}"} for n in (1, 2, 5)]
    changes = [
        {"id": n, "revision_id": (1, 2, 5)[n % 3], "kind": RecordKind.ACTOR, "slug": f"actor-{n}", "origin": "a.yaml"}
        | {
            "action": Action.CHANGED,
            "before": None if n % 2 else {"b": [1, None, "ü"]},
            "after": {"slug": f"actor-{n}"},
        }
        for n in range(1, 8)
    ]
    return {"revision": revisions, "change": changes}
