"""A draft as a file: what the loader reads from it is the draft to the letter."""

import json

import yaml
from findings import ARTICLE, FOUND
from hypothesis import given
from hypothesis import strategies as st

from timeline.drafts import Document
from timeline.extraction.drafting import drafted
from timeline.extraction.writing import as_json, as_yaml, scalar
from timeline.loaders.faults import validated
from timeline.loaders.nodes import compose
from timeline.loaders.records import File
from timeline.values import UNPRINTABLE

DRAFT = drafted(FOUND, ARTICLE, "dam")
STORABLE = st.text(max_size=80).filter(lambda text: not UNPRINTABLE.search(text))


def read(text: str) -> Document:
    """What the loader makes of a file."""
    tree, faults = compose("x.yaml", text)
    document, more = validated(File("x.yaml", "x.yaml", tree))
    assert not faults + more
    assert document
    return document


def test_the_loader_reads_the_draft_that_was_written() -> None:
    assert read(as_yaml(DRAFT)) == DRAFT.document


def test_each_entry_stands_below_a_comment_with_its_rule() -> None:
    lines = as_yaml(DRAFT).splitlines()
    entry = next(number for number, line in enumerate(lines) if line == "  - slug: dam-the-dam-is-safe")
    assert lines[entry - 1].startswith("  # quoted/behind: cue 'told'")


def test_what_was_left_out_is_told_in_the_end() -> None:
    assert as_yaml(DRAFT).splitlines()[-1].startswith("# 40-63 reported/final: it is not clear who 'officials' is")


def test_json_holds_the_remarks_beside_each_entry() -> None:
    written = json.loads(json.dumps(as_json(DRAFT)))
    assert written["statements"][0]["remarks"][0].startswith("quoted/behind")
    assert len(written["leftOut"]) == 1


@given(STORABLE)
def test_any_text_comes_back_from_the_loader(text: str) -> None:
    tree, faults = compose("x.yaml", f"a: {scalar(text)}\nb: [{scalar(text)}, {scalar(text)}]\n")
    assert not faults
    assert tree == {"a": text, "b": [text, text]}


@given(STORABLE)
def test_any_text_comes_back_from_a_yaml_reader_that_guesses_no_types(text: str) -> None:
    assert yaml.load(f"- {scalar(text)}\n", yaml.BaseLoader) == [text]  # noqa: S506
