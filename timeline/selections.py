"""From the parameters of an address to a question of the API, and from its answer to a feed.

Parameters have the names of the API's filters, so that an address says what a query would say.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

import orjson
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, get_named_type, get_nullable_type

from schema import schema
from timeline.dates import PartialDate, parse
from timeline.exceptions import TimelineError, no_timeline
from timeline.feeds.entries import Citation, Entry, Era, Feed, Named, Part, Place, Source

Ask = Callable[[str, Mapping[str, Any]], Awaitable[dict[str, Any]]]
"""Asks the API a question with variables and gives back the data of its answer."""

MOST: Final = 1_000
"""Entries a feed may hold, and holds where nobody says otherwise."""
PAGE: Final = 100
NEVER: Final = "1970-01-01T00:00:00Z"
PAGING: Final = ("first", "last", "after", "before", "max")
ENDS: Final[tuple[str, ...]] = ("from", "to")
"""``during`` in two parameters, as forms send it."""

_OBJECTS: Final = ("Among", "Window", "Between")
"""Filters of several parts that a text can say nevertheless."""

_ENTRY: Final = """
fragment Told on Entry {
  slug entryKind review confidence dateReason note
  date { edtf }
  topics { slug name }
  memberships { group headline timeline { slug } }
  citations {
    key exact prefix suffix start end note
    date { edtf }
    source { slug title url published { edtf } publisher { slug name } hosts { slug name } }
  }
  ... on Event {
    title summary category
    place { name latitude longitude country }
    partOf { slug }
    participants { role actor { slug name } }
  }
  ... on Statement {
    form: kind
    text cue medium attitude
    speakers { slug name }
    addressees { slug name }
    about { slug }
  }
}
"""
_PAGE: Final = (
    "entries(where: $where, first: $first, last: $last, after: $after, before: $before)"
    " { totalCount @include(if: $whole) nodes { ...Told }"
    " pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"
)
_VARIABLES: Final = "$where: EntryWhere, $first: Int, $last: Int, $after: String, $before: String, $whole: Boolean!"
SLUGS: Final = "{ timelines(first: 100) { nodes { slug } } }"
_CHANGED: Final = "revisions(first: 1, orderBy: ENTERED_DESC) @include(if: $whole) { nodes { at } }"
_TIMELINE: Final = "title description eras { title date { edtf } }"

OF_TIMELINE: Final = (
    f"query Timeline($slug: String!, {_VARIABLES})"
    f" {{ {_CHANGED} timeline(slug: $slug) {{ {_TIMELINE} {_PAGE} }} }} {_ENTRY}"
)
OF_ALL: Final = f"query Entries({_VARIABLES}) {{ {_CHANGED} {_PAGE} }} {_ENTRY}"
_OVERVIEW: Final = (
    "revisions(first: 1, orderBy: ENTERED_DESC) { nodes { at } }"
    " overview(where: $where, max: $max) { total entries { ...Told } }"
)
DENSITY_OF_TIMELINE: Final = (
    "query TimelineOverview($slug: String!, $where: EntryWhere, $max: Int!)"
    f" {{ timeline(slug: $slug) {{ {_TIMELINE} }} {_OVERVIEW} }} {_ENTRY}"
)
DENSITY_OF_ALL: Final = f"query Overview($where: EntryWhere, $max: Int!) {{ {_OVERVIEW} }} {_ENTRY}"


class SelectionError(TimelineError):
    """A parameter that selects nothing: unknown, given twice, or no JSON."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a feed stands: the API's address without a slash at its end, and the feed's path and parameters."""

    api: str = ""
    path: str = ""
    parameters: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        query = urlencode(self.parameters)
        return f"{self.api}{self.path}{'?' if query else ''}{query}"

    def paged(self, name: str, cursor: str | None, size: str) -> str:
        """The address of another page: ``after`` or ``before`` a cursor."""
        kept = tuple(pair for pair in self.parameters if pair[0] not in PAGING)
        given = dict(self.parameters)
        count = given.get("first") or given.get("last")
        sized = ((size, count),) if count else ((size, str(MOST)),) if size == "last" else ()
        return str(replace(self, parameters=(*kept, *sized, (name, cursor or ""))))


@dataclass(frozen=True, slots=True)
class Selection:
    """Which entries: the API's filter, and the page of them or the density."""

    where: Mapping[str, Any]
    paging: Mapping[str, Any]


def read(parameters: Iterable[tuple[str, str]]) -> Selection:
    """What parameters select; those without a value count as not given, as forms send them.

    Raises:
        SelectionError: one is unknown, given twice where it takes one value, or no JSON.
    """
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        if name not in names():
            raise SelectionError(f"there is no parameter {name[:80]!r}; there are {', '.join(names())}")
        if value.strip():
            given.setdefault(name, []).append(value.strip())
    paging: dict[str, Any] = {name: _number(name, given.pop(name)) for name in PAGING if name in given}
    whole = _object(_one("where", given.pop("where"))) if "where" in given else {}
    if ends := {name: _one(name, given.pop(name)) for name in ENDS if name in given}:
        given.setdefault("during", []).append("/".join(ends.get(name, "..") for name in ENDS))
    return Selection(_joined({name: _value(name, values) for name, values in given.items()}, whole), paging)


