"""Statements between quotation marks and their speakers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.findings import Statement
from timeline.extraction.sentences import sentences
from timeline.extraction.speech.quotations import runs
from timeline.extraction.speech.quoted import statements
from timeline.extraction.tokens import Tokens


def found(text: str) -> list[Statement]:
    tokens = Tokens(text)
    return statements(tokens, sentences(tokens), runs(tokens))


def speakers(text: str) -> list[str]:
    return [statement.speakers[0].text if statement.speakers else "" for statement in found(text)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The oven is cold,” Ann Ellis said.", "Ann Ellis"),
        ("“The oven is cold,” said the baker of Hull.", "the baker of Hull"),
        ("“The oven is cold,” Ellis, a baker from Hull, England, told reporters.", "Ellis"),
        ("“Is the oven cold?” Ellis asked.", "Ellis"),
        ("“The oven is cold,” he fumed.", "he"),
        ("“The oven is cold” in winter, said Ellis, who owns it.", "Ellis"),
        ("Ellis said: “The oven is cold.”", "Ellis"),
        ("Asked about the bread, Ellis replied, “The oven is cold.”", "Ellis"),
        ("Ellis told the Hull Post, “The oven is cold.”", "Ellis"),
        ("According to Ellis, “the oven is cold.”", "Ellis"),
        ("In a statement, the bakery said that “the oven is cold.”", "the bakery"),
        ("Ellis on Monday called the oven “a cold, dead thing.”", "Ellis"),
        ("All were silent when Ellis passed the oven, calling it “a cold, dead thing.”", "Ellis"),
        ("Ellis left the bakery and called it “a cold, dead thing.”", "Ellis"),
        ("The bakery was called “a cold, dead thing” by Ellis.", "Ellis"),
        ("Ellis was quoted as saying “the oven is cold.”", "Ellis"),
        ("Few mourn the oven, which Ellis called “a cold, dead thing.”", "Ellis"),
        ("Ellis said the oven would have been “cold for years.”", "Ellis"),
        ("It was her remark that “the oven is cold” that hurt.", "her"),
        ("That is a worry for master baker Tom Ellis: “The oven is cold.”", "master baker Tom Ellis"),
        ("“The oven is cold.” — Tom Ellis", "Tom Ellis"),
        ("HULL, May 3 (Agency) — Ellis wept, saying “the oven is cold.”", "Ellis"),
        ("Ellis said of the mayor: “The oven is cold.”", "Ellis"),
        ("Eight years ago, Ellis left and called it “a cold, dead thing.”", "Ellis"),
        ("“ELLIS: The oven is cold.”", "ELLIS"),
    ],
)
def test_speaker_is_found_by_the_words_around(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    "text", ["“The oven is cold,” Ann Ellis and Tom Lee said.", "“The oven is cold,” said Ann Ellis and Tom Lee."]
)
def test_two_may_speak_together(text: str) -> None:
    (statement,) = found(text)
    assert [speaker.text for speaker in statement.speakers] == ["Ann Ellis", "Tom Lee"]


@pytest.mark.parametrize(
    "text",
    [
        "“The oven,” she said, “is cold.”",
        "“The oven is cold,” she said. “The bread is gone.”",
        "“The oven is cold,” she said.\n\n“The bread is gone.”",
        "She explained why the shop had closed.\n\n“The oven is cold. The bread is gone.”\n\n“The flour is wet.”",
        "She added:\n\n“The oven is cold.”\n\n“The bread is gone.”",
        "“The oven is cold.\n\n“The bread is gone,” she said.",
    ],
)
def test_speaker_goes_on_where_no_word_tells_of_another(text: str) -> None:
    assert speakers(text)[-1] == "she" or set(speakers(text)) == {"She"}


@pytest.mark.parametrize(
    "text",
    [
        "Ellis told “Bread and Butter” that the oven was cold.",
        "The “easy” way led over the hill.",
        'The page holds <time at="May 3">.',
    ],
)
def test_titles_phrases_at_a_distance_and_markup_are_nobodys_words(text: str) -> None:
    assert found(text) == []


def test_statement_has_its_marks_its_cue_and_its_rule() -> None:
    text = "“The oven is cold,” said Ellis."
    (statement,) = found(text)
    assert text[statement.start : statement.end] == "“The oven is cold,”"
    assert statement.cue
    assert statement.cue.text == "said"
    assert (statement.kind, statement.rule, statement.speakers[0].form) == ("direct", "quoted/told-behind", "name")


def test_words_quoted_by_the_speaker_are_a_statement_of_their_own() -> None:
    text = "“Tom told me: ‘The oven is cold,’ and left,” she said."
    assert [(text[each.start], each.speakers[0].text) for each in found(text)] == [("“", "she"), ("‘", "Tom")]


def test_words_that_open_a_text_are_said_by_the_first_who_is_named() -> None:
    text = "“We ran.\n\n“We fell.\n\n“We lived,” Ellis said."
    assert speakers(text) == ["Ellis", "Ellis", "Ellis"]


def test_who_is_asked_does_not_ask() -> None:
    assert speakers("“Is it cold?” Ellis was asked.\n\n“It is,” he answered.\n\n“Why?”") == ["", "he", ""]


def test_who_answers_is_not_who_asked() -> None:
    text = "“It is cold,” Ellis said.\n\n“Why?” Lee asked.\n\n“The oven broke.”"
    assert speakers(text) == ["Ellis", "Lee", "Ellis"]


def test_name_is_taken_rather_than_its_description() -> None:
    assert speakers("“It is cold,” the baker, Tom Ellis, told us. “It is,” said his wife, Ann.") == ["Tom Ellis", "Ann"]


def test_turns_of_a_transcript_are_statements_of_their_labels() -> None:
    text = "HOST: Why is it cold?\nELLIS: The oven broke.\n\nWe wept.\nHOST: And now?\nELLIS: We wait."
    assert speakers(text) == ["HOST", "ELLIS", "HOST", "ELLIS"]
    assert text[found(text)[1].start : found(text)[1].end] == "The oven broke.\n\nWe wept."


@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "‘", "’", "said", "Ellis", ",", ".", ":", "\n", "to", "he", "—", "("]),
        max_size=40,
    )
)
def test_statements_lie_in_the_text_and_name_words_of_it(words: list[str]) -> None:
    text = " ".join(words)
    made = found(text)
    assert made == found(text)
    for statement in made:
        assert 0 <= statement.start < statement.end <= len(text)
        for named in (*statement.speakers, *((statement.cue,) if statement.cue else ())):
            assert text[named.start : named.end] == named.text
