"""Text whose lines were broken at a width."""

import textwrap

from timeline.extraction.article import extract
from timeline.extraction.pages.wrapping import unwrapped

PARAGRAPHS = [
    "The council of Brimsby will close both bridges over the Wend from Monday, its engineer said at a meeting that was "
    "called at short notice.",
    "“We found cracks in the northern piers, and we do not want to wait until they have grown,” Ada Kross, the "
    "engineer, told residents, adding that the works would last until the autumn.",
]


def broken(width: int) -> str:
    return "Bridges close\n\n" + "\n\n".join(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)


def test_lines_broken_at_a_width_become_paragraphs_of_the_same_length() -> None:
    text = broken(64)
    assert len(unwrapped(text)) == len(text)
    assert unwrapped(text).split("\n\n") == ["Bridges close", *PARAGRAPHS]


def test_a_quotation_over_a_broken_line_is_one_statement() -> None:
    text = broken(64)
    (quoted,) = [one for one in extract(text, published="2021-03-05").statements if one.kind == "direct"]
    assert text[quoted.start : quoted.end].split() == PARAGRAPHS[1].partition(" Ada")[0].split()


def test_paragraphs_of_one_line_each_stay_apart() -> None:
    text = "\n".join(["Bridges close", *PARAGRAPHS, "Nobody was hurt."])
    assert unwrapped(text) == text


def test_short_lines_that_end_sentences_stay_apart() -> None:
    text = "\n".join(["The bridges close on Monday, the council has said."] * 8)
    assert unwrapped(text) == text
