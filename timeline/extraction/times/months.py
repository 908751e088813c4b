"""What months and seasons mean: ``August``, ``early last August``, ``the summer of 1998``."""

from datetime import date
from typing import Final

from timeline.extraction import lexicon
from timeline.extraction.times import hints
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import SEASONS, Stretch, containing, of_year

AMBIGUOUS: Final = ("may", "march")  # words of other meanings, too, and names of people


def month(phrase: Phrase) -> Meaning | None:
    """``August``, ``early last August``, ``August 2020``, ``June of this year``."""
    number = phrase.integer("month")
    if number is None:
        return None
    year = hints.whole_year(phrase) or hints.borrowed_year(phrase, number)
    if next(phrase.items())[0] == "the" and phrase.kind(0) == "other_word":
        phrase.bare()
    if year is None and not _is_month(phrase):
        return None
    if year is None and phrase.reference is not None and phrase.has("this") and hints.direction(phrase) == 0:
        year = phrase.reference.year
    if year is not None:
        return hints.of_stretch(of_year(year, "month", number), phrase)
    return _yearless(phrase, number)


def _yearless(phrase: Phrase, number: int) -> Meaning | None:
    if phrase.reference is None:
        return hints.unplaced(f"XXXX-{number:02}")
    reference = phrase.reference.replace(day=1)
    found = hints.pick(phrase, [date(reference.year + step, number, 1) for step in (-1, 0, 1)], reference)
    return hints.of_stretch(Stretch("month", found), phrase) if found else None


def _is_month(phrase: Phrase) -> bool:
    """Whether a name such as May or April stands for the month, with nothing in the phrase to tell."""
    if phrase.kind(0) == "dash" and phrase.kind(1) in ("a", "other_word"):
        return False
    if phrase.last - phrase.first > 1 + phrase.has("dot", "the") or phrase.word(-1) in lexicon.words("before-month"):
        return True
    name = phrase.word_of("month")
    return name not in AMBIGUOUS and len(name) > 3 and not phrase.before_name()


def season(phrase: Phrase) -> Meaning | None:
    """``last spring``, ``the summer of 1998``, ``early fall``."""
    name = phrase.text("season")
    if name is None or (phrase.word(0) == "of" and not phrase.has("year")):  # the fall of a town
        return None
    if phrase.word_of("season") == "fall" and phrase.word(0) in ("in", "from"):  # the fall in prices
        return None
    month = SEASONS[name]
    if (year := hints.whole_year(phrase)) is not None:
        return hints.of_stretch(Stretch("season", date(year, month, 1)), phrase)
    if phrase.reference is None:
        return hints.unplaced(f"XXXX-{name}")
    if phrase.has("that", "same") and phrase.anchor is not None:
        return hints.of_stretch(Stretch("season", date(phrase.anchor.first.year, month, 1)), phrase)
    now = containing(phrase.reference, "season").first
    around = [date(now.year + step, month, 1) for step in (-1, 0, 1)]
    near = hints.direction(phrase) == 0
    found = min(around, key=lambda day: abs((day - now).days)) if near else hints.pick(phrase, around, now)
    return hints.of_stretch(Stretch("season", found), phrase) if found else None
