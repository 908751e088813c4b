"""A text as the grammar of times sees it: a letter for each word by its kind, so that one expression reads them all."""

import re
from functools import cache, lru_cache
from typing import Final, NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

Value = int | float | str
SPELLED: Final = (  # kinds of what is spelled by rule, not by list
    "other_word mark stop digits day year iso_year decade clock slashed fraction"
)
_DECADE: Final = re.compile(r"(?:[12]\d)?\d0s")
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_ORDINAL: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_SLASHED: Final = re.compile(r"\d{1,4}([/.])\d{1,2}\1\d{1,4}|\d{1,2}/\d{1,2}")
_JOINED: Final = re.compile(r"(\d{1,2}(?::\d\d)?)(am|pm|a|p)")
_SPLITS: Final = ("weekday", "month", "season", "unit", "units", "numeral", "ordinal", "second", "daypart", "noon", "decade", "year")


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


@cache
def vocabulary() -> dict[str, Word]:
    """The listed words, in small letters."""
    found = {}
    for word, entry in lexicon.table("time-words").items():
        kind, value = entry.split()
        number = int(value) if value.removeprefix("-").isdigit() else value
        found[word.lower()] = Word(LETTERS[kind], number, word[0].isupper())
    return found


class Terms:
    """The words of a text with their kinds (``letters``, a string as long as the lists), values and places.

    What a hyphen joins is taken apart where a part is a word of time; a ``stop`` of no length ends each sentence.
    """

    __slots__ = ("ends", "letters", "places", "starts", "tokens", "values")

    def __init__(self, tokens: Tokens, sentences: list[tuple[int, int]]) -> None:
        self.tokens = tokens
        listed = vocabulary()
        letters: list[str] = []
        self.values: list[Value] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.places: list[int] = []
        lower, words, starts, ends = tokens.lower, tokens.words, tokens.starts, tokens.ends
        for first, last in sentences:
            for i in range(first, last):
                found = listed.get(lower[i])
                if found is not None and not (found.capital and words[i].islower()):
                    letters.append(found.letter)
                    self.values.append(found.value)
                    self.starts.append(starts[i])
                    self.ends.append(ends[i])
                    self.places.append(i)
                    continue
                for letter, value, start, end in pieces(lower[i]):
                    letters.append(letter)
                    self.values.append(value)
                    self.starts.append(starts[i] + start)
                    self.ends.append(starts[i] + end)
                    self.places.append(i)
            if letters and letters[-1] == AMPM:  # no sentence ends before "10 p.m. Wednesday" does
                continue
            letters.append(STOP)
            self.values.append(0)
            self.starts.append(ends[last - 1])
            self.ends.append(ends[last - 1])
            self.places.append(last)
        self.letters = "".join(letters)


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
        return ((*_number(word), 0, len(word)),)
    if "-" in word[1:-1] and len(word) < 40:
        return _split(word)
    return ((OTHER if word[0].isalpha() else MARK, 0, 0, len(word)),)


def _split(word: str) -> tuple[tuple[str, Value, int, int], ...]:
    found: list[tuple[str, Value, int, int]] = []
    start = 0
    for part in re.split("(-)", word):
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
