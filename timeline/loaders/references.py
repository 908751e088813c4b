"""Who refers to whom: nothing may refer to what is not there, share a slug, or go round in a circle."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from timeline.exceptions import AnnotationError
from timeline.kinds import RecordKind as Kind
from timeline.loaders.faults import nearest
from timeline.loaders.records import Loc, Name, Record

ENTRIES = (Kind.EVENT, Kind.STATEMENT)
# A hint at the nearest slugs takes time; the first errors of a load have one.
HINTS = 20
# How many of a circle are told.
TOLD = 10

Path = tuple[str, ...]
ENTRY_PATHS: dict[Path, tuple[Kind, ...]] = {
    ("topics", "*"): (Kind.TOPIC,),
    ("citations", "*", "source"): (Kind.SOURCE,),
    ("timelines", "*", "timeline"): (Kind.TIMELINE,),
}
PATHS: dict[Kind, dict[Path, tuple[Kind, ...]]] = {
    Kind.ACTOR: {("roles", "*", "organization"): (Kind.ACTOR,)},
    Kind.SOURCE: {("publisher",): (Kind.ACTOR,), ("hosts", "*"): (Kind.ACTOR,)},
    Kind.EVENT: {
        **ENTRY_PATHS,
        ("part_of",): (Kind.EVENT,),
        ("participants", "*", "actor"): (Kind.ACTOR,),
    },
    Kind.STATEMENT: {
        **ENTRY_PATHS,
        ("speakers", "*"): (Kind.ACTOR,),
        ("addressees", "*"): (Kind.ACTOR,),
        ("about", "*"): (Kind.EVENT,),
        ("answers",): (Kind.STATEMENT,),
    },
    Kind.QUESTION: {
        ("about", "*"): ENTRIES,
        ("accounts", "*", "holder"): (Kind.ACTOR,),
        ("accounts", "*", "source"): (Kind.SOURCE,),
        ("accounts", "*", "statement"): (Kind.STATEMENT,),
    },
}
PARENTS = {Kind.EVENT: "part_of", Kind.STATEMENT: "answers"}


class Reference(NamedTuple):
    """That a document speaks at ``loc`` of a slug that must be of one of the kinds."""

    loc: Loc
    slug: str
    kinds: tuple[Kind, ...]


def article(noun: str) -> str:
    """A noun with its indefinite article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def references(kind: Kind, document: dict[str, Any]) -> Iterator[Reference]:
    """Every reference of a record's document."""
    for path, kinds in PATHS.get(kind, {}).items():
        for loc, slug in _reached(document, path):
            yield Reference(loc, slug, kinds)


def _reached(node: Any, path: Path, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    if not path:
        yield loc, node
    elif path[0] == "*":
        for index, item in enumerate(node):
            yield from _reached(item, path[1:], (*loc, index))
    elif path[0] in node:
        yield from _reached(node[path[0]], path[1:], (*loc, path[0]))


def dangling(
    records: Iterable[tuple[Record, dict[str, Any]]], known: set[Name]
) -> Iterator[tuple[str, AnnotationError]]:
    """Each reference to what is not known, by the slug that is missing."""
    hints = HINTS
    for record, document in records:
        for loc, slug, kinds in references(record.kind, document):
            if not slug or any((kind, slug) in known for kind in kinds):
                continue
            wanted = " or ".join(kind.lower() for kind in kinds)
            other = next((kind.lower() for kind in Kind if (kind, slug) in known), None)
            if other:
                message = f"there is no {wanted} {slug!r}, it is the slug of {article(other)}; name another"
            else:
                hint = nearest(slug, [name for kind, name in known if kind in kinds]) if hints > 0 else ""
                hints -= 1
                message = f"there is no {wanted} {slug!r}{hint or '; add it or correct the slug'}"
            yield slug, record.error(loc, message)


def bereft(records: Iterable[Record], known: set[Name]) -> Iterator[AnnotationError]:
    """Each record that stays and speaks of one that goes."""
    for record in records:
        for _, slug, kinds in references(record.kind, record.document()):
            if not any((kind, slug) in known for kind in kinds):
                what, other = record.kind.lower(), kinds[0].lower()
                mend = f"keep it, or change the {what} first"
                message = (
                    f"the {what} {record.slug!r} speaks of the {other} {slug!r}, which this load would remove; {mend}"
                )
                yield record.error((), message)


def duplicates(records: Iterable[Record]) -> Iterator[AnnotationError]:
    """Each slug that stands a second time; events and statements share theirs."""
    first: dict[tuple[bool, str] | Name, Record] = {}
    for record in records:
        key = (True, record.slug) if record.kind in ENTRIES else record.name
        if (other := first.setdefault(key, record)) is not record:
            what = f"the {other.kind.lower()} at {other.place('slug')}"
            yield record.error(("slug",), f"the slug {record.slug!r} is that of {what}; choose another")


def taken(records: Iterable[Record], standing: set[Name]) -> Iterator[AnnotationError]:
    """Each event whose slug a statement has that stands already, and the other way about."""
    for record in records:
        for kind in ENTRIES:
            if record.kind in ENTRIES and kind is not record.kind and (kind, record.slug) in standing:
                what = article(kind.lower())
                message = f"the slug {record.slug!r} is that of {what} loaded before; choose another"
                yield record.error(("slug",), message)


def circles(records: Iterable[Record], parents: dict[Name, str]) -> Iterator[AnnotationError]:
    """Each circle of parts or answers; ``parents`` are those of all entries, the records' own included."""
    sound: set[Name] = set()
    for record in records:
        way: dict[Name, None] = {}
        here: Name = record.name
        while here not in sound and here not in way and here in parents:
            way[here] = None
            here = record.kind, parents[here]
        if here in way:
            names = list(way)
            round_ = [slug for _, slug in names[names.index(here) :]]
            field = PARENTS[record.kind]
            told = " -> ".join([*round_[:TOLD], *["..."][: len(round_) - TOLD], round_[0]])
            yield record.error((field,), f"{field} goes round in a circle: {told}; break it somewhere")
        sound.update(way)
