"""Who took part in what a verb tells."""

import pytest

from timeline.extraction import times
from timeline.extraction.events.outlines import contents, outlines
from timeline.extraction.events.participants import objects, possessor, subjects
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def taking_part(text: str, of: str) -> tuple[list[str], list[str]]:
    """The subjects and the objects of a verb of a sentence."""
    tokens = Tokens(text)
    spans = sentences(tokens)
    (line,) = outlines(tokens, spans, times.find(tokens, spans, None), contents(tokens, []))
    k = next(k for k, verb in enumerate(line.predicates) if tokens.words[verb.at] == of)
    last = line.closes(line.predicates[k].at)
    return [one.text for one in subjects(tokens, line, k)], [one.text for one in objects(tokens, line, k, last)]


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("The mayor of Arden resigned.", "resigned", ["The mayor of Arden"]),
        ("Lind and Holm resigned.", "resigned", ["Lind", "Holm"]),
        ("Lind, the mayor, resigned.", "resigned", ["Lind"]),
        ("Lind, who once fled, resigned.", "resigned", ["Lind"]),
        ("Lind, who once fled, resigned.", "fled", ["Lind"]),
        ("Lind hit a tree and fled.", "fled", ["Lind"]),
        ("Lind hit a tree, killing a dog.", "killing", ["Lind"]),
        ("Lind left, saying he was ill and citing age.", "citing", ["Lind"]),
        ("The man held in May 2019 was freed.", "freed", ["The man"]),
        ("Leaving Arden in May 2019, Lind wept.", "Leaving", ["Lind"]),
        ("In May 2019 Lind resigned.", "resigned", ["Lind"]),
        ("Lind in May 2019 resigned.", "resigned", ["Lind"]),
        ("The mill, built in 1898, burned.", "built", ["The mill"]),
        ("Rain fell because the wind turned.", "turned", ["the wind"]),
        ("Mass protests erupted.", "erupted", ["Mass protests"]),
        ("Lind left and key reforms stalled.", "stalled", ["key reforms"]),
    ],
)
def test_every_verb_has_its_subject(text: str, verb: str, expected: list[str]) -> None:
    assert taking_part(text, verb)[0] == expected


@pytest.mark.parametrize(
    ("text", "verb", "expected"),
    [
        ("Lind met Ruta Holm and the mayor.", "met", ["Ruta Holm", "the mayor"]),
        ("Lind was arrested by two men.", "arrested", ["two men"]),
        ("Lind turned to Holm for money.", "turned", ["Holm", "money"]),
        ("Lind left Arden in May 2019.", "left", ["Arden"]),
        ("Lind resigned.", "resigned", []),
    ],
)
def test_objects_stand_behind_the_verb(text: str, verb: str, expected: list[str]) -> None:
    assert taking_part(text, verb)[1] == expected


def test_an_event_belongs_to_whoever_possesses_it() -> None:
    assert [one.text for one in possessor(Tokens("the mayor's long speech"), 0, 4)] == ["the mayor"]
    assert [one.text for one in possessor(Tokens("her speech"), 0, 1)] == ["her"]
    assert possessor(Tokens("the speech"), 0, 1) == ()
