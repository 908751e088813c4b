"""What units of the calendar mean, seen from the article: ``last week``, ``the end of the month``."""

from typing import Final

from timeline.extraction.times import hints, months, quarters
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import UNITS, Stretch, containing, of_year

UNTOLD: Final = ("second", "minute", "hour", "period", "fortnight", "semester")  # no stretches of the calendar
HALVES: Final = ("earlier", "later")
ENDS: Final = ("year", "month", "quarter", "week")
EARLY: Final = 2  # months of a year in which its end, told in the past, is that of the year before
RELATIVES: Final = ("he", "she", "it", "they", "we", "i", "you", "that", "when")  # "the year she left" tells which
WEDNESDAY: Final = 2
OWNERS: Final = ("his", "her", "their", "my", "our", "your")  # "her last year in office" is of her time
SATURDAY: Final = 5


def unit(phrase: Phrase) -> Meaning | None:
    """``last week``, ``earlier this year``, ``the previous month``, ``that day``, ``the same quarter``."""
    name, step, anchor = phrase.text("unit") or "period", hints.direction(phrase) or 0, phrase.anchor
    if phrase.is_title():
        return None
    if phrase.has("latest") and not phrase.has("fiscal") and name in ("quarter", "period"):
        return quarters.told(phrase)
    from_told = phrase.has("previous", "following", "same", "that") or (name == "day" and phrase.has("next"))
    of_another = phrase.has("last") and phrase.word(0) == "of"  # the last week of May
    if (
        name in UNTOLD
        or of_another
        or (name == "day" and phrase.has("last"))
        or phrase.word(-1) in OWNERS
        or (anchor is None and phrase.has("same", "that"))
    ):
        return None
    start = anchor.first if anchor is not None and from_told else phrase.reference
    if start is not None and phrase.reference is not None and start > phrase.reference and phrase.tense == "past":
        start = phrase.reference  # on the same day as the article, not as what it foretold
    if anchor is not None and from_told and UNITS.index(anchor.unit) > UNITS.index(name):
        return None
    if start is None:
        return hints.vague(phrase, step)
    if name == "weekend" and phrase.has("this") and start.weekday() < WEDNESDAY and phrase.tense == "past":
        step -= 1  # told on a Monday, it is the one that has been
    return hints.of_stretch(containing(start, name).shifted(step), phrase)


def the_unit(phrase: Phrase) -> Meaning | None:
    """``the end of the year``, ``the quarter``: the one the text is in, or the one told last."""
    name, reference = phrase.text("unit"), phrase.reference
    staged = phrase.has("early", "late", "mid", "edge", "middle", "earlier", "later")
    if name == "day" and phrase.has(*HALVES):
        return _same_day(phrase)
    if reference is None or name not in ("weekend", *ENDS):
        return None
    if name == "quarter" and not staged:
        return quarters.told(phrase)
    if name == "year" and phrase.word(0) in ("ended", "ending"):
        return Meaning("DURATION", "P1Y")
    if name == "year" and not staged and (phrase.word(0) in RELATIVES or phrase.before_name()):
        return None
    if name == "weekend":
        week = containing(reference, "week").shifted(0 if reference.weekday() >= SATURDAY else -1)
        return hints.of_stretch(week.weekend, phrase)
    return hints.of_stretch(containing(reference, name), phrase) if staged or name in ("quarter", "year") else None


def _same_day(phrase: Phrase) -> Meaning | None:
    """``later in the day``: of the day told last, if near, else that of the article."""
    told, near = phrase.anchor, phrase.sentence - phrase.article.latest_sentence <= 1
    day = told.first if told is not None and told.unit == "day" and near else phrase.reference
    return hints.of_stretch(Stretch("day", day), phrase) if day else None


def half(phrase: Phrase) -> Meaning | None:
    """``the first half of 1990``, ``the second half of the year``, ``the last half of the decade``."""
    number = phrase.integer("ordinal", "second") or (2 if phrase.has("last") else 1)
    if phrase.has("month"):
        return months.month(phrase)
    if phrase.text("unit") not in (None, "year"):
        return unit(phrase)
    kinds = [kind for kind, _ in phrase.items()]
    step = {"last": -1, "next": 1}.get(kinds[-2], 0)  # the half of "last year"
    year = phrase.integer("year") or (phrase.reference.year + step if phrase.reference else None)
    if number > 2:
        return None
    return hints.of_stretch(of_year(year, "half", number), phrase) if year else hints.unplaced(f"XXXX-H{number}")


def unit_end(phrase: Phrase) -> Meaning | None:
    """``year-end``, ``month's end``."""
    name = phrase.text("unit")
    if name not in ENDS or phrase.reference is None:
        return None
    found = containing(phrase.reference, name)
    past = name == "year" and phrase.reference.month <= EARLY and phrase.tense == "past"
    return hints.of_stretch(found.shifted(-1) if past else found, phrase)
