"""A text as the grammar of times sees it: a letter for each word by its kind, so that one expression reads them all."""

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

Value = int | float | str
SPELLED: Final = (  # kinds of what is spelled by rule, not by list
    "other_word mark stop compound digits day year iso_year decade clock slashed fraction"
)
_DECADE: Final = re.compile(r"(?:[12]\d)?\d0s")
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_ORDINAL: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_SLASHED: Final = re.compile(r"\d{1,4}([/.])\d{1,2}\1\d{1,4}|\d{1,2}/\d{1,2}")
_STAMPED: Final = re.compile(r"(\d\d)t\d\d")  # the 30T12 of 2020-08-30T12:00
_JOINTS: Final = re.compile("(-|['’]s$)")  # the s of MONDAY'S, which in capitals is no token of its own
_JOINED: Final = re.compile(r"(\d{1,2}(?:[:.]\d\d)?)(am|pm|a|p)")
_SPLITS: Final = (
    "weekday",
    "month",
    "season",
    "unit",
    "units",
    "numeral",
    "ordinal",
    "second",
    "daypart",
    "noon",
    "decade",
    "year",
)


class Word(NamedTuple):
    """A word of time: the letter of its kind, its value, and whether it counts only with a capital."""

    letter: str
    value: Value
    capital: bool = False


def _letters() -> dict[str, str]:
    listed = [value.split()[0] for value in lexicon.table("time-words").values()]
    return {kind: chr(0x100 + i) for i, kind in enumerate(dict.fromkeys([*SPELLED.split(), *listed]))}


LETTERS: Final = _letters()
OTHER: Final = LETTERS["other_word"]
MARK: Final = LETTERS["mark"]
STOP: Final = LETTERS["stop"]
AMPM: Final = LETTERS["ampm"]
COMPOUND: Final = Word(LETTERS["compound"], 0)


@cache
def vocabulary() -> dict[str, Word]:
    """The listed words, in small letters."""
    found = {}
    for word, entry in lexicon.table("time-words").items():
        kind, value = entry.split()
        number = float(value) if value[-1].isdigit() and "." in value else value
        if value.removeprefix("-").isdigit():
            number = int(value)
        found[word.lower()] = Word(LETTERS[kind], number, word[0].isupper())
    return found


class Known(dict[str, Word]):
    """The words met so far, as written; what is not listed is taken apart once."""

    def __missing__(self, written: str) -> Word:
        lower = written.lower()
        word = vocabulary().get(lower)
        if word is None or (word.capital and written.islower()):
            parts = pieces(lower)
            word = Word(*parts[0][:2]) if len(parts) == 1 else COMPOUND
        if len(self) < 50_000 and len(written) < 50:
            self[written] = word
        return word


KNOWN: Final = Known()


class Terms:
    """The words of a text with their kinds (``letters``, a string as long as the lists), values and places.

    What a hyphen joins is taken apart where a part is a word of time; a ``stop`` of no length ends each sentence.
    """

    __slots__ = ("ends", "letters", "places", "starts", "tokens", "values")

    def __init__(self, tokens: Tokens, sentences: list[tuple[int, int]]) -> None:
        self.tokens = tokens
        self.letters = ""
        self.values: list[Value] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.places: list[int] = []
        words = list(map(KNOWN.__getitem__, tokens.words))
        written = "".join([word[0] for word in words])
        values = [word[1] for word in words]
        letters: list[str] = []
        for first, last in sentences:
            place = first
            while (compound := written.find(COMPOUND.letter, place, last)) >= 0:
                letters.append(self._run(written, values, place, compound))
                letters.append(self._split(compound))
                place = compound + 1
            letters.append(self._run(written, values, place, last))
            if last > first and written[last - 1] != AMPM:  # no sentence ends within "10 p.m. Wednesday"
                letters.append(self._stop(last))
        self.letters = "".join(letters)

    def _run(self, written: str, values: list[Value], first: int, last: int) -> str:
        """Tokens that are one term each."""
        self.values += values[first:last]
        self.starts += self.tokens.starts[first:last]
        self.ends += self.tokens.ends[first:last]
        self.places += range(first, last)
        return written[first:last]

    def _split(self, token: int) -> str:
        """A token that is many terms."""
        start = self.tokens.starts[token]
        parts = pieces(self.tokens.lower[token])
        for _, value, begin, end in parts:
            self.values.append(value)
            self.starts.append(start + begin)
            self.ends.append(start + end)
            self.places.append(token)
        return "".join([letter for letter, *_ in parts])

    def _stop(self, last: int) -> str:
        end = self.tokens.ends[last - 1]
        self.values.append(0)
        self.starts.append(end)
        self.ends.append(end)
        self.places.append(last)
        return STOP

    def slashed(self) -> list[str]:
        """The dates written with strokes."""
        place, found = self.letters.find(LETTERS["slashed"]), []
        while place >= 0:
            found.append(str(self.values[place]))
            place = self.letters.find(LETTERS["slashed"], place + 1)
        return found


@lru_cache(8192)
def pieces(word: str) -> tuple[tuple[str, Value, int, int], ...]:
    """What an unlisted word consists of: letter, value, start and end of each piece."""
    if word[0].isdigit():
        if joined := _JOINED.fullmatch(word):
            cut = joined.end(1)
            half = LETTERS["ampm"], 12 if joined[2][0] == "p" else 0, cut, len(word)
            return (*pieces(joined[1]), half)
        if _STAMPED.fullmatch(word):
            return (*pieces(word[:2]), (OTHER, 0, 2, len(word)))
        return ((*_number(word), 0, len(word)),)
    if ("-" in word[1:-1] or word.endswith(("'s", "’s"))) and len(word) < 40:
        return _split(word)
    return ((OTHER if word[0].isalpha() else MARK, 0, 0, len(word)),)


def _split(word: str) -> tuple[tuple[str, Value, int, int], ...]:
    found: list[tuple[str, Value, int, int]] = []
    start = 0
    for part in _JOINTS.split(word):
        listed = vocabulary().get(part)
        letter, value = (listed.letter, listed.value) if listed else _number(part) if part[:1].isdigit() else (OTHER, 0)
        found.append((letter, value, start, start + len(part)))
        start += len(part)
    known = {LETTERS[kind] for kind in _SPLITS}
    if any(letter in known for letter, *_ in found):
        return tuple(found)
    return ((OTHER, 0, 0, len(word)),)


def _number(word: str) -> tuple[str, Value]:
    """The letter and value of a word that begins with a digit."""
    if not word.isascii():
        return OTHER, 0
    if word.isdigit():
        number = int(word) if len(word) < 10 else 0
        if len(word) == 4 and 1000 <= number < 2200:
            return LETTERS["year"], number
        return (LETTERS["day"], number) if len(word) < 3 and 1 <= number <= 31 else (LETTERS["digits"], number)
    if ordinal := _ORDINAL.fullmatch(word):
        return LETTERS["ordinal"], int(ordinal[1])
    if word in ("1/2", "1/4", "3/4"):
        return LETTERS["fraction"], int(word[0]) / int(word[2])
    for kind, pattern in (("decade", _DECADE), ("clock", _CLOCK), ("slashed", _SLASHED)):
        if pattern.fullmatch(word):
            return LETTERS[kind], word
    if _NUMBER.fullmatch(word) and len(word) < 12:
        return LETTERS["digits"], float(word.replace(",", ""))
    return OTHER, 0
