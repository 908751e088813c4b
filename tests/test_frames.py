"""The reporter's sentences with the quotations in them."""

from timeline.extraction.sentences import sentences
from timeline.extraction.speech.frames import frames
from timeline.extraction.speech.quotations import runs
from timeline.extraction.tokens import Tokens


def framed(text: str) -> list[str]:
    tokens = Tokens(text)
    return [tokens.span(frame.first, frame.last) for frame in frames(tokens, sentences(tokens), runs(tokens))]


def test_sentences_within_a_quotation_are_one_frame() -> None:
    assert framed("“Stop. Go home,” the guard said. We went.") == ["“Stop. Go home,” the guard said.", "We went."]


def test_a_cry_or_a_question_goes_on_with_who_spoke() -> None:
    assert framed("“Stop!” Ellis told us. “Why?” Ellis left.") == ["“Stop!” Ellis told us.", "“Why?”", "Ellis left."]


def test_a_full_stop_in_the_marks_ends_the_frame() -> None:
    assert framed("“Stop.” Ellis said nothing.") == ["“Stop.”", "Ellis said nothing."]


def test_a_frame_ends_with_its_paragraph() -> None:
    assert framed("“Stop!”\n\nEllis said so.") == ["“Stop!”", "Ellis said so."]


def test_gaps_are_the_words_of_the_reporter() -> None:
    text = "She called it “cold,” then “dead” at last."
    tokens = Tokens(text)
    (frame,) = frames(tokens, sentences(tokens), runs(tokens))
    first, second = frame.runs
    assert tokens.span(frame.first, frame.lead()) == "She called it"
    assert tokens.span(frame.gap_before(second.first), second.first) == "then"
    assert tokens.span(second.last, frame.gap_behind(second.last)) == "at last."
    assert frame.cues_before(first.first) == 1
