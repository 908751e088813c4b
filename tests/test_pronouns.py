"""Whom pronouns mean. All people are invented."""

import pytest

from timeline.extraction import actors
from timeline.extraction.findings import Mention
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def meant(text: str, *speakers: str) -> str | None:
    """The actor of the last of the words given, which stand in the text in that order, the last one a pronoun."""
    mentions, at = [], 0
    for words in speakers:
        at = text.index(words, at)
        mentions.append(Mention(at, at + len(words), words, "pronoun" if words.islower() or words == "She" else "name"))
        at += len(words)
    tokens = Tokens(text)
    return actors.resolve(tokens, sentences(tokens), mentions)[1][-1].actor


def test_a_pronoun_means_somebody_of_its_gender() -> None:
    text = "Greta Holm met Oscar Dahl. Much was said. Later {} left."
    assert meant(text.format("she"), "she") == "greta-holm"
    assert meant(text.format("he"), "he") == "oscar-dahl"


def test_who_is_described_behind_a_pronoun_may_be_meant() -> None:
    text = "Swedish President Eva Lind came. Greta Holm left. In her speech, the Swedish president paid."
    assert meant(text, "her") == "greta-holm"
    her, described = text.index("her"), text.index("the Swedish president")
    mentions = [
        Mention(her, her + 3, "her", "pronoun"),
        Mention(described, text.index(" paid"), "the Swedish president", "nominal"),
    ]
    tokens = Tokens(text)
    assert actors.resolve(tokens, sentences(tokens), mentions)[1][0].actor == "eva-lind"


def test_the_subject_goes_before_who_stands_nearest() -> None:
    assert meant("Peter Holm wrote to Oscar Dahl on Monday. On Tuesday he wrote again.", "he") == "peter-holm"


def test_who_spoke_last_speaks_on() -> None:
    text = "Peter Holm paid. “It is dear,” Oscar Dahl said after Peter Holm. “Too dear,” he said."
    assert meant(text, "Oscar Dahl", "he") == "oscar-dahl"


def test_who_is_named_in_a_quotation_has_not_said_it() -> None:
    assert meant("Peter Holm came. “We saw Oscar Dahl,” he said.", "he") == "peter-holm"


def test_whom_others_call_she_is_no_he() -> None:
    text = "Robin Holm came early. She sat down. Peter Dahl came too. Then she left."
    assert meant(text, "She", "she") == "robin-holm"


def test_his_before_the_subject_of_its_sentence_means_that() -> None:
    assert meant("Peter Holm came. In his speech, Oscar Dahl was kind.", "his") == "oscar-dahl"


def test_who_means_the_name_before_it() -> None:
    assert meant("Peter Holm met Oscar Dahl, who paid.", "who") == "oscar-dahl"


@pytest.mark.parametrize("words", ["of Drammen,", ", a nurse,", ", a nurse at the Harbour Clinic"])
def test_who_means_the_name_before_it_even_with_what_describes_it(words: str) -> None:
    assert meant(f"Peter Holm met Oscar Dahl {words} who paid.", "who") == "oscar-dahl"


def test_i_in_a_quotation_means_its_speaker() -> None:
    assert meant("“Today i paid,” said Oscar Dahl.", "i") is None
    text = "“Today i paid,” said Oscar Dahl to Peter Holm."
    mentions = [Mention(7, 8, "i", "pronoun"), Mention(21, 31, "Oscar Dahl", "name")]
    tokens = Tokens(text)
    assert actors.resolve(tokens, sentences(tokens), mentions)[1][0].actor == "oscar-dahl"


@pytest.mark.parametrize("text", ["It rained. Then he left.", "Greta Holm came. Then he left."])
def test_a_pronoun_nobody_fits_means_nobody(text: str) -> None:
    assert meant(text, "he") is None


def test_it_means_a_body_and_they_a_group_that_spoke() -> None:
    assert meant("The Harbour Union met Peter Holm. Then it left.", "it") == "harbour-union"
