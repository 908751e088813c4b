"""Expressions of time in a text, as dates.

``terms`` gives every word a kind, ``grammar`` finds what words of such kinds make; ``days``, ``feasts``, ``months``,
``quarters``, ``years``, ``units``, ``distances``, ``clocks``, ``durations`` and ``vague`` say what it means, with
``hints`` and ``tense`` to choose; ``bounds`` reads what stands around it: since, until, from … to.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from timeline.extraction.findings import Date
from timeline.extraction.times import bounds, grammar
from timeline.extraction.times.phrase import Article, Meaning, Phrase
from timeline.extraction.times.terms import LETTERS, Terms
from timeline.extraction.tokens import Tokens

SHORT: Final = ("march", "april", "may", "june", "july")  # no abbreviations, short as they are
DOT: Final = LETTERS["dot"]


def find(tokens: Tokens, sentences: list[tuple[int, int]], reference: date | None) -> list[Date]:
    """The expressions of time in a text, in order and apart.

    ``reference`` is the day of the article; without one, only what stands for itself is tied to the calendar.
    """
    article = Article(Terms(tokens, sentences), sentences, reference)
    found = list(_read(article))
    return [_date(phrase, meaning, rule, tokens) for phrase, meaning, rule in bounds.applied(found)]


def _read(article: Article) -> Iterator[tuple[Phrase, Meaning, str]]:
    for phrase, rule, meant in grammar.phrases(article):
        if meant.stretch is not None and rule not in grammar.PASSING:
            article.latest, article.latest_sentence = meant.stretch, phrase.sentence
            if meant.stretch.unit == "quarter" and rule in grammar.QUARTERS:
                article.quarter, article.quarter_sentence = meant.stretch, phrase.sentence
        yield phrase, meant, rule


def _whole(phrase: Phrase, place: int) -> bool:
    """Whether a name of a day or month is written out, so that a full stop behind it is none of its own."""
    start, end = phrase.terms.starts[place], phrase.terms.ends[place]
    return end - start > 5 or phrase.terms.tokens.text[start:end].lower() in SHORT


def _date(phrase: Phrase, meaning: Meaning, rule: str, tokens: Tokens) -> Date:
    terms, last = phrase.terms, phrase.last - 1
    start, end = terms.starts[phrase.first], terms.ends[last]
    if (
        tokens.text[end - 1] == "."
        and terms.letters[last] == DOT
        and (phrase.kind(0) == "stop" or _whole(phrase, last - 1))
    ):
        end = terms.ends[last - 1]
    return Date(start, end, tokens.text[start:end], meaning.edtf, meaning.type, meaning.value, rule)
