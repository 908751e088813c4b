"""YAML to values with places: what is kept, and what hostile texts run into at once."""

import json
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from timeline.exceptions import AnnotationError
from timeline.loaders import nodes
from timeline.loaders.nodes import MAX_ALIASES, MAX_DEPTH, Mapping, Sequence, compose

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\u2028\u2029\ufeff"))
VALUES = st.recursive(TEXTS | st.none(), lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner))


@given(st.dictionaries(TEXTS, VALUES))
def test_values_come_back_as_they_were_written(document: dict[str, Any]) -> None:
    root, faults = compose("x", json.dumps(document, ensure_ascii=False))
    assert (root, faults) == (document, [])


@given(st.dictionaries(TEXTS.filter(lambda text: text != "<<"), VALUES, min_size=1), st.integers(1, 4))
def test_every_value_is_where_its_mark_says(document: dict[str, Any], indent: int) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    lines = text.split("\n")
    root, _ = compose("x", text)

    def visit(node: Any) -> None:
        pairs = node.items() if isinstance(node, Mapping) else enumerate(node)
        for step, value in pairs:
            line, column = node.values_at[step]
            assert lines[line - 1][column - 1 :].startswith(json.dumps(value, ensure_ascii=False)[:1])
            if isinstance(value, Mapping | Sequence):
                visit(value)

    visit(root)


def test_it_reads_the_same_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, ~, '~', \"b\"]\nc: &x\n  d: e\nf: *x\n"
    fast = compose("x", text)
    monkeypatch.setattr(nodes, "LOADER", yaml.SafeLoader)
    slow = compose("x", text)
    assert fast == slow
    assert fast[0].values_at == slow[0].values_at


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 200_000, f"nested deeper than {MAX_DEPTH} levels"),
        ("{a: " * 200_000, "nested deeper"),
        ("- " * 200_000, "nested deeper"),
        ("? " * 200_000, "nested deeper"),
        ("\n".join(" " * depth + "a:" for depth in range(2_000)), "nested deeper"),
        ("a: &a [*a]", "within its own anchor"),
        ("a: &a {b: &b {c: *a}}", "within its own anchor"),
        ("a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in pairwise(LETTERS)), "expanded"),
        ("a: &a x\nb: [" + "*a, " * (MAX_ALIASES + 1) + "]", "aliases"),
        (f"a: &a [{'x, ' * 10_000}]\nb: [{'*a, ' * 200}]", "aliases expanded"),
        ("a: [" + "x, " * 1_000_001 + "]", "more than 1,000,000 values"),
        ("".join(f"k{n}: 1\n" for n in range(1_001)), "more than 1,000 keys"),
        ("a: \0", r"U\+0000"),
        ("a: \x07", r"U\+0007"),
        ("topics: [a\u2028b]", r"U\+2028"),
        ("k" * 1_000_000 + ": 1", "is not YAML"),
        ("a: " + "x" * 1_000_000 + "\n- b", "is not YAML"),
    ],
    ids=lambda value: value[:12] if len(value) < 60 else None,
)  # fmt: skip
def test_hostile_texts_are_refused(text: str, words: str) -> None:
    with pytest.raises(AnnotationError, match=words):
        compose("x", text)


def test_faults_that_do_not_hinder_reading_are_all_told() -> None:
    root, faults = compose("x", "a: 1\na: 2\n<<: {}\n[b]: c\nd: !!int 3\n")
    assert root == {"a": "1", "d": "3"}
    assert [fault.place.line for fault in faults] == [2, 3, 4, 5]
