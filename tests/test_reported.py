"""Indirect and mixed speech, frame by frame: what was said, by whom, and what is not speech."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.findings import Statement
from timeline.extraction.sentences import sentences
from timeline.extraction.speech import reported
from timeline.extraction.tokens import Tokens


@dataclass(frozen=True)
class Run:
    start: int
    end: int


def runs(text: str) -> list[Run]:
    """The places between “ and ”, which is all these tests need."""
    opening = [i for i, letter in enumerate(text) if letter == "“"]
    return [Run(i, (text.find("”", i) + 1) or len(text)) for i in opening]


def find(text: str) -> list[Statement]:
    tokens = Tokens(text)
    return reported.statements(tokens, sentences(tokens), runs(text))


def said(text: str) -> list[str]:
    """What was said, each with its speakers before a colon."""
    return [f"{', '.join(speaker.text for speaker in one.speakers)}: {text[one.start : one.end]}" for one in find(text)]


def test_content_goes_on_behind_a_relative_clause_of_the_reporters() -> None:
    text = "Lind said the guild had invited guests to its fair, which baker Ada Kross won, but no guest came."
    assert said(text) == ["Lind: the guild had invited guests to its fair", "Lind: no guest came"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The mayor said that the bridge was unsafe.", "The mayor: that the bridge was unsafe"),
        ("Anna Brook said the bridge was unsafe.", "Anna Brook: the bridge was unsafe"),
        ("She says it will close.", "She: it will close"),
        ("Brook said on Tuesday that it would close.", "Brook: that it would close"),
        ("Brook said in a statement that it would close.", "Brook: that it would close"),
        ("Brook did not say whether it would close.", "Brook: whether it would close"),
        ("She claimed that there’s nobody left.", "She: that there’s nobody left"),
        ("Brook noted that nobody had come.", "Brook: that nobody had come"),
        ("Brook pointed out that nobody had come.", "Brook: that nobody had come"),
    ],
)
def test_clauses_behind_a_verb_of_reporting_are_content(text: str, found: str) -> None:
    assert said(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brook told the council on Monday that it would close.", "Brook: that it would close"),
        ("Brook told reporters it would close.", "Brook: it would close"),
        ("The mayor asked the council to close the bridge.", "The mayor: to close the bridge"),
        ("Lind urged drivers to stay at home.", "Lind: to stay at home"),
        ("Lind called on the council to build a bridge.", "Lind: the council to build a bridge"),
    ],
)
def test_whom_somebody_speaks_to_is_passed_over(text: str, found: str) -> None:
    assert said(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The union promised to strike on Friday.", "The union: to strike on Friday"),
        ("The minister accused the miners of lying.", "The minister: the miners of lying"),
        ("The senator rejected the plan.", "The senator: the plan"),
        ("The firm denied any wrongdoing in a statement.", "The firm: any wrongdoing"),
        ("Brook called for a new bridge.", "Brook: a new bridge"),
        ("Brook called the bridge a disgrace, and the council laughed.", "Brook: the bridge a disgrace"),
        ("Brook referred to the flood of 1997.", "Brook: the flood of 1997"),
    ],
)
def test_verbs_take_what_they_speak_of(text: str, found: str) -> None:
    assert said(text) == [found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bridge was unsafe, the mayor said.", ["the mayor: The bridge was unsafe"]),
        ("But the bridge was unsafe, the mayor said on Tuesday.", ["the mayor: the bridge was unsafe"]),
        ("The bridge was unsafe, said Anna Brook, who built it.", ["Anna Brook: The bridge was unsafe"]),
        ("The old bridge, Brook said, was unsafe.", ["Brook: The old bridge", "Brook: was unsafe"]),
        ("As Brook noted, the bridge had closed before.", ["Brook: the bridge had closed before"]),
        ("The bridge had closed before, as Brook noted.", ["Brook: The bridge had closed before"]),
        ("The river is rising, according to the water board.", ["the water board: The river is rising"]),
        ("According to the water board, the river is rising.", ["the water board: the river is rising"]),
        ("OSLO (XYZ) - The river is rising, the board said.", ["the board: The river is rising"]),
    ],
)
def test_asides_tell_who_said_what_stands_around_them(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brook said it was unsafe, but Lind said it would hold.", ["Brook: it was unsafe", "Lind: it would hold"]),
        ("Brook said it was unsafe and later claimed that it fell.", ["Brook: it was unsafe", "Brook: that it fell"]),
        ("Brook said it was unsafe, adding that it shook.", ["Brook: it was unsafe", "Brook: that it shook"]),
        ("Brook said it was unsafe, which surprised the council.", ["Brook: it was unsafe"]),
        ("While Brook said it was unsafe, the council met there.", ["Brook: it was unsafe"]),
    ],
)
def test_content_ends_where_the_reporter_goes_on(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Asked whether it was safe, the mayor left.", ": whether it was safe"),
        ("When asked by Lind whether it was safe, she laughed.", "Lind: whether it was safe"),
        ("The mayor was asked about the bridge.", ": the bridge"),
        ("The mayor was asked by a baker whether it was safe.", "a baker: whether it was safe"),
    ],
)
def test_questions_somebody_was_asked_belong_to_the_one_who_asked(text: str, found: str) -> None:
    assert said(text) == [found]


def test_a_participle_speaks_for_the_subject_of_its_sentence() -> None:
    assert said("The mayor left the room, saying that she was tired.") == ["The mayor: that she was tired"]


def test_attribution_inside_a_statement_gives_a_statement_of_its_own() -> None:
    assert said("Lind said Brook had asked him to leave.") == ["Lind: Brook had asked him to leave", "Brook: to leave"]


def test_who_goes_on_speaking_is_not_the_one_inside_the_statement() -> None:
    text = "Lind said Brook had asked him to leave, but said it was late."
    assert said(text)[-1] == "Lind: it was late"


def test_what_a_noun_of_saying_says_belongs_to_its_owner() -> None:
    assert said("Drivers laughed at the mayor’s claim that it was safe.") == ["the mayor: that it was safe"]


def test_joint_speakers_are_two() -> None:
    (one,) = find("Brook and Lind said the bridge was unsafe.")
    assert [(speaker.text, speaker.form) for speaker in one.speakers] == [("Brook", "name"), ("Lind", "name")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brook rejected the claims and ruled out a new vote.", ["Brook: the claims", "Brook: a new vote"]),
        ("Brook denies robbing Ada Lind, 49, at home.", ["Brook: robbing Ada Lind, 49, at home"]),
        ("Brook denied the charges through her lawyer.", ["Brook: the charges"]),
        ("Brook dismissed the plan as “late.”", ["Brook: the plan as “late.”"]),
        ("Brook refuses to leave.", []),
    ],
)
def test_what_is_denied_ruled_out_or_dismissed_is_content(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brook turned to the council for help.", "Brook: for help"),
        ("Brook appealed to the council to help.", "Brook: to help"),
        ("Brook asked the council for help.", "Brook: for help"),
        ("Brook urged Norway's council and opposition to talk.", "Brook: to talk"),
        ("Brook had assured his aide, Ola Lind, a week earlier that it held.", "Brook: that it held"),
        ("The council's call for a new bridge was heard.", "The council: a new bridge"),
        ("They laughed at the mayor's promise to leave.", "the mayor: to leave"),
    ],
)
def test_requests_and_promises_are_content_without_whom_they_are_made_to(text: str, found: str) -> None:
    assert said(text)[-1] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Brook left, claiming that it leaks and demanding that it close.",
            ["Brook: that it leaks", "Brook: that it close"],
        ),
        (
            "The bakers rejected the plan, claiming that it leaks.",
            ["The bakers: the plan", "The bakers: that it leaks"],
        ),
        ("Brook says it was late and insists that it held.", ["Brook: it was late", "Brook: that it held"]),
        ("Brook said it was late although Lind said it held.", ["Brook: it was late", "Lind: it held"]),
        ("Brook said it was late but would not say why.", ["Brook: it was late"]),
    ],
)
def test_the_same_subject_goes_on_with_content_of_its_own(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The bakers and Brill's council have rejected the plan.", ["The bakers", "Brill's council"]),
        ("The bakers, the council and Ola Lind said it fell.", ["The bakers", "the council", "Ola Lind"]),
        ("It fell, Ola Lind and Ada Brook said.", ["Ola Lind", "Ada Brook"]),
        ("It fell, say Lind and Brook.", ["Lind", "Brook"]),
        ("According to a baker and a judge, who asked for silence, it fell.", ["a baker", "a judge"]),
        ("The bakers' union said it fell.", ["The bakers' union"]),
        ("St Brannock's says it fell.", ["St Brannock's"]),
        ("On Thursday, the director, Ola Lind, asked a court to close it.", ["Ola Lind"]),
        ("Earlier, the judge, Ola Lind, claimed that it fell.", ["Ola Lind"]),
        ("Sept. 18, 2015: A baker, Ola Lind, tells the council that it leaks.", ["Ola Lind"]),
        ("A ruling two years ago held that it fell.", ["A ruling"]),
        ("Warning that it was late, Lind left.", ["Lind"]),
        ("It fell, his aide, Ola Lind, told the council.", ["Ola Lind"]),
    ],
)
def test_speakers_are_all_of_the_subject_and_no_time(text: str, speakers: list[str]) -> None:
    (one,) = find(text)
    assert [speaker.text for speaker in one.speakers] == speakers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brook says there is reason to leave.", ["Brook: there is reason to leave"]),
        ("The river, he said, is “too long”.", ["he: The river, he said, is “too long”"]),
        ("It fell, an inquiry found on Monday.", ["an inquiry: It fell"]),
        ("Brook confirmed at a board meeting that it fell.", ["Brook: that it fell"]),
        ("Brook believes it will hold.", ["Brook: it will hold"]),
        ("Brook said he believes it will hold.", ["Brook: he believes it will hold"]),
        ("The firm promises 400 jobs.", ["The firm: 400 jobs"]),
        ("The town's health board reports 214 cases.", ["The town's health board: 214 cases"]),
        ("The baker claims he has lost money.", ["The baker: he has lost money"]),
        ("The council expressed concern about the bridge.", ["The council: concern about the bridge"]),
        ("Brook agreed that it was late.", ["Brook: that it was late"]),
        ("The judge described himself as a baker.", ["The judge: himself as a baker"]),
        ("Bridge will close, says mayor", ["mayor: Bridge will close"]),
        ("Mayor says bridge will close", ["Mayor: bridge will close"]),
    ],
)
def test_content_is_whole(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Brook said it was “a scandal” and should close.", "it was “a scandal” and should close"),
        ("The bridge was “a scandal,” said Brook.", "The bridge was “a scandal,”"),
        ("Brook said it was “a scandal. Nobody cares.” She left.", "it was “a scandal. Nobody cares.”"),
    ],
)
def test_the_reporters_words_and_quoted_ones_are_one_mixed_statement(text: str, place: str) -> None:
    (one,) = find(text)
    assert (text[one.start : one.end], one.kind) == (place, "mixed")


@pytest.mark.parametrize(
    "text",
    [
        "“The bridge is unsafe,” Brook said.",
        "“The bridge,” Brook said, “is unsafe.”",
        "Asked about it, Brook said, “It is unsafe.”",
        "“Brook said that it was late,” the guide read.",
        "That said, the bridge held.",
        "Those who said the bridge was safe were wrong.",
        "The town has a bridge called the Arch.",
        "Brook called off the meeting.",
        "Brook has the final say on the bridge.",
        "His proposed bridge would cost a million.",
        "The claim that Brook made was old.",
        "The State Department has a bridge.",
        "“It is late,” he said, referring to the bridge.",
        "I believe it will hold.",
        "Brook called Lind after the vote.",
        "Brook called an election.",
        "Brook expressed the oil with a press.",
        "The firm is recalling 90,000 bottles.",
        "The old claims he made were false.",
    ],
)
def test_these_are_no_indirect_statements(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("Brook said that it was late.", "asserted"),
        ("Brook denied that it was late.", "denied"),
        ("Brook ruled out a new vote.", "denied"),
        ("Brook ruled that it was late.", "asserted"),
        ("Brook would say that it was late.", "conditional"),
    ],
)
def test_the_cue_tells_the_attitude(text: str, attitude: str) -> None:
    assert [one.attitude for one in find(text)] == [attitude]


def test_a_statement_names_its_cue_and_its_rule() -> None:
    (one,) = find("Brook has repeatedly said that it was late.")
    assert one.cue is not None
    assert (one.cue.text, one.rule) == ("has repeatedly said", "reported/that")


WORDS = st.sampled_from(
    ["Brook", "said", "that", "the", "mayor", ",", ".", "“", "”", "according", "to", "and", "but", "claim", "he",
     "(", ")", "—", "asked", "called", "for", "was", "told", "saying", "who", "as", "'", "\n", "\0", "ש"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_every_statement_lies_in_the_text_and_its_parts_are_the_texts_words(text: str) -> None:
    for one in find(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.cue is not None
        for part in (one.cue, *one.speakers):
            assert text[part.start : part.end] == part.text


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_the_same_text_gives_the_same_statements(text: str) -> None:
    assert find(text) == find(text)
