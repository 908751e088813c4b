"""What the API is to answer about the small world, worked out from its rows in plain Python."""

from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from world import DATES, Row, world

from timeline import dates
from timeline.dates import EARLIEST_SECOND, LATEST_SECOND

Ask = Callable[..., Awaitable[Any]]
Where = dict[str, Any]
Links = dict[int, set[str]]

ROWS = world()
BY_ID = {table: {row["id"]: row for row in rows if "id" in row} for table, rows in ROWS.items()}
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=60)
DAYS = st.sampled_from(sorted({*DATES, "2020-08-10", "2020-08-11", "2020-08-30", "2021", "2022"}))


ENDED = DAYS.filter(lambda text: dates.parse(text).upper < LATEST_SECOND)
"""Days that something may have been known by."""


def slugs(table: str) -> list[str]:
    """The slugs of a table's rows."""
    return [row["slug"] for row in ROWS[table]]


def linked(table: str, owner: str, target: str, to: str, day: int | None = None) -> Links:
    """The slugs of the rows of ``to`` that each owner is linked to by a table between, as known by a day or at all."""
    found: Links = {}
    for row in ROWS[table]:
        if row[target] is not None and known(table, row, day):
            found.setdefault(row[owner], set()).add(BY_ID[to][row[target]]["slug"])
    return found


def through(pairs: Iterable[tuple[int, int]], links: Links) -> Links:
    """What each owner is linked to by way of something else that is linked."""
    found: Links = {}
    for owner, between in pairs:
        found.setdefault(owner, set()).update(links.get(between, set()))
    return found


def wholes(row: Row) -> set[str]:
    """The events that an entry belongs to, straight or through others."""
    above = BY_ID["entry"].get(row.get("part_of_id"))
    return {above["slug"]} | wholes(above) if above else set()


def among(found: set[str], wanted: Where) -> bool:
    """Whether linked slugs meet any, all and none."""
    any_, all_, none = (wanted.get(name) for name in ("any", "all", "none"))
    return (
        (any_ is None or bool(found & set(any_)))
        and (all_ is None or found >= set(all_))
        and (none is None or not found & set(none))
    )


def during(row: Row, window: Where, column: str = "") -> bool:
    """Whether a row's date possibly or certainly lies in a window."""
    lower = dates.parse(window["from"]).lower if window.get("from") else EARLIEST_SECOND
    upper = dates.parse(window["to"]).upper if window.get("to") else LATEST_SECOND
    begin, end = row[f"{column}earliest"], row[f"{column}latest"]
    if window.get("match") == "CERTAINLY":
        return bool(begin >= lower and end <= upper)
    return bool(begin <= upper and end >= lower)


