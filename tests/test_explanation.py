"""A text with what was found in it: in brackets, in colours, and as a list of findings."""

from findings import ARTICLE, FOUND

from timeline.extraction.explanation import coloured, findings, marked
from timeline.extraction.findings import Extraction, Source

NOTHING = Extraction(Source(), (), (), (), ())


def test_places_stand_in_brackets_with_their_roles_one_inside_another() -> None:
    told = marked(ARTICLE, FOUND)
    assert "[content “The dam is safe,”] [speaker Mayor Anna Meier] [cue told] The Post [date on Wednesday]." in told
    assert "[content critics [content “people who never saw a dam”]]" in told


def test_without_the_brackets_the_text_is_the_article() -> None:
    assert coloured(ARTICLE, FOUND).plain.startswith(ARTICLE.rstrip())


def test_each_finding_is_told_with_its_meaning_and_its_rule() -> None:
    told = list(findings(FOUND))
    assert "82-100 direct: Mayor Anna Meier (anna-meier) told, 2024-02-28  (quoted/behind)" in told
    assert "40-63 indirect: officials said, no date  (reported/final)" in told
    assert "54-63 date: on Friday is 2024-03-01  (weekday/past)" in told


def test_what_would_steer_a_terminal_is_left_out() -> None:
    assert marked("a\x1b[2Jb\u202ec\td\n", NOTHING) == "a [2Jb c\td\n\n"
