"""What days mean: ``30 August 2020``, ``Aug. 30``, ``30/08/2020``, ``Friday``, ``today``, ``on the 18th``."""

from datetime import date, timedelta
from typing import Final

from timeline.extraction import lexicon
from timeline.extraction.times import hints
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import Stretch, containing, moved
from timeline.extraction.times.stretches import weekday as nearest

NUMBERS: Final = ("day", "ordinal", "second")
NAMED: Final = ("super", "black", "ash", "palm", "bloody", "holy", "cyber", "fat")  # Super Tuesday is no Tuesday told
JOINTS: Final = ("dash", "to", "until")  # between the first and the last day of a range
ATTACKS: Final = (9, 11)  # of 2001: known by month and day alone
NOUNS_OF_ATTACKS: Final = ("attack", "attacks", "terror", "terrorist", "hijackers", "hijackings")
BEFORE_SLASHED: Final = frozenset(("on", "by", "since", "until", "from", "before", "after", "to"))
BEHIND_ORDINAL: Final = frozenset(("stop", "comma", "mark", "dot", "and", "to", "at", "in", "by"))


def day(phrase: Phrase) -> Meaning | None:
    """``30 August 2020``, ``Aug. 30``, ``30/08/2020``, ``2020-08-30``, ``Tuesday the 4th of May``."""
    if (written := phrase.text("slashed")) is not None:
        return _slashed(phrase, written)
    items = list(phrase.items())
    month = phrase.integer("month")
    if month is None:
        year, month, number = (int(value) for kind, value in items if kind in ("year", "day"))
        return _on(phrase, year, month, number)
    if phrase.word(0) in lexicon.words("counted") and not phrase.has("year"):
        return None
    if items[0][0] == "the" and items[1][0] in ("month", "weekday"):
        phrase.bare()
    number = next(int(value) for kind, value in items if kind in NUMBERS)
    return _on(phrase, hints.whole_year(phrase) or hints.borrowed_year(phrase, month), month, number)


def _on(phrase: Phrase, year: int | None, month: int, number: int) -> Meaning | None:
    reference = phrase.reference
    if not 1 <= month <= 12 or not 1 <= number <= 31:
        return None
    if year is not None:
        found = hints.made(year, month, number)
    elif reference is not None:
        found = _yearless(phrase, month, number, reference)
    else:
        return hints.unplaced(f"XXXX-{month:02}-{number:02}")
    return hints.of_stretch(Stretch("day", found), phrase) if found else None


def _yearless(phrase: Phrase, month: int, number: int, reference: date) -> date | None:
    """The year that the weekday fits, or else the one the clause speaks of."""
    if (month, number) == ATTACKS and phrase.word(0) in NOUNS_OF_ATTACKS and reference.year > 2000:
        return date(2001, *ATTACKS)
    around = [day for step in (-1, 0, 1) if (day := hints.made(reference.year + step, month, number))]
    told = phrase.integer("weekday", "briefday")
    fitting = [day for day in around if day.isoweekday() == told]
    return hints.pick(phrase, fitting or around, reference)


def _slashed(phrase: Phrase, written: str) -> Meaning | None:
    """``30/08/2020``: the day is what cannot be a month; where both can, as the article shows, else American."""
    parts = [int(part) for part in written.replace(".", "/").split("/")]
    if len(parts) == 2:
        told = phrase.has("weekday") or phrase.word(-1) in BEFORE_SLASHED
        if written == "9/11" and phrase.reference is not None and phrase.reference.year > 2001:
            return _on(phrase, 2001, *ATTACKS)
        return _ordered(phrase, None, *parts) if told else None
    if parts[0] > 31:
        return _on(phrase, *parts)
    first, second, year = parts
    if "." in written or phrase.article.day_first:
        first, second = second, first
    return _ordered(phrase, hints.of_two_digits(year, phrase.reference) if year < 100 else year, first, second)


def _ordered(phrase: Phrase, year: int | None, month: int, number: int) -> Meaning | None:
    return _on(phrase, year, number, month) if month > 12 else _on(phrase, year, month, number)


def ordinal_day(phrase: Phrase) -> Meaning | None:
    """``on the 18th``, ``the 15th of next month``."""
    number, reference = phrase.integer("ordinal"), phrase.reference
    if number is None or reference is None or phrase.text("unit") not in (None, "month"):
        return None
    if phrase.has("unit"):
        month = containing(reference, "month").shifted(hints.direction(phrase) or 0).first
        found = hints.made(month.year, month.month, number)
    elif phrase.kind(0) in BEHIND_ORDINAL:
        found = hints.pick(phrase, _in_months_around(reference, number), reference, close=1)
    else:
        return None
    return hints.of_stretch(Stretch("day", found), phrase) if found else None


