"""Records as lines of JSON: what ``timeline export`` writes and ``timeline load --format jsonl`` reads.

A line is ``{"kind":"EVENT","origin":"floods/dam.yaml","document":{"date":"2024-03-01",...}}``: the record's document
as the change log keeps it, its keys sorted, and the file it first came from. Where a line says no ``origin`` it is
the name of the file of lines.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from pydantic import TypeAdapter, ValidationError, create_model

from timeline import drafts
from timeline.exceptions import AnnotationError, Place
from timeline.kinds import AnchorState, RecordKind
from timeline.loaders import files, rows
from timeline.loaders.annotation import SECTIONS
from timeline.loaders.faults import nearest, validated
from timeline.loaders.nodes import Mapping, Mark, Sequence, shown
from timeline.loaders.records import DRAFTS, File, Record
from timeline.values import Line as OneLine

KEYS = ("kind", "origin", "document")
KINDS = {kind.value: kind for kind in rows.TABLES}
"""The kinds in the order of a dump: each comes after those it refers to."""

# A quotation mark within a text has a backslash before it, so that these meet nothing but keys.
START = re.compile(rb'\{"kind":"(%s)","origin":"([^"\\]*)","document":(?=\{)' % "|".join(KINDS).encode())
SLUG = re.compile(rb'[{,]"slug":"([a-z0-9-]+)"')
NEEDLESS = (b"null", b"[]", b":true", b":false", b'REVIEWED"', b'itude"', b'length"')
"""What stands in a document that may say something needlessly; it is looked at more closely."""

ORIGIN = TypeAdapter[str](OneLine)


class Line(NamedTuple):
    """One line that has the shape of a record: its file with its place, its kind, and the document it holds.

    ``text`` is the document as it is written, if that is how the export writes it.
    """

    file: File
    kind: RecordKind
    document: dict[str, Any]
    text: bytes | None = None


class StatedCitation(drafts.CitationDraft):
    """A citation that may say how it stands to its text."""

    state: AnchorState | None = None
    """EXACT, MOVED, ORPHANED or UNANCHORED; left out to have it found."""


def _stated(draft: type[drafts.Draft]) -> type[drafts.Draft]:
    return create_model(f"Stated{draft.__name__}", __base__=draft, citations=(list[StatedCitation], []))


STATED = {**DRAFTS, **{kind: _stated(DRAFTS[kind]) for kind in (RecordKind.EVENT, RecordKind.STATEMENT)}}
"""What the documents of each kind must fit: what annotations must, and a citation may have a state."""


def written(kind: str, origin: str, document: dict[str, Any]) -> bytes:
    """The line of a record, without its line feed; the same record gives the same bytes."""
    return b'{"kind":"%s","origin":%s,"document":%s}' % (kind.encode(), orjson.dumps(origin), dumped(document))


def dumped(document: dict[str, Any]) -> bytes:
    """A document as JSON, with its keys sorted."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def slug_of(data: bytes) -> tuple[RecordKind, str] | None:
    """Kind and slug of a line as the export writes it, without reading the rest; None for any other line."""
    if (start := START.match(data)) and (slug := SLUG.search(data, start.end())) and start[1] != b"SOURCE":
        return KINDS[start[1].decode()], slug[1].decode()
    return None


def parsed(path: str, number: int, data: bytes, name: str) -> Line:
    """Read line ``number`` of a file; ``name`` is the origin of what says none.

    Raises:
        AnnotationError: it is not JSON, has not the shape of a record, or names a key twice.
    """
    # What is written as the export writes it names no key twice; of anything else orjson keeps the last one only.
    if exported := _exported(path, number, data):
        return exported
    line = glanced(path, number, data, name)
    _require_distinct(line.file.place(), data)
    return line


def _exported(path: str, number: int, data: bytes) -> Line | None:
    """A line that is written as the export writes it; None of any other."""
    start = START.match(data)
    if start is None or (origin := _read(start[2])) is None or not data.endswith(b"}"):
        return None
    text = data[start.end() : -1]
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    if dumped(document) != text:
        return None
    return Line(File(path, origin, Mapping((number, 0))), KINDS[start[1].decode()], document, text)


@lru_cache(maxsize=1000)
def _read(written: bytes) -> str | None:
    """The origin in a line, if the export would write it so."""
    try:
        origin = written.decode()
    except UnicodeDecodeError:
        return None
    return origin if _is_origin(origin) and orjson.dumps(origin)[1:-1] == written else None


def glanced(path: str, number: int, data: bytes, name: str) -> Line:
    """The same, of keys named twice the last."""
    place = Place(path, number)
    try:
        values = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _syntax(place, data, error) from None
    if not isinstance(values, dict):
        raise AnnotationError(place, f"{shown(values)} is no record; write an object with {', '.join(KEYS)}")
    kind, origin, document = _members(place, values, name)
    return Line(File(path, origin, Mapping((number, 0))), kind, document)


