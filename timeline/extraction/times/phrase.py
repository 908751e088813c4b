"""An expression of time as the grammar found it, with all it takes to understand it: its words, its clause, its day."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from timeline.extraction.times import tense as tenses
from timeline.extraction.times.stretches import Stretch
from timeline.extraction.times.terms import LETTERS, Terms, Value


class Meaning(NamedTuple):
    """What an expression means: TIMEX3 type and value, EDTF, and the stretch of the calendar where it is one."""

    type: str
    value: str
    edtf: str | None = None
    stretch: Stretch | None = None


class Article:
    """What is known while the expressions of a text are read in order."""

    __slots__ = (
        "day_first",
        "latest",
        "latest_sentence",
        "quarter",
        "quarter_sentence",
        "reference",
        "sentences",
        "starts",
        "terms",
    )

    def __init__(self, terms: Terms, sentences: list[tuple[int, int]], reference: date | None) -> None:
        self.terms = terms
        self.sentences = sentences
        self.starts = [first for first, _ in sentences]
        self.reference = reference
        self.latest: Stretch | None = None
        self.latest_sentence = -1
        self.quarter: Stretch | None = None
        self.quarter_sentence = -1
        self.day_first = any(self._begins_with_day(value) for value in terms.slashed())

    @staticmethod
    def _begins_with_day(written: str) -> bool:
        """Whether a date such as 30/08/2020 shows that the article writes the day first."""
        parts = written.split("/")
        return len(parts) == 3 and 12 < int(parts[0]) <= 31

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return bisect_right(self.starts, token) - 1


class Phrase:
    """The terms from ``first`` to ``last`` (exclusive) of an article; a meaning may shorten it."""

    __slots__ = ("article", "first", "last", "letters", "terms")

    def __init__(self, article: Article, first: int, last: int) -> None:
        self.article = article
        self.terms = article.terms
        self.letters = article.terms.letters
        self.first = first
        self.last = last

    @property
    def reference(self) -> date | None:
        """The day of the article."""
        return self.article.reference

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of these kinds is in it."""
        words = self.letters[self.first : self.last]
        return any(LETTERS[kind] in words for kind in kinds)

    def value(self, *kinds: str) -> Value | None:
        """The value of its first word of these kinds; kinds named first go first."""
        for kind in kinds:
            place = self.letters.find(LETTERS[kind], self.first, self.last)
            if place >= 0:
                return self.terms.values[place]
        return None

    def integer(self, *kinds: str) -> int | None:
        """The same, where it is a whole number."""
        found = self.value(*kinds)
        return found if isinstance(found, int) else None

    def text(self, *kinds: str) -> str | None:
        """The same, where it is a text."""
        found = self.value(*kinds)
        return found if isinstance(found, str) else None

    def items(self) -> Iterator[tuple[str, Value]]:
        """Kind and value of each word."""
        for place in range(self.first, self.last):
            yield kinds()[self.letters[place]], self.terms.values[place]

    def word_of(self, kind: str) -> str:
        """Its first word of a kind, in small letters."""
        place = self.letters.find(LETTERS[kind], self.first, self.last)
        return "" if place < 0 else self.terms.tokens.text[self.terms.starts[place] : self.terms.ends[place]].lower()

    def is_title(self) -> bool:
        """Whether both its words have capitals, as in the name of a programme: ``This Week``."""
        first, last = self.terms.starts[self.first], self.terms.starts[self.last - 1]
        text = self.terms.tokens.text
        return self.last - self.first == 2 and self.has("this") and text[first].isupper() and text[last].isupper()

    def written(self, place: int) -> str:
        """Its word at a place, as written."""
        number = range(self.first, self.last)[place]
        return self.terms.tokens.text[self.terms.starts[number] : self.terms.ends[number]]

    def opens_line(self) -> bool:
        """Whether nothing stands before it on its line."""
        start = self.terms.starts[self.first]
        return not start or self.terms.tokens.text[start - 1] == "\n"

    def before_name(self) -> bool:
        """Whether a word with a capital follows."""
        following = self.terms.starts[self.last] if self.last < len(self.letters) else -1
        return self.kind(0) == "other_word" and self.terms.tokens.text[following].isupper()

    def behind_name(self) -> bool:
        """Whether a word with a capital stands before it, other than the first of the sentence: ``Windows 2000``."""
        if self.kind(-1) != "other_word" or self.first < 2 or kinds()[self.letters[self.first - 2]] in ("stop", "mark"):
            return False
        return self.terms.tokens.text[self.terms.starts[self.first - 1]].isupper()

    def word(self, offset: int) -> str:
        """A word before (-1) or behind (0) it, in small letters; empty beyond its sentence."""
        place = self.first + offset if offset < 0 else self.last + offset
        if not 0 <= place < len(self.letters):
            return ""
        terms = self.terms
        return terms.tokens.text[terms.starts[place] : terms.ends[place]].lower()

    def kind(self, offset: int) -> str:
        """The kind of that word; ``stop`` at the end of the sentence and before the first one."""
        place = self.first + offset if offset < 0 else self.last + offset
        return kinds()[self.letters[place]] if 0 <= place < len(self.letters) else "stop"

    def bare(self) -> "Phrase":
        """The same without the article or pronoun of the noun it belongs to: ``the 30-day rate``."""
        if self.letters[self.first] in _ARTICLES:
            self.first += 1
        return self

    @property
    def sentence(self) -> int:
        """The number of its sentence."""
        return self.article.sentence_of(self.terms.places[self.first])

    @property
    def tense(self) -> tenses.Tense | None:
        """The tense of its clause."""
        return self._tense(firm=False)

    @property
    def firm_tense(self) -> tenses.Tense | None:
        """The same, where what may be is not taken for what will be."""
        return self._tense(firm=True)

    def _tense(self, firm: bool) -> tenses.Tense | None:
        first, last = self.terms.places[self.first], self.terms.places[self.last - 1] + 1
        return tenses.around(self.terms.tokens, first, last, self.article.sentences[self.sentence], firm)

    @property
    def anchor(self) -> Stretch | None:
        """The date told last."""
        return self.article.latest


_ARTICLES = frozenset(LETTERS[kind] for kind in ("a", "the", "its", "that"))


@cache
def kinds() -> dict[str, str]:
    """Kinds by their letters."""
    return {letter: kind for kind, letter in LETTERS.items()}
