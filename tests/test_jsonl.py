"""Lines of JSON: what is one record, what is none, and how it is told."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from factories import event, loaded, source, statement
from test_export import exported

from timeline.config import seed_data
from timeline.exceptions import AnnotationError
from timeline.loaders.jsonl import checked, dumped, is_normal, parsed, written


def line(kind: str = "EVENT", document: Any = None, **more: Any) -> bytes:
    """A line as a program may write it."""
    return orjson.dumps({"kind": kind, "origin": "floods/a.yaml", "document": document or event()} | more)


def faults(data: bytes) -> list[str]:
    """What is wrong with a line, the seventh of its file."""
    try:
        return [str(error) for error in checked(parsed("dump.jsonl", 7, data, "dump.jsonl"))[1]]
    except AnnotationError as error:
        return [str(error)]


def test_what_is_written_is_read_as_it_was() -> None:
    cited = [{"source": "gazette-1", "key": "a", "exact": "naïve — 😀", "start": 3, "end": 12, "state": "EXACT"}]
    document = event(place={"name": "Dam", "latitude": 27.0, "longitude": -0.5}, citations=cited)
    data = written("EVENT", "floods/ä.yaml", document)
    found = parsed("dump.jsonl", 7, data, "dump.jsonl")
    assert (found.kind, found.file.origin, found.document) == ("EVENT", "floods/ä.yaml", document)
    record, errors = checked(found)
    assert record
    assert ([citation.state for citation in record.draft.citations], errors) == (["EXACT"], [])
    assert written(found.kind, found.file.origin, found.document) == data


def test_the_order_of_keys_makes_no_difference() -> None:
    document = dict(reversed(event().items()))
    assert written("EVENT", "a", document) == written("EVENT", "a", event())
    assert faults(line(document=document)) == []


def test_a_line_without_origin_comes_from_its_file() -> None:
    data = orjson.dumps({"kind": "EVENT", "document": event()})
    assert parsed("folder/dump.jsonl", 1, data, "dump.jsonl").file.origin == "dump.jsonl"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{"kind":"EVENT"', "dump.jsonl:7:16: is not JSON: unexpected end of data; write one record a line"),
        (b"[1]", "dump.jsonl:7: a list is no record; write an object with kind, origin, document"),
        (b'{"kind":"\xff"}', "dump.jsonl:7: byte 0xff is not UTF-8; save the file as UTF-8"),
        (line(kind="EVEN"), "dump.jsonl:7: kind 'EVEN' is none of TOPIC, TIMELINE, ACTOR, SOURCE, EVENT, STATEMENT, "
         "QUESTION; did you mean 'EVENT'?"),
        (line(origins="a"),
         "dump.jsonl:7: unknown key 'origins'; did you mean 'origin'? (known: kind, origin, document)"),
        (b'{"kind":"EVENT"}',
         "dump.jsonl:7: the key 'document' is missing; write an object with kind, origin, document"),
        (line(origin="a\nb"), "dump.jsonl:7: origin 'a\\nb' names no file; write one line of text or leave it out"),
        (line(document="x"), "dump.jsonl:7: document 'x': it must be an object with the record's fields"),
        (line().replace(b'"slug"', b'"date":"2020","slug"'),
         "dump.jsonl:7: the key 'date' stands here twice; keep one"),
        (line(document=event(citations=[{"source": "a", "state": "exact"}])),
         "dump.jsonl:7: state 'exact' is none of EXACT, MOVED, ORPHANED, UNANCHORED; leave it out to have it found"),
    ],
)  # fmt: skip
def test_what_is_no_record_is_told_with_file_line_value_and_mend(data: bytes, told: str) -> None:
    assert faults(data) == [told]


@pytest.mark.parametrize(
    ("kind", "document", "told"),
    [
        ("EVENT", event(date="2024-02-30"), "date '2024-02-30': 2024-02 has 29 days"),
        ("EVENT", event(titel="x"), "unknown key 'titel'; did you mean 'title'? (known here: "),
        ("EVENT", event(title=5), "title '5': write a text"),
        ("EVENT", event(slug="Flood!"), "slug 'Flood!' is no slug: lower-case letters a to z, digits and single"),
        ("STATEMENT", statement(speakers=[]), "speakers a list names nobody; name at least one"),
        ("TIMELINE", {"slug": "a"}, "the key 'title' is missing: What it is called."),
        ("SOURCE", source(url="ftp://x"), "url 'ftp://x' does not fit: Where it can be read."),
        ("EVENT", event(citations=[{"source": "a", "key": "a", "start": 1}]), "start stands without the words"),
    ],
)
def test_documents_are_judged_as_annotations_are(kind: str, document: Any, told: str) -> None:
    (fault,) = faults(line(kind, document))
    assert fault.startswith("dump.jsonl:7: ")
    assert told in fault


def test_every_fault_of_a_line_is_told() -> None:
    assert len(faults(line(document=event(date="x", title="", citations=3)))) == 3


NEEDLESS = [
    event(topics=[]), event(review="REVIEWED"), event(summary=None), event(place={"name": "Dam", "latitude": 27}),
    event(citations=[{"source": "a", "key": "a", "exact": "ab", "start": "1", "end": 3.0, "state": "EXACT"}]),
    event(citations=[{"source": "a", "key": "a"}]), source(text={"length": "7", "keep": False}),
]  # fmt: skip


@pytest.mark.parametrize("document", NEEDLESS)
def test_a_document_that_says_something_needlessly_is_not_taken_as_it_is_written(document: Any) -> None:
    kind = "EVENT" if "date" in document else "SOURCE"
    found = parsed("dump.jsonl", 7, written(kind, "a", document), "dump.jsonl")
    assert checked(found)[0]
    assert not is_normal(found)


def test_what_is_taken_as_it_is_written_is_what_would_be_kept(tmp_path: Path, database: str) -> None:
    loaded(database, seed_data())
    normal = 0
    for data in exported(database).splitlines():
        found = parsed("dump.jsonl", 7, data, "dump.jsonl")
        record, _ = checked(found)
        assert record
        assert dumped(record.draft.document()) == found.text
        normal += is_normal(found)
    assert normal > 500
