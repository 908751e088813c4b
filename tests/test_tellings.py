"""What a text tells to have happened."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import parse
from timeline.extraction import events, times
from timeline.extraction.events import Telling
from timeline.extraction.findings import Mention, Span, Statement
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def find(text: str, *statements: Statement, headline: tuple[int, int] = (0, 0)) -> list[Telling]:
    """The events of a text of Friday, 5 July 2024."""
    tokens = Tokens(text)
    spans = sentences(tokens)
    dates = times.find(tokens, spans, date(2024, 7, 5))
    return events.find(tokens, spans, dates, statements, "2024-07-05", headline)


def verbs(text: str) -> list[str]:
    return [one.verb for one in find(text)]


def content(text: str, words: str, said: str | None = None, attitude: str = "asserted") -> Statement:
    start = text.index(words)
    return Statement(start, start + len(words), "indirect", None, (), said, "", attitude)


@pytest.mark.parametrize(
    "text",
    [
        "The council would close the bridge.",
        "The council plans to close the bridge.",
        "The council did not close the bridge.",
        "If the council closed the bridge, trade would suffer.",
        "Did the council close the bridge?",
        "Has the council closed the bridge?",
        "Close the bridge!",
        "The council is thinking about the bridge.",
        "No bridge was closed.",
        "The bridge is on the closed road.",
        "Holm will close the bridge on 9 August 2024.",
    ],
)
def test_what_did_not_happen_is_no_event(text: str) -> None:
    assert verbs(text) == []


def test_a_verb_of_speech_is_no_event_but_what_is_done_by_words_is() -> None:
    assert verbs("Lind said little. Holm rejected the offer. Brook urged both to talk.") == ["reject", "urge"]


def test_a_verb_that_only_brings_in_words_is_no_event() -> None:
    assert verbs("Rain fell, Lind wrote. Asked on Monday, she smiled. Lind wrote a letter.") == ["fall", "write"]


def test_what_somebody_said_is_alleged_and_bounded_by_the_day_it_was_said() -> None:
    text = "Lind said the group had been formed."
    (one,) = find(text, content(text, "the group had been formed", said="2024-07-01"))
    assert (one.event.status, one.event.date) == ("alleged", "[..2024-07-01]")


def test_what_somebody_denied_is_denied() -> None:
    text = "Lind denied that Holm stole a boat."
    found = find(text, content(text, "that Holm stole a boat", attitude="denied"))
    assert [(one.verb, one.event.status) for one in found] == [("deny", "asserted"), ("steal", "denied")]


def test_what_somebody_is_accused_of_is_alleged() -> None:
    found = find("Lind was accused of stealing a boat in 2020. Holm denied sinking it in 2021.")
    assert [(one.verb, one.event.status) for one in found if one.event.rule == "event/dated"] == [
        ("steal", "alleged"),
        ("sink", "denied"),
    ]


def test_a_cue_inside_the_words_it_brings_in_is_not_alleged() -> None:
    text = "Lind rejected the offer."
    cue = Span(5, 13, "rejected")
    (one,) = find(text, Statement(0, 23, "indirect", cue, (), None, ""))
    assert one.event.status == "asserted"


def test_a_speaker_does_not_tell_that_he_speaks() -> None:
    text = "Lind left, saying it rained and demanding that Holm resign."
    lind = (Mention(0, 4, "Lind", "name"),)
    wide = replace(content(text, "it rained and demanding that Holm resign"), cue=Span(11, 17, "saying"), speakers=lind)
    cue = Span(text.index("demanding"), text.index("demanding") + 9, "demanding")
    inner = replace(content(text, "that Holm resign"), cue=cue, speakers=lind)
    assert [(one.verb, one.event.status) for one in find(text, wide, inner)][-1] == ("demand", "asserted")


def test_the_same_event_told_twice_is_one_with_the_better_date() -> None:
    (one,) = find("Holm sank a boat. It is said that Holm sank a boat on Monday.")
    assert one.event.date == "2024-07-01"


def test_an_event_of_the_headline_is_anchored_where_the_article_tells_it() -> None:
    text = "Fire destroys mill\n\nThe fire destroyed a mill."
    (one,) = find(text, headline=(0, 3))
    assert one.event.start == text.index("The fire")


def test_two_days_are_two_events() -> None:
    assert verbs("Holm sank a boat on Monday. Holm sank a boat on Tuesday.") == ["sink", "sink"]


def test_a_headline_tells_what_happened_in_the_present() -> None:
    text = "Fire destroys mill in Arden"
    assert verbs(text) == []
    assert [one.verb for one in find(text, headline=(0, 5))] == ["destroy"]


@pytest.mark.parametrize("mark", [":", " --", " –"])
def test_an_entry_of_a_chronology_tells_in_the_present(mark: str) -> None:
    found = find(f"Oct. 4, 2019{mark} The mill opens.\n\n2021-2022{mark} Inspectors visit the mill.")
    assert [(one.verb, one.event.date) for one in found] == [("open", "2019-10-04"), ("visit", "2021/2022")]


def test_an_event_noun_needs_a_date() -> None:
    assert verbs("There was an election.") == []
    assert verbs("There was an election in May 2024.") == ["election"]


def test_participants_are_subject_object_and_who_else_took_part() -> None:
    (one,) = find("Lind and Holm met the mayor with Ruta Brook on Monday.")
    assert [mention.text for mention in one.mentions] == ["Lind", "Holm", "the mayor", "Ruta Brook"]
    slugs = {"Lind": "lind", "Ruta Brook": "ruta-brook"}
    assert one.settled(lambda mention: slugs.get(mention.text)).participants == ("lind", "ruta-brook")


@given(st.text("Holm met “Lind” on Monday. if (1999) said that,\n’s", max_size=200))
def test_events_stand_in_the_text_in_order(text: str) -> None:
    found = find(text)
    assert found == find(text)
    assert [one.event.start for one in found] == sorted(one.event.start for one in found)
    for one in found:
        assert 0 <= one.event.start < one.event.end <= len(text)
        assert one.event.date is None or parse(one.event.date)
        assert all(_stands(text, mention) for mention in one.mentions)


def _stands(text: str, mention: Mention) -> bool:
    return text[mention.start : mention.end] == mention.text
