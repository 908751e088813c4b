import pytest

from timeline.extraction import phrases
from timeline.extraction.tokens import Tokens


def subject(text: str) -> str | None:
    tokens = Tokens(text)
    found = phrases.subject(tokens, len(tokens) - 1, 0)
    return tokens.span(*found) if found else None


def after(text: str) -> str | None:
    tokens = Tokens(text)
    found = phrases.after(tokens, 0, len(tokens))
    return tokens.span(*found) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ellis said", "Ellis"),
        ("On Monday, Ellis also said", "Ellis"),
        ("But on Tuesday Ellis has repeatedly said", "Ellis"),
        ("Ellis, a baker from Hull, England, said", "Ellis"),
        ("In Hull, Ellis, 45, a baker, said", "Ellis"),
        ("Anna Ellis, whose son drove the lorry, told", "Anna Ellis"),
        ("The head of the bakery, a nun who taught in Rome, said", "The head of the bakery"),
        ("a spokesman for the bakery said", "a spokesman"),
        ("the man who led the bakery said", "the man"),
        ("The company (which owns it) said", "The company"),
        ("When asked about the plan, Gov. Ann Lee said", "Gov. Ann Lee"),
        ("A doctor accused of hiding his hat told", "A doctor"),
        ("Ann Lee, a baker, on Tuesday called", "Ann Lee"),
        ("The bakery on June 18 called", "The bakery"),
        ("It closed the bakery, his aide, Ann Lee, said", "Ann Lee"),
    ],
)
def test_subject_of_a_verb_is_the_noun_and_not_what_hangs_on_it(text: str, expected: str) -> None:
    assert subject(text) == expected


def test_verb_at_the_beginning_has_no_subject() -> None:
    assert subject("said") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ellis, the head of the bakery, told", "Ellis"),
        ("Ellis Tuesday", "Ellis"),
        ("she told reporters", "she"),
        ("the prime minister of the Netherlands in a speech", "the prime minister of the Netherlands"),
        ("Sir Tom Ellis’s spokesman yesterday", "Sir Tom Ellis’s spokesman"),
    ],
)
def test_phrase_behind_a_word_ends_where_another_begins(text: str, expected: str) -> None:
    assert after(text) == expected


@pytest.mark.parametrize(
    ("text", "form"), [("she", "pronoun"), ("Mayor Ann Lee of Oslo", "name"), ("The mayor of Oslo", "nominal")]
)
def test_mention_is_a_pronoun_a_name_or_a_description(text: str, form: str) -> None:
    tokens = Tokens(text)
    assert phrases.mention(tokens, (0, len(tokens))).form == form


def test_a_name_in_s_possesses_by_an_apostrophe_alone() -> None:
    assert after("Belarus' border with Norway") == "Belarus' border"
    assert subject("It rained and Belarus’ opposition rejected") == "Belarus’ opposition"
    assert after("the boys' said Lind") == "the boys"
