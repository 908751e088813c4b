"""What months and seasons mean: ``August``, ``early last August``, ``the summer of 1998``."""

from datetime import date, timedelta
from typing import Final

from timeline.extraction import lexicon
from timeline.extraction.times import hints
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import SEASONS, Stretch, containing, of_year
from timeline.extraction.times.terms import LETTERS

SATURDAY: Final = 6
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
    if (told := hints.told_before(phrase, [date(year, number, 1) for year in hints.years_told(phrase)])) is not None:
        return hints.of_stretch(Stretch("month", told), phrase)
    reference = phrase.reference.replace(day=1)
    found = hints.pick(phrase, [date(reference.year + step, number, 1) for step in (-1, 0, 1)], reference)
    if found and phrase.has("last") and Stretch("month", found).shifted(1).first == reference:
        found = found.replace(year=found.year - 1)  # "last September", told in October: else it were "last month"
    return hints.of_stretch(Stretch("month", found), phrase) if found else None


def _is_month(phrase: Phrase) -> bool:
    """Whether a name such as May or April stands for the month, with nothing in the phrase to tell."""
    if phrase.kind(0) == "dash" and phrase.kind(1) in ("a", "other_word"):
        return False
    if phrase.kind(-1) == "dash" and phrase.kind(-2) == "month":
        return True
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
    if (told := hints.told_before(phrase, [date(year, month, 1) for year in hints.years_told(phrase)])) is not None:
        return hints.of_stretch(Stretch("season", told), phrase)
    now = containing(phrase.reference, "season").first
    around = [date(now.year + step, month, 1) for step in (-1, 0, 1)]
    near = hints.direction(phrase) == 0
    found = _this(phrase, name, around, now) if near else hints.pick(phrase, around, now)
    return hints.of_stretch(Stretch("season", found), phrase) if found else None


def _this(phrase: Phrase, name: str, around: list[date], now: date) -> date:
    """``this fall``: of the article's year, unless that is far ahead of what was; a winter is the nearest."""
    if name == "WI" or phrase.tense == "past":
        return min(around, key=lambda day: abs((day - now).days))
    return next(day for day in around if phrase.reference is None or day.year == phrase.reference.year)


def part(phrase: Phrase) -> Meaning | None:
    """``the first week of August``, ``the last Friday in June``, ``the final day of May 2014``."""
    name, number = phrase.text("unit"), phrase.integer("ordinal", "second")
    whole = month(_from_month(phrase))
    if whole is None or whole.stretch is None or (name not in (None, "week", "weekend", "day")):
        return None
    weekday = phrase.integer("weekday", "briefday") or (SATURDAY if name == "weekend" else None)
    if (number or 1) > 5:
        return None
    first = _nth_day(whole.stretch, weekday, number, 7 if name == "week" else 1)
    if not whole.stretch.first <= first <= whole.stretch.last:
        return None
    if name == "weekend":
        return hints.of_stretch(Stretch("weekend", first), phrase)
    if name != "week":
        return hints.of_stretch(Stretch("day", first), phrase)
    last = min(first + timedelta(days=6), whole.stretch.last)
    return Meaning("DATE", whole.value, f"{first}/{last}", whole.stretch)


def _from_month(phrase: Phrase) -> Phrase:
    """The part that names the month."""
    return Phrase(phrase.article, phrase.letters.index(LETTERS["month"], phrase.first), phrase.last)


def _nth_day(month: Stretch, weekday: int | None, number: int | None, length: int) -> date:
    """The so-manieth (None: the last) day of a name in a month, or first day of such a length."""
    if number is None:
        last = month.last - timedelta(days=length - 1)
        return last if weekday is None else last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = month.first if weekday is None else month.first + timedelta(days=(weekday - month.first.isoweekday()) % 7)
    return first + timedelta(days=(number - 1) * (7 if weekday else length))