def _syntax(place: Place, data: bytes, error: orjson.JSONDecodeError) -> AnnotationError:
    if len(data) > files.MAX_BYTES:
        return AnnotationError(place, f"has more than {files.MAX_BYTES:,} bytes; write one record a line")
    try:
        data.decode()
    except UnicodeDecodeError as fault:
        return AnnotationError(place, f"byte 0x{data[fault.start]:02x} is not UTF-8; save the file as UTF-8")
    return AnnotationError(
        Place(place.path, place.line, error.colno), f"is not JSON: {error.msg}; write one record a line"
    )


def _members(place: Place, values: dict[str, Any], name: str) -> tuple[RecordKind, str, dict[str, Any]]:
    if unknown := next((key for key in values if key not in KEYS), None):
        raise AnnotationError(place, f"unknown key {shown(unknown)}{nearest(unknown, KEYS)} (known: {', '.join(KEYS)})")
    if missing := next((key for key in ("kind", "document") if key not in values), None):
        raise AnnotationError(place, f"the key {missing!r} is missing; write an object with {', '.join(KEYS)}")
    kind, origin, document = values["kind"], values.get("origin", name), values["document"]
    if not isinstance(kind, str) or kind not in KINDS:
        raise AnnotationError(place, f"kind {shown(kind)} is none of {', '.join(KINDS)}{nearest(str(kind), KINDS)}")
    if not isinstance(document, dict):
        raise AnnotationError(place, f"document {shown(document)}: it must be an object with the record's fields")
    if not isinstance(origin, str) or not _is_origin(origin):
        raise AnnotationError(place, f"origin {shown(origin)} names no file; write one line of text or leave it out")
    return KINDS[kind], origin, document


@lru_cache(maxsize=1000)
def _is_origin(text: str) -> bool:
    try:
        return bool(ORIGIN.validate_python(text))
    except ValidationError:
        return False


def _require_distinct(place: Place, data: bytes) -> None:
    def distinct(pairs: list[tuple[str, Any]]) -> None:
        keys = [key for key, _ in pairs]
        if twice := next((key for index, key in enumerate(keys) if key in keys[:index]), None):
            raise AnnotationError(place, f"the key {shown(twice)} stands here twice; keep one")

    json.loads(data, object_pairs_hook=distinct)


def checked(line: Line) -> tuple[Record | None, list[AnnotationError]]:
    """The record of a line, or what is wrong with it, in the words of the files of annotations."""
    try:
        draft = STATED[line.kind].model_validate(line.document)
    except ValidationError:
        return None, list(_faults(line))
    return Record(line.kind, draft, line.file), []


def is_normal(line: Line) -> bool:
    """Whether the document of a sound line is what the change log would keep of its record.

    It is unless it says something needless (a key without a value, or with the one it has anyway), a number as
    something else, or leaves the state of a citation open; where that cannot be told at once the answer is no.
    """
    text = line.text
    if text is None or any(needless in text for needless in NEEDLESS):
        return False
    for citation in line.document.get("citations", ()):
        if "state" not in citation or not type(citation.get("start", 0)) is type(citation.get("end", 0)) is int:
            return False
    return True


def _faults(line: Line) -> Iterator[AnnotationError]:
    """The faults of a document, found as if it stood in a file of annotations; there no citation has a state."""
    document = line.document
    if isinstance(citations := document.get("citations"), list):
        document = {**document, "citations": [_stateless(citation) for citation in citations]}
        for state in (citation.get("state") for citation in citations if isinstance(citation, dict)):
            if state is not None and state not in list(AnchorState):
                message = f"state {shown(state)} is none of {', '.join(AnchorState)}; leave it out to have it found"
                yield AnnotationError(line.file.place(), message)
    section = next((section for section, kind in SECTIONS.items() if kind is line.kind), None)
    tree = {section: [document]} if section else {"timeline": document}
    yield from validated(File(line.file.path, line.file.origin, _marked(tree, line.file.tree.mark)))[1]


def _stateless(citation: Any) -> Any:
    return {key: item for key, item in citation.items() if key != "state"} if isinstance(citation, dict) else citation


def _marked(value: Any, mark: Mark) -> Any:
    """A value whose every part stands at ``mark``."""
    if isinstance(value, dict):
        mapping = Mapping(mark)
        mapping.update((key, _marked(item, mark)) for key, item in value.items())
        mapping.keys_at = mapping.values_at = dict.fromkeys(value, mark)
        return mapping
    if isinstance(value, list):
        sequence = Sequence(mark)
        sequence.extend(_marked(item, mark) for item in value)
        sequence.values_at = [mark] * len(value)
        return sequence
    return value
