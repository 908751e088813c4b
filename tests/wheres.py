"""Filters of every kind, made up, and the rows of the small world that plain Python says they keep."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from hypothesis import strategies as st
from oracle import (
    BETWEEN,
    BY_ID,
    DAYS,
    ENDED,
    KNOWN,
    LINKS,
    ROWS,
    WINDOWS,
    Links,
    Where,
    among,
    became,
    during,
    known,
    latest,
    linked,
    placed,
    slugs,
    told_anew,
    told_by,
)
from world import Row

from timeline import dates
from timeline.dates import LATEST_SECOND
from timeline.folding import folded
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

Values = st.SearchStrategy[Any]
Day = int | None
Leaf = tuple[Values, Callable[[Row, Any, Day], bool]]
"""The values a condition may be given, and whether it holds of a row, as known by a day or at all."""


def some(values: Iterable[Any]) -> st.SearchStrategy[list[Any]]:
    """A few of some values."""
    known = [str(value) if isinstance(value, str) else value for value in values]
    return st.lists(st.sampled_from(known), max_size=3)


def column(name: str, values: Iterable[Any]) -> Leaf:
    """A column is one of some values."""
    return some(values), lambda row, wanted, day: row.get(name) in wanted


def named(table: str, name: str = "slug") -> Leaf:
    """A column is one of some values that stand in it, or of others."""
    return column(name, sorted({row[name] for row in ROWS[table] if row.get(name)} | {"nothing", ""}))


def reaching(table: str, links: Links | Callable[[Day], Links]) -> Leaf:
    """Any, all and none of the slugs linked."""
    wanted = st.none() | some([*slugs(table), "nobody", ""])
    values = st.fixed_dictionaries({}, optional={"any": wanted, "all": wanted, "none": wanted})
    of_day = links if callable(links) else lambda day: links
    return values, lambda row, given, day: among(of_day(day).get(row["id"], set()), given)


def known_by(table: str) -> Leaf:
    """A row was known by a day."""
    return ENDED, lambda row, wanted, day: KNOWN[table](row, latest(wanted))


def became_known(table: str) -> Leaf:
    """A row became known between two days."""
    return BETWEEN, lambda row, between, day: became(table, row, between)


def like(kind: str, table: str, rows_of: Callable[[Row], Iterable[Row]]) -> Leaf:
    """One of the rows linked is kept by a filter of its own."""

    def holds(row: Row, where: Where, day: Day) -> bool:
        return any(known(table, one, day) and kept(kind, where, one, day) for one in rows_of(row))

    return st.deferred(lambda: leaves(kind)), holds


def through(table: str, own: str, to: str, other: str) -> Callable[[Row], list[Row]]:
    """The rows that tables between lead to."""
    return lambda row: [BY_ID[to][link[other]] for link in ROWS[table] if link[own] == row["id"]]


def owned(table: str, own: str) -> Callable[[Row], list[Row]]:
    """The rows of a table that belong to a row."""
    return lambda row: [found for found in ROWS[table] if found[own] == row["id"]]


def leads(name: str, to: str) -> Callable[[Row], list[Row]]:
    """The row that a column leads to, if any."""
    return lambda row: [BY_ID[to][row[name]]] if row[name] else []


def texts(names: str, *parts: tuple[Callable[[Row], list[Row]], str]) -> Leaf:
    """All words of a search stand in columns of the row, or in columns of the rows of parts."""

    def words(row: Row) -> set[str]:
        found = [row.get(name) for name in names.split()]
        found += [part.get(name) for rows_of, name in parts for part in rows_of(row)]
        return {word for text in found for word in folded(text or "")}

    searches = st.sampled_from(
        ["event", "Event 7", "words EVENTS", "imya 2", "Имя", "said", "minsk", "article", "how 2"]
    )
    return searches | st.sampled_from(["", '"', "🎈", "actor", "topic", "people", "timeline 1", "nothing"]), (
        lambda row, text, day: set() < {word for word in folded(text) if word != "how"} <= words(row)
    )


LATITUDES, LONGITUDES = (
    st.sampled_from([-90, -60, -18.1, 0, 53.5, 90]),
    st.sampled_from([-180, -170, 0, 27.5, 178, 180]),
)
BOXES = st.fixed_dictionaries({"south": LATITUDES, "north": LATITUDES, "west": LONGITUDES, "east": LONGITUDES}).filter(
    lambda box: box["south"] <= box["north"]
)
NEAR = st.fixed_dictionaries(
    {"latitude": LATITUDES, "longitude": LONGITUDES, "kilometres": st.sampled_from([0, 1, 900, 5_000, 15_000, 20_016])}
)
COUNTRIES = some(["BY", "FJ", "XX"])
PLACES = st.fixed_dictionaries(
    {}, optional={"countries": st.none() | COUNTRIES, "box": st.none() | BOXES, "near": st.none() | NEAR}
)


def _held(row: Row, window: Where, day: Day) -> bool:
    return row["date"] is not None and during(row, window, "date_")


def _called(row: Row, names: list[str], day: Day) -> bool:
    return bool({row["name"], *(other["name"] for other in owned("actor_name", "actor_id")(row))} & set(names))


def _in_office(row: Row, wanted: str, day: Day) -> bool:
    date = dates.parse(wanted)
    return bool(row["since_earliest"] <= date.upper and row["until_latest"] >= date.lower)


def _disagree(row: Row, day: Day) -> bool:
    return len({one["value"] for one in owned("account", "question_id")(row) if known("account", one, day)}) > 1


def _date_differs(row: Row, day: Day) -> bool:
    if "entry_id" not in row:
        return any(known("citation", one, day) and _date_differs(one, day) for one in CITATIONS(row))
    entry = BY_ID["entry"][row["entry_id"]]
    given = (row["date_earliest"], row["date_latest"])
    return row["date"] is not None and given != (entry["earliest"], entry["latest"])


def _committed(row: Row, window: Where, day: Day) -> bool:
    second = int(row["at"].timestamp())
    return during({"earliest": second, "latest": second}, window)


def _anchored(row: Row, states: list[str], day: Day) -> bool:
    return any(known("citation", one, day) and one["state"] in states for one in CITATIONS(row))


def _is(test: Callable[[Row, Day], bool]) -> Leaf:
    return st.booleans(), lambda row, wanted, day: test(row, day) == wanted


CITATIONS = owned("citation", "entry_id")
NAMES, OFFICES = owned("actor_name", "actor_id"), owned("role", "actor_id")
SPOKEN, HEARD, JOINED = (
    through(table, "actor_id", "entry", "entry_id") for table in ("speaker", "addressee", "participation")
)
LEAVES: dict[str, dict[str, Leaf]] = {
    "EntryWhere": {
        "text": texts("title summary text place_name", (CITATIONS, "exact")),
        "slugs": named("entry"),
        "during": (WINDOWS, lambda row, window, day: during(row, window)),
        "knownBy": known_by("entry"),
        "becameKnown": became_known("entry"),
        "toldAnew": (BETWEEN, lambda row, between, day: told_anew(row, between)),
        "place": (PLACES, lambda row, place, day: placed(row, place)),
        "anchors": (some(AnchorState), _anchored),
        "datesDiffer": _is(_date_differs),
        "kinds": column("kind", EntryKind),
        "statementKinds": column("statement_kind", StatementKind),
        "attitudes": column("attitude", Attitude),
        "categories": named("entry", "category"),
        "confidence": column("confidence", Confidence),
        "review": column("review", Review),
        "citations": like("CitationWhere", "citation", CITATIONS),
        **{name: reaching(table, links) for name, (table, links) in LINKS.items()},
        "holders": reaching("actor", partial(told_by, "holders")),
        "sources": reaching("source", partial(told_by, "sources")),
        "publishers": reaching("actor", partial(told_by, "publishers")),
        "hosts": reaching("actor", partial(told_by, "hosts")),
    },
    "RoleWhere": {
        "titles": named("role", "title"),
        "holders": reaching("actor", linked("role", "id", "actor_id", "actor")),
        "organizations": reaching("actor", linked("role", "id", "organization_id", "actor")),
        "day": (DAYS, _in_office),
        "current": _is(lambda row, day: row["until"] == ".."),
    },
    "ActorWhere": {
        "text": texts("name description", (NAMES, "name"), (OFFICES, "title")),
        "kinds": column("kind", ActorKind),
        "slugs": named("actor"),
        "names": (some(["Actor 1", "Actor 2", "Имя 2", "Имя 7", "имя 7", ""]), _called),
        "wikidata": named("actor", "wikidata"),
        "roles": like("RoleWhere", "role", owned("role", "actor_id")),
        "entries": like("EntryWhere", "entry", lambda row: SPOKEN(row) + HEARD(row) + JOINED(row)),
        "statements": like("EntryWhere", "entry", SPOKEN),
        "events": like("EntryWhere", "entry", JOINED),
    },
    "SourceWhere": {
        "text": texts("title byline section text"),
        "slugs": named("source"),
        "published": (WINDOWS, lambda row, window, day: during(row, window, "published_")),
        "knownBy": known_by("source"),
        "becameKnown": became_known("source"),
        "publishers": reaching("actor", linked("source", "id", "publisher_id", "actor")),
        "hosts": reaching("actor", linked("source_host", "source_id", "actor_id", "actor")),
        "languages": named("source", "language"),
        "sections": named("source", "section"),
        "urls": named("source", "url"),
        "entries": like("EntryWhere", "entry", through("citation", "source_id", "entry", "entry_id")),
    },
    "CitationWhere": {
        "states": column("state", AnchorState),
        "datesDiffer": _is(_date_differs),
        "knownBy": known_by("citation"),
        "becameKnown": became_known("citation"),
        "sources": reaching("source", linked("citation", "id", "source_id", "source")),
        "source": like("SourceWhere", "source", leads("source_id", "source")),
        "entry": like("EntryWhere", "entry", leads("entry_id", "entry")),
    },
    "AccountWhere": {
        "holders": reaching("actor", linked("account", "id", "holder_id", "actor")),
        "sources": reaching("source", linked("account", "id", "source_id", "source")),
        "held": (WINDOWS, _held),
        "values": named("account", "value"),
        "knownBy": known_by("account"),
        "becameKnown": became_known("account"),
        "question": like("QuestionWhere", "question", leads("question_id", "question")),
    },
    "QuestionWhere": {
        "text": texts("text", (owned("account", "question_id"), "value")),
        "slugs": named("question"),
        "about": reaching("entry", linked("question_about", "question_id", "entry_id", "entry")),
        "holders": reaching("actor", partial(linked, "account", "question_id", "holder_id", "actor")),
        "differ": _is(_disagree),
        "knownBy": known_by("question"),
        "accounts": like("AccountWhere", "account", owned("account", "question_id")),
    },
    "TopicWhere": {
        "text": texts("name description"),
        "slugs": named("topic"),
        "names": named("topic", "name"),
        "entries": like("EntryWhere", "entry", through("entry_topic", "topic_id", "entry", "entry_id")),
    },
    "TimelineWhere": {
        "text": texts("title description"),
        "slugs": named("timeline"),
        "entries": like("EntryWhere", "entry", through("membership", "timeline_id", "entry", "entry_id")),
    },
    "ParticipationWhere": {
        "actors": reaching("actor", linked("participation", "id", "actor_id", "actor")),
        "roles": named("participation", "role"),
        "event": like("EntryWhere", "entry", leads("entry_id", "entry")),
    },
    "MembershipWhere": {
        "timelines": reaching("timeline", linked("membership", "id", "timeline_id", "timeline")),
        "groups": named("membership", "group"),
        "entry": like("EntryWhere", "entry", leads("entry_id", "entry")),
    },
    "ChangeWhere": {
        "kinds": column("kind", RecordKind),
        "actions": column("action", Action),
        "slugs": named("change"),
        "origins": named("change", "origin"),
    },
    "RevisionWhere": {
        "numbers": column("id", [1, 2, 3, 5]),
        "at": (WINDOWS, _committed),
        "changes": like("ChangeWhere", "change", owned("change", "revision_id")),
    },
}


def holds(kind: str, where: Where, row: Row, day: Day) -> bool:
    """Whether a filter holds of a row; what says nothing (null) is left out."""
    return all(_holds(kind, name, value, row, day) for name, value in where.items() if value is not None)


def _holds(kind: str, name: str, value: Any, row: Row, day: Day) -> bool:
    match name:
        case "and":
            return all(holds(kind, inner, row, day) for inner in value)
        case "or":
            return any(holds(kind, inner, row, day) for inner in value)
        case "not":
            return not holds(kind, value, row, day)
    return LEAVES[kind][name][1](row, value, day)


def speaks_of_review(where: Any, through: tuple[str, ...] = ("and", "or", "not")) -> bool:
    """Whether a filter of entries, or of what belongs to them, says anywhere which reviews are wanted."""
    if isinstance(where, list):
        return any(speaks_of_review(inner, through) for inner in where)
    if not isinstance(where, dict):
        return False
    return where.get("review") is not None or any(speaks_of_review(where.get(name), through) for name in through)


def kept(kind: str, where: Where, row: Row, day: Day = None) -> bool:
    """Whether a filter keeps a row: of a draft only where it speaks of reviews; all of it as of its ``knownBy``."""
    if where.get("knownBy") is not None:
        day = min(latest(where["knownBy"]), LATEST_SECOND if day is None else day)
    entry = BY_ID["entry"][row["entry_id"]] if "entry_id" in row else row
    reviewed = entry.get("review", Review.REVIEWED) == Review.REVIEWED
    drafts = speaks_of_review(
        where, ("and", "or", "not", "entry", "event") if entry is not row else ("and", "or", "not")
    )
    return (reviewed or drafts) and holds(kind, where, row, day)


def shown(where: Where, kind: str = "EntryWhere", table: str = "entry") -> list[Row]:
    """The rows of a table that a filter keeps."""
    return [row for row in ROWS[table] if kept(kind, where, row)]


@st.composite
def leaves(draw: st.DrawFn, kind: str = "EntryWhere") -> Where:
    """Filters of a kind without others of that kind joined in them."""
    names = draw(st.lists(st.sampled_from(sorted(LEAVES[kind])), max_size=2, unique=True))
    return {name: draw(st.none() | LEAVES[kind][name][0]) for name in names}


def trees(kind: str) -> st.SearchStrategy[Where]:
    """Filters of a kind, joined by and, or, not."""
    return st.recursive(
        leaves(kind),
        lambda inner: st.fixed_dictionaries(
            {}, optional={"and": st.lists(inner, max_size=3), "or": st.lists(inner, max_size=3), "not": inner}
        ),
        max_leaves=8,
    )


TREES = trees("EntryWhere")
