"""The word lists: verbs in all their forms."""

import pytest

from timeline.extraction import lexicon


@pytest.mark.parametrize(
    ("form", "verb"),
    [("denies", "deny"), ("vetted", "vet"), ("lying", "lie"), ("foreseen", "foresee"), ("putting", "put")],
)
def test_verbs_are_known_by_all_their_forms(form: str, verb: str) -> None:
    assert lexicon.verbs("verbs")[form] == verb


def test_forms_that_are_mostly_nouns_are_no_verbs() -> None:
    forms = lexicon.verbs("verbs")
    assert [form in forms for form in ("state", "states", "stated", "stating")] == [False, False, True, True]


def test_no_verb_stands_twice_in_the_list() -> None:
    entries = [entry.split()[0] for entry in lexicon.entries("verbs")]
    assert len(entries) == len(set(entries))