# Places


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the ground, by the haversine formula."""
    (south, west), (north, east) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(half)))


def boxed(row: Row, box: Where) -> bool:
    """Whether a place lies in a box, which crosses the 180th meridian where its west lies east of its east."""
    latitude, longitude, west, east = row["latitude"], row["longitude"], box["west"], box["east"]
    between = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
    return bool(box["south"] <= latitude <= box["north"] and between)


def placed(row: Row, place: Where) -> bool:
    """Whether an entry happened there."""
    if place.get("countries") is not None and row.get("country") not in place["countries"]:
        return False
    box, near = place.get("box"), place.get("near")
    if row.get("latitude") is None:
        return box is None and near is None
    centre = near and (near["latitude"], near["longitude"])
    within = centre is None or distance(centre, (row["latitude"], row["longitude"])) <= near["kilometres"] + 0.01
    return within and (box is None or boxed(row, box))


# What was known by a day


def latest(edtf: str) -> int:
    """The last second of a date."""
    return dates.parse(edtf).upper


def entry_known(row: Row, day: int) -> bool:
    return any(citation["entry_id"] == row["id"] and KNOWN["citation"](citation, day) for citation in ROWS["citation"])


def _account_known(row: Row, day: int) -> bool:
    if row["source_id"] is not None:
        return KNOWN["source"](BY_ID["source"][row["source_id"]], day)
    return row["date_latest"] is not None and bool(row["date_latest"] <= day)


def _question_known(row: Row, day: int) -> bool:
    return any(account["question_id"] == row["id"] and _account_known(account, day) for account in ROWS["account"])


KNOWN: dict[str, Callable[[Row, int], bool]] = {
    "source": lambda row, day: bool(row["published_latest"] <= day),
    "citation": lambda row, day: KNOWN["source"](BY_ID["source"][row["source_id"]], day),
    "entry": entry_known,
    "account": _account_known,
    "question": _question_known,
}


def known(table: str, row: Row, day: int | None) -> bool:
    """Whether a row was known by a day, where there is one."""
    return day is None or table not in KNOWN or KNOWN[table](row, day)


def became(table: str, row: Row, between: Where) -> bool:
    """Whether a row was not known by the one day and was by the other."""
    before, after = latest(between["from"]), latest(between["to"])
    return KNOWN[table](row, after) and not KNOWN[table](row, before)


def told_anew(row: Row, between: Where) -> bool:
    """Whether an entry was known and then told again."""
    questions = {question for entry, question in ASKED if entry == row["id"]}
    tellings = [("citation", found) for found in ROWS["citation"] if found["entry_id"] == row["id"]]
    tellings += [("account", found) for found in ROWS["account"] if found["question_id"] in questions]
    return entry_known(row, latest(between["from"])) and any(became(table, found, between) for table, found in tellings)


# Who and what entries are linked to


ASKED = [(row["entry_id"], row["question_id"]) for row in ROWS["question_about"]]
SPEAKERS = linked("speaker", "entry_id", "actor_id", "actor")
ADDRESSEES = linked("addressee", "entry_id", "actor_id", "actor")
PARTICIPANTS = linked("participation", "entry_id", "actor_id", "actor")
LINKS: dict[str, tuple[str, Links]] = {
    "speakers": ("actor", SPEAKERS),
    "addressees": ("actor", ADDRESSEES),
    "participants": ("actor", PARTICIPANTS),
    "actors": ("actor", SPEAKERS | PARTICIPANTS),
    "topics": ("topic", linked("entry_topic", "entry_id", "topic_id", "topic")),
    "timelines": ("timeline", linked("membership", "entry_id", "timeline_id", "timeline")),
    "partOf": ("entry", {row["id"]: wholes(row) for row in ROWS["entry"]}),
    "about": ("entry", linked("statement_about", "statement_id", "event_id", "entry")),
}


@cache
def told_by(name: str, day: int | None) -> Links:
    """The slugs of those by whom entries are told of, as known by a day or at all."""
    cited = [(row["entry_id"], row["source_id"]) for row in ROWS["citation"] if known("citation", row, day)]
    match name:
        case "holders":
            return through(ASKED, linked("account", "question_id", "holder_id", "actor", day))
        case "sources":
            return linked("citation", "entry_id", "source_id", "source", day)
        case "publishers":
            return through(cited, linked("source", "id", "publisher_id", "actor"))
    return through(cited, linked("source_host", "source_id", "actor_id", "actor"))


# Times made up


def ordered(pair: Where) -> bool:
    """Whether a window or a time between two days does not end before it begins."""
    begin = dates.parse(pair["from"]).lower if pair.get("from") else EARLIEST_SECOND
    end = latest(pair["to"]) if pair.get("to") else LATEST_SECOND
    return begin <= end


BETWEEN = st.tuples(ENDED, ENDED).map(lambda pair: dict(zip(("from", "to"), sorted(pair, key=latest), strict=True)))
WINDOWS = st.fixed_dictionaries(
    {},
    optional={"from": st.none() | DAYS, "to": st.none() | DAYS, "match": st.sampled_from(["POSSIBLY", "CERTAINLY"])},
).filter(ordered)


# Asking


async def walk(ask: Ask, field: str, node: str, size: int = 100, back: bool = False, **given: str) -> list[Any]:
    """Every node of a connection, page by page, first to last; ``given`` are further arguments, written out."""
    first, after, cursor, more = (
        ("last", "before", "startCursor", "hasPreviousPage") if back else ("first", "after", "endCursor", "hasNextPage")
    )
    further = "".join(f", {name}: {value}" for name, value in given.items())
    pages: list[list[Any]] = []
    mark = "null"
    while True:
        asked = f"{field}({first}: {size}, {after}: {mark}{further})"
        page = (await ask(f"{{ it: {asked} {{ nodes {node} pageInfo {{ {cursor} {more} }} }} }}"))["it"]
        pages.append(page["nodes"])
        if not page["pageInfo"][more]:
            return [found for nodes in (reversed(pages) if back else pages) for found in nodes]
        mark = f'"{page["pageInfo"][cursor]}"'