def _in_months_around(reference: date, number: int) -> list[date]:
    """The so-manieth day of the month before, of this one and of the next."""
    months = [moved(reference.replace(day=1), step) for step in (-1, 0, 1)]
    return [found for month in months if (found := hints.made(month.year, month.month, number))]


def day_head(phrase: Phrase) -> Meaning | None:
    """The ``9`` of ``9 to 12 August 2020``."""
    behind = 0
    while phrase.kind(behind) not in ("month", "stop"):
        behind += 1
    whole = Phrase(phrase.article, phrase.first, phrase.last + behind + 1)
    month, number = whole.integer("month"), phrase.integer(*NUMBERS)
    if month is None or number is None:
        return None
    end = min(whole.last + 2, len(phrase.letters))
    return _on(phrase, Phrase(phrase.article, whole.last, end).integer("year"), month, number)


def day_tail(phrase: Phrase) -> Meaning | None:
    """The ``31, 2009`` of ``May 25-31, 2009``; without a year of its own, that of the day before it."""
    head = Phrase(phrase.article, max(phrase.first - 4, 0), phrase.first)
    month, number, told = head.integer("month"), phrase.integer(*NUMBERS), phrase.anchor
    if month is None or number is None or phrase.word(0) in lexicon.words("counted"):
        return None
    return _on(phrase, hints.whole_year(phrase) or (told.first.year if told else None), month, number)


def weekday(phrase: Phrase) -> Meaning | None:
    """``Friday``, ``last Friday``, ``this coming Sunday``, ``Monday last week``, ``Friday the 13th``."""
    number, reference = phrase.integer("weekday", "briefday"), phrase.reference
    if phrase.word(-1) in NAMED:
        return None
    if number is None or (phrase.has("briefday") and not phrase.has("dot", "last", "next", "ordinal")):
        return None
    if phrase.last - phrase.first == 2 and phrase.kind(0) == "other_word":
        phrase.bare()
    if reference is None:
        return hints.unplaced(f"XXXX-WXX-{number}")
    if (told := phrase.integer("ordinal")) is not None:
        fitting = [day for day in _in_months_around(reference, told) if day.isoweekday() == number]
        return hints.of_stretch(Stretch("day", fitting[0]), phrase) if fitting else None
    return hints.of_stretch(Stretch("day", _weekday(phrase, number, reference)), phrase)


def _weekday(phrase: Phrase, number: int, reference: date) -> date:
    """Which day of that name: in which week, or else the nearest behind; ahead only by a verb of the future."""
    step = hints.direction(phrase)
    if phrase.has("unit"):
        return _in_week(reference, step or 0, number)
    if phrase.has("previous", "following") and phrase.anchor is not None:
        reference = phrase.anchor.first
    if phrase.has("next") or (step == 0 and not phrase.has("same", "that")):
        return _in_week(reference, step or 0, number)
    if phrase.word(-1) == "a" and phrase.kind(-2) == "comma" and (told := _told(phrase, number)):
        return told  # "on 9 May, a Friday"
    if step is None and phrase.anchor is not None and phrase.kind(-1) in JOINTS and phrase.kind(-2) == "weekday":
        return nearest(phrase.anchor.first, number, 1)
    if step is None and (told := _told_in_sentence(phrase, reference)):
        return nearest(told, number, 1)
    if step in (-1, 1):
        return nearest(reference + timedelta(days=step), number, step)
    tense = phrase.tense
    ahead = (
        tense == "future"
        or (phrase.word(-2), phrase.word(-1)) in hints.LEADS
        or (tense is None and phrase.word(-1) in hints.AHEAD)
    )
    return nearest(reference, number, 1 if ahead else -1)


def _told_in_sentence(phrase: Phrase, reference: date) -> date | None:
    """The day, more than a week ago, that the sentence told: ``on 9 May and by Saturday``."""
    told, near = phrase.anchor, phrase.sentence == phrase.article.latest_sentence
    joined = phrase.word(-2 if phrase.word(-1) in ("by", "on", "until") else -1) in ("and", "until", "by")
    return told.first if near and joined and told and told.unit == "day" and (reference - told.first).days > 7 else None


def _told(phrase: Phrase, number: int) -> date | None:
    """The day told last, if it has that name."""
    told = phrase.anchor
    return told.first if told is not None and told.unit == "day" and told.first.isoweekday() == number else None


def _in_week(reference: date, step: int, number: int) -> date:
    return containing(reference, "week").shifted(step).first + timedelta(days=number - 1)


def today(phrase: Phrase) -> Meaning | None:
    """``today``, ``yesterday``, ``late yesterday``, ``tomorrow``."""
    step = phrase.integer("relday")
    if step is None or phrase.word(-1) == "usa":  # a newspaper
        return None
    if phrase.reference is None:
        return hints.vague(phrase, step)
    return hints.of_stretch(Stretch("day", phrase.reference + timedelta(days=step)), phrase)
