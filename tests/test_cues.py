"""Words of reporting: which forms are found, how they stand, and which are nouns or quoted."""

import pytest

from timeline.extraction import lexicon
from timeline.extraction.speech import cues
from timeline.extraction.speech.cues import Cue
from timeline.extraction.tokens import Tokens


def find(text: str, quoted: bytearray | None = None) -> list[Cue]:
    tokens = Tokens(text)
    return list(cues.find(tokens, quoted or bytearray(len(tokens) + 1)))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Brook said so", "finite"),
        ("Brook is saying that", "finite"),
        ("she left, saying that", "participle"),
        ("she went on to say that", "infinitive"),
        ("Brook was asked whether", "passive"),
        ("When asked whether", "passive"),
        ("her promise that", "noun"),
        ("according to Brook", "according"),
    ],
)
def test_a_cue_knows_how_it_stands(text: str, form: str) -> None:
    assert [cue.form for cue in find(text)] == [form]


def test_a_cue_takes_in_auxiliaries_and_adverbs() -> None:
    text = "Brook has since repeatedly denied that"
    (cue,) = find(text)
    assert Tokens(text).span(cue.first, cue.end) == "has since repeatedly denied"


@pytest.mark.parametrize(("text", "flags"), [("He did not say", (True, False)), ("He may say", (False, True))])
def test_a_cue_knows_whether_it_is_denied_or_only_possible(text: str, flags: tuple[bool, bool]) -> None:
    (cue,) = find(text)
    assert (cue.negated, cue.modal) == flags


def test_a_name_is_no_auxiliary() -> None:
    (cue,) = find("Theresa May said so")
    assert cue.first == 2


@pytest.mark.parametrize(
    "text", ["the final say on it", "his proposed bridge", "the State Department", "old claims on"]
)
def test_nouns_and_adjectives_are_no_verbs_of_reporting(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", ["he claims that it", "Anna Brook claims that it", "the mayor claims the bridge"])
def test_forms_that_are_mostly_nouns_are_verbs_behind_a_subject(text: str) -> None:
    assert [cue.lemma for cue in find(text)] == ["claim"]


def test_no_cue_is_looked_for_in_a_quotation() -> None:
    assert find("Brook said so", bytearray(b"\1\1\1\0")) == []


def test_every_frame_of_the_list_is_known() -> None:
    frames = set(" ".join(lexicon.table("cues").values()).split())
    ways = {
        "that",
        "clause",
        "to",
        "someone",
        "bare",
        "thing",
        "aside",
        "noun",
        "passive",
        "thought",
        "ruled",
        "for-to",
        "next",
        "last",
        "voiced",
    }
    assert frames <= ways | lexicon.words("prepositions")
