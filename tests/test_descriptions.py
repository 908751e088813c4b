"""Whom names and descriptions mean. All people and bodies are invented."""

from datetime import date

import pytest

from timeline.extraction import actors
from timeline.extraction.actors.known import Known, KnownRole
from timeline.extraction.findings import Mention
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens

KNOWN = [
    Known("berg", "Ada Berg", "PERSON", (), (KnownRole("President of Norway", since="2020"),)),
    Known("norway-government", "Government of Norway", "GOVERNMENT"),
    Known("crews", "ferry crews", "GROUP"),
]


def meant(text: str, words: str, *, known: list[Known] | None = None, day: date | None = None) -> str | None:
    start = text.rindex(words)
    mention = Mention(start, start + len(words), words, "nominal")
    tokens = Tokens(text)
    return actors.resolve(tokens, sentences(tokens), [mention], known or [], day)[1][0].actor


@pytest.mark.parametrize(
    ("text", "words", "slug"),
    [
        ("Swedish President Eva Lind came. The Swedish president paid.", "The Swedish president", "eva-lind"),
        ("Eva Lind, the Swedish president, came. Sweden’s leader paid.", "Sweden’s leader", "eva-lind"),
        ("The mayor, Eva Lind, came. The mayor paid.", "The mayor", "eva-lind"),
        ("Mayor Eva Lind met nurse Ole Dahl. The nurse paid.", "The nurse", "ole-dahl"),
        ("It was Eva Lind, the mayor of Mora, who paid.", "Eva Lind, the mayor of Mora,", "eva-lind"),
        ("Later Lind’s lawyer, Ole Dahl, paid.", "Lind’s lawyer, Ole Dahl", "ole-dahl"),
        ("Later Lind’s lawyer, Ole Dahl, paid.", "Lind’s lawyer", "ole-dahl"),
        ("In May Holm & Lind plc paid.", "Holm & Lind plc", "holm-lind"),
        ("Swedish President Eva Lind came. The head of state paid.", "The head of state", "eva-lind"),
        ("It was former secretary of state Eva Lind.", "former secretary of state Eva Lind", "eva-lind"),
        ("A Ministry of Rivers opened. The ministry paid.", "The ministry", "ministry-of-rivers"),
        ("Holm Bank closed. The bank paid.", "The bank", "holm-bank"),
        ("The FBI came. The agency paid.", "The agency", "fbi"),
        ("It was the Kestrel, people say.", "the Kestrel", "kestrel"),
        ("The Swedish opposition came.", "The Swedish opposition", "swedish-opposition"),
        ("It was about 300 angry voters.", "about 300 angry voters", "angry-voters"),
        ("Eva Lind came. Her campaign paid.", "Her campaign", "lind-campaign"),
        ("Sweden's government and opposition paid.", "opposition", "swedish-opposition"),
        ("The Swedish government came. Then the government paid.", "the government", "swedish-government"),
        ("Eva Lind, 34, came. Ole Dahl, 51, left. The 34-year-old paid.", "The 34-year-old", "eva-lind"),
        ("Eva Lind came. Ole Dahl left. The mother-of-two paid.", "The mother-of-two", "eva-lind"),
        ("It was the coast guard, they say.", "the coast guard", "coast-guard"),
        ("Officials familiar with the plan paid.", "Officials familiar", "officials"),
        ("It was the main opposition party.", "the main opposition party", "main-opposition-party"),
        ("It was the chamber of crafts.", "the chamber of crafts", "chamber-of-crafts"),
    ],
)
def test_a_description_means_whom_the_text_describes_so(text: str, words: str, slug: str) -> None:
    assert meant(text, words) == slug


@pytest.mark.parametrize(
    ("text", "fuller", "words"),
    [
        ("The weavers' union met. Then the union paid.", "The weavers' union", "the union"),
        ("Green councillors sang. Later the councillors paid.", "Green councillors", "the councillors"),
    ],
)
def test_fewer_words_later_mean_the_only_group_they_fit(text: str, fuller: str, words: str) -> None:
    tokens = Tokens(text)
    mentions = [Mention(text.index(w), text.index(w) + len(w), w, "nominal") for w in (fuller, words)]
    first, second = actors.resolve(tokens, sentences(tokens), mentions)[1]
    assert first.actor == second.actor is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Swedish President Eva Lind came. The Danish president paid.", "The Danish president"),
        ("Swedish President Eva Lind came. A president paid.", "A president"),
        ("Eva Lind came. Lind’s lawyer paid.", "Lind’s lawyer"),
        ("A man paid.", "A man"),
        ("A union paid.", "A union"),
        ("Eva Lind came. The secretary-general paid.", "The secretary-general"),
        ("The survey by Eva Lind paid.", "The survey by Eva Lind"),
    ],
)
def test_what_the_text_does_not_tell_is_left_out(text: str, words: str) -> None:
    assert meant(text, words) is None


def test_who_was_spoken_of_without_a_name_is_not_the_body_named_before() -> None:
    text = "Holm Bank closed. Then {} opened. The bank paid."
    assert meant(text.format("a shop"), "The bank") == "holm-bank"
    assert meant(text.format("a small bank"), "The bank") == "bank"


def test_the_database_tells_who_holds_an_office_on_the_day() -> None:
    text = "It was the Norwegian president who paid."
    assert meant(text, "the Norwegian president", known=KNOWN, day=date(2021, 5, 1)) == "berg"
    assert meant(text, "the Norwegian president", known=KNOWN, day=date(2019, 5, 1)) is None


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Norwegian authorities", "norway-government"),
        ("Norway's government", "norway-government"),
        ("ferry crews", "crews"),
    ],
)
def test_groups_and_governments_of_the_database_are_known_by_other_words(words: str, slug: str) -> None:
    assert meant(f"It was {words} that paid.", words, known=KNOWN) == slug