@cache
def names() -> tuple[str, ...]:
    """All parameters there are: the API's filters that a text can say, ``where`` for the others, and those of pages."""
    return (*_filters(), *ENDS, "where", *PAGING)


@cache
def _filters() -> Mapping[str, Any]:
    kind = schema._schema.type_map["EntryWhere"]
    assert isinstance(kind, GraphQLInputObjectType)
    types = {name: field.type for name, field in kind.fields.items()}
    return {name: kind for name, kind in types.items() if _sayable(get_named_type(kind))}


def _sayable(kind: Any) -> bool:
    return kind.name in _OBJECTS or not isinstance(kind, GraphQLInputObjectType)


def _one(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise SelectionError(f"{name} is given {len(values)} times; give it once")
    return values[0]


def _number(name: str, values: list[str]) -> int | str:
    """A number, or the text as it is, of which the API says what is wrong with it."""
    text = _one(name, values)
    if name in ("after", "before") or not text.lstrip("-").isdecimal() or len(text) > 9:
        return text
    if name in ("first", "last") and not 0 <= int(text) <= MOST:
        raise SelectionError(f"{name}: {text} is not a size of a feed; ask for 0 to {MOST}")
    return int(text)


def _value(name: str, values: list[str]) -> Any:
    """What the API's filter of this name takes."""
    kind = get_nullable_type(_filters()[name])
    match get_named_type(kind).name:
        case "Among":
            return _among(values)
        case "Window" | "Between":
            return _window(_one(name, values))
        case "Boolean":
            text = _one(name, values)
            return {"true": True, "false": False}.get(text, text)
    if isinstance(get_named_type(kind), GraphQLEnumType):
        values = [value.upper() for value in values]
    return _split(values) if isinstance(kind, GraphQLList) else _one(name, values)


def _split(values: list[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _among(values: list[str]) -> dict[str, list[str]]:
    """Slugs of which any is meant, or ``all:`` or ``none:`` of them."""
    found: dict[str, list[str]] = {}
    for value in values:
        head, colon, tail = value.partition(":")
        how, slugs = (head, tail) if colon else ("any", value)
        found.setdefault(how, []).extend(_split([slugs]))
    return found


def _window(value: str) -> dict[str, str]:
    """The time a date covers, ``2020-08`` or ``2020-08-09/2020-08-31``; ``certainly:`` before it asks for more."""
    head, colon, tail = value.partition(":")
    match, date = (head.upper(), tail) if colon and head.isalpha() else (None, value)
    first, slash, last = date.partition("/")
    ends = {"from": first, "to": last if slash else first}
    window = {name: end for name, end in ends.items() if end not in ("", "..")}
    return window | ({"match": match} if match else {})


def _object(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise SelectionError(f'where is not JSON: {error}; write where={{"kinds": ["EVENT"]}}') from None


def _joined(simple: dict[str, Any], whole: Any) -> Any:
    """Both filters together; the API says what is wrong with a ``where`` that is no object."""
    if not isinstance(whole, dict):
        return whole
    if both := [name for name in whole if name in simple]:
        raise SelectionError(f"{', '.join(both)} is given in where and beside it; give it once")
    return {**simple, **whole}


async def feed(slug: str | None, selection: Selection, ask: Ask, address: Address) -> Feed:
    """A timeline, or for None all entries there are, as far as they are selected.

    Raises:
        NotFoundError: there is no timeline of that slug.
    """
    if "max" in selection.paging:
        return await _density(slug, selection, ask, address)
    return await _pages(slug, selection, ask, address)


async def _density(slug: str | None, selection: Selection, ask: Ask, address: Address) -> Feed:
    """The most telling entries."""
    if others := [name for name in selection.paging if name != "max"]:
        raise SelectionError(f"max shows the most telling entries and has no pages; leave out {', '.join(others)}")
    where = _on(slug, selection.where) if slug else selection.where
    variables = {"where": where, "max": selection.paging["max"]} | ({"slug": slug} if slug else {})
    data = await ask(DENSITY_OF_TIMELINE if slug else DENSITY_OF_ALL, variables)
    overview = data["overview"]
    entries = tuple(entry(node, slug) for node in overview["entries"])
    begun = await _begun(slug, data, ask, address)
    return replace(begun, entries=entries, total=overview["total"], passed_over=overview["total"] - len(entries))


def _on(slug: str, where: Any) -> Any:
    """A filter, and on this timeline besides."""
    here = {"timelines": {"any": [slug]}}
    if not isinstance(where, dict):
        return where
    return where | ({"and": [*(where.get("and") or ()), here]} if "timelines" in where else here)


async def _pages(slug: str | None, selection: Selection, ask: Ask, address: Address) -> Feed:
    """Pages of the API, joined."""
    turn = _Turn.of(selection.paging)
    query, named = (OF_TIMELINE, {"slug": slug}) if slug else (OF_ALL, {})
    variables = {**named, "where": selection.where, **selection.paging}
    data = await ask(query, variables | turn.page(0) | {"whole": True})
    begun, first = await _begun(slug, data, ask, address), _connection(slug, data)
    found, page = list(first["nodes"]), first["pageInfo"]
    while page[turn.more] and len(found) < turn.size:
        data = await ask(query, variables | turn.page(len(found), page) | {"whole": False})
        if not data.get("timeline", data):
            break
        page = _connection(slug, data)["pageInfo"]
        found = turn.joined(found, _connection(slug, data)["nodes"])
    shown = first["pageInfo"] | turn.outer(page)
    entries = tuple(entry(node, slug) for node in found)
    return replace(
        begun,
        entries=entries,
        total=first["totalCount"],
        following=address.paged("after", shown["endCursor"], "first") if shown["hasNextPage"] and found else None,
        previous=address.paged("before", shown["startCursor"], "last") if shown["hasPreviousPage"] and found else None,
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """Which way the pages are read: from the front, or with ``last`` from the back."""

    size: Any
    back: bool

    @classmethod
    def of(cls, paging: Mapping[str, Any]) -> "_Turn":
        back = "last" in paging and "first" not in paging
        return cls(paging.get("last" if back else "first", MOST), back)

    @property
    def more(self) -> str:
        return "hasPreviousPage" if self.back else "hasNextPage"

    def page(self, found: int, at: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The variables of the next page."""
        size = min(PAGE, self.size - found) if isinstance(self.size, int) else self.size
        sized = {"last" if self.back else "first": size}
        if at is None:
            return sized
        return sized | ({"before": at["startCursor"]} if self.back else {"after": at["endCursor"]})

    def joined(self, found: list[Any], more: list[Any]) -> list[Any]:
        """What was found, with what came next on its side."""
        return more + found if self.back else found + more

    def outer(self, page: Mapping[str, Any]) -> dict[str, Any]:
        """What the last page read says of its own side."""
        sides = ("hasPreviousPage", "startCursor") if self.back else ("hasNextPage", "endCursor")
        return {name: page[name] for name in sides}


def _connection(slug: str | None, data: Mapping[str, Any]) -> Any:
    return data["timeline"]["entries"] if slug else data["entries"]


async def _begun(slug: str | None, data: Mapping[str, Any], ask: Ask, address: Address) -> Feed:
    """The feed without its entries."""
    changed = data["revisions"]["nodes"]
    updated = _moment(changed[0]["at"]) if changed else NEVER
    if slug is None:
        return Feed("entries", "All entries", (), address.api, str(address), f"{address.api}/", updated=updated)
    timeline = data["timeline"]
    if timeline is None:
        raise no_timeline(slug, [there["slug"] for there in (await ask(SLUGS, {}))["timelines"]["nodes"]])
    eras = tuple(Era(era["title"], parse(era["date"]["edtf"])) for era in timeline["eras"])
    page, text = f"{address.api}/timelines/{slug}", timeline["description"]
    return Feed(slug, timeline["title"], (), address.api, str(address), page, text, eras, updated)


def _moment(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def entry(node: Mapping[str, Any], slug: str | None = None) -> Entry:
    """An entry of an answer, as it stands on a timeline."""
    own = ("date", "topics", "memberships", "citations", "entryKind", "dateReason")
    told: dict[str, Any] = {name: value for name, value in node.items() if name not in own and name not in _PARTS}
    told |= {name: made(node[name]) for name, made in _PARTS.items() if name in node}
    told["part_of"] = told.pop("partOf", None)
    for place in node["memberships"]:
        if place["timeline"]["slug"] == slug:
            told |= {"group": place["group"], "headline": place["headline"]}
    return Entry(
        kind=node["entryKind"],
        date=parse(node["date"]["edtf"]),
        date_reason=node["dateReason"],
        topics=_all_named(node["topics"]),
        citations=tuple(map(_citation, node["citations"])),
        **told,
    )


def _named(node: Mapping[str, Any]) -> Named:
    return Named(node["slug"], node["name"])


def _all_named(nodes: Iterable[Mapping[str, Any]]) -> tuple[Named, ...]:
    return tuple(map(_named, nodes))


def _date(node: Mapping[str, Any] | None) -> PartialDate | None:
    return parse(node["edtf"]) if node else None


def _citation(node: Mapping[str, Any]) -> Citation:
    return Citation(**{**node, "source": _source(node["source"]), "date": _date(node["date"])})


def _source(node: Mapping[str, Any]) -> Source:
    publisher = node["publisher"]
    return Source(
        node["slug"],
        node["title"],
        _named(publisher) if publisher else None,
        _all_named(node["hosts"]),
        node["url"],
        _date(node["published"]),
    )


_PARTS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "place": lambda node: Place(**node) if node else None,
    "partOf": lambda node: node["slug"] if node else None,
    "participants": lambda nodes: tuple(Part(_named(node["actor"]), node["role"]) for node in nodes),
    "speakers": _all_named,
    "addressees": _all_named,
    "about": lambda nodes: tuple(node["slug"] for node in nodes),
}
