"""What dates mean: days, weeks, months, seasons, quarters, years, decades, told outright or from the day of the article."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from timeline.extraction.times import numerals
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import SEASONS, UNITS, Stretch, containing, moved, of_year
from timeline.extraction.times.stretches import weekday as nearest
from timeline.extraction.times.terms import LETTERS

AMBIGUOUS: Final = ("may", "march")
BEFORE_MONTH: Final = frozenset(
    "in of since by until from to and or during before after between through till for last next this early late mid on".split()
)
COUNTED: Final = frozenset(
    "percent % people million billion men women troops soldiers members miles feet yards dollars pounds euros votes jobs".split()
)


def of_stretch(stretch: Stretch, phrase: Phrase) -> Meaning:
    """The meaning of a stretch of the calendar, approximate where the words say so."""
    edtf = stretch.edtf
    if phrase.has("approx") and "/" not in edtf and "T" not in edtf:
        edtf += "~"
    return Meaning("TIME" if stretch.clock else "DATE", stretch.timex, edtf, stretch)


def _unplaced(value: str, kind: str = "DATE") -> Meaning:
    """A date that nothing ties to the calendar."""
    return Meaning(kind, value)


def direction(phrase: Phrase) -> int | None:
    """-1 for what lies behind (last), 1 for what lies ahead (next), 0 for what is around (this), None if untold."""
    for kind, found in (
        ("previous", -1),
        ("following", 1),
        ("coming", 1),
        ("next", 1),
        ("last", -1),
        ("past", -1),
        ("this", 0),
        ("current", 0),
        ("same", 0),
        ("that", 0),
        ("latest", 0),
    ):
        if phrase.has(kind):
            return found
    return None


def whole_year(phrase: Phrase) -> int | None:
    """The year a phrase names, in digits (``2020``, ``'20``), in words, or from the article (``last year``)."""
    if (year := phrase.integer("year")) is not None:
        return year
    items = list(phrase.items())
    for (kind, _), (second, value) in pairwise(items):
        if kind == "apostrophe" and second in ("day", "digits") and isinstance(value, int):
            return _century(value, phrase.reference)
    spoken = [value for kind, value in items if kind == "numeral" and not isinstance(value, str)]
    if spoken and 1000 <= (year := int(numerals.number(spoken))) < 2200:
        return year
    if phrase.has("unit") and phrase.reference and (step := direction(phrase)) is not None:
        units = [value for kind, value in items if kind == "unit"]
        return phrase.reference.year + step if "year" in units else None
    return None


def _century(short: int, reference: date | None) -> int:
    """The year that two digits mean: not more than ten years ahead of the article."""
    year = 1900 + short
    return year + 100 if year + 100 <= (reference.year if reference else 2030) + 10 else year


AHEAD: Final = frozenset(("by", "until", "till", "through", "effective"))  # words before a date that is to come
CLOSE: Final = 60  # days within which the nearest is meant whatever the verb: "payable Dec. 15"

# Days


def day(phrase: Phrase) -> Meaning | None:
    """``30 August 2020``, ``Aug. 30``, ``30/08/2020``, ``2020-08-30``, ``Tuesday the 4th of May``."""
    if (written := phrase.text("slashed")) is not None:
        return _slashed(phrase, written)
    month = phrase.integer("month")
    items = list(phrase.items())
    if month is None:
        numbers = [int(value) for kind, value in items if kind in ("year", "day") and not isinstance(value, str)]
        return _on(phrase, *numbers)
    numbers = [value for kind, value in items if kind in ("day", "ordinal", "second") and isinstance(value, int)]
    if phrase.kind(0) == "other_word" and phrase.word(0) in COUNTED and not phrase.has("year"):
        return None
    if items[0][0] == "the" and items[1][0] in ("month", "weekday"):
        phrase.bare()
    return _on(phrase, whole_year(phrase) or _borrowed_year(phrase, month), month, numbers[0])


def _on(phrase: Phrase, year: int | None, month: int, number: int) -> Meaning | None:
    if year is None and phrase.reference is None:
        return _unplaced(f"XXXX-{month:02}-{number:02}") if month <= 12 and number <= 31 else None
    found = _made(year, month, number) if year else _yearless(phrase, month, number)
    return of_stretch(Stretch("day", found), phrase) if found else None


def _made(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _yearless(phrase: Phrase, month: int, number: int) -> date | None:
    """The day meant where no year is told: by ``last`` or ``next``, else by the tense, else the nearest."""
    reference = phrase.reference
    assert reference is not None
    around = [found for year in (-1, 0, 1) if (found := _made(reference.year + year, month, number))]
    return pick(phrase, around, reference)


def pick(phrase: Phrase, around: list[date], reference: date) -> date | None:
    """Of the same day (or month) in some years, the one the clause speaks of."""
    ahead = [found for found in around if found >= reference]
    behind = [found for found in around if found <= reference]
    step = direction(phrase)
    if step in (-1, 1) and not phrase.has("past"):
        strict = [found for found in (behind if step < 0 else ahead) if found != reference]
        return (strict[-1] if step < 0 else strict[0]) if strict else None
    tense = "future" if phrase.word(-2 if phrase.word(-1) == "the" else -1) in AHEAD else phrase.tense
    near = min(around, key=lambda found: abs((found - reference).days), default=None)
    if near is None or abs((near - reference).days) < CLOSE:
        return near
    if tense == "future" and ahead:
        return ahead[0]
    if tense == "past" and behind:
        return behind[-1]
    return near


def _borrowed_year(phrase: Phrase, month: int) -> int | None:
    """The year told a few words on, in ``from 3 May to 2 June 2009``."""
    kinds = [phrase.kind(i) for i in range(8)]
    if (
        kinds[0] not in ("dash", "to", "until", "and", "or")
        or "year" not in kinds
        or "stop" in kinds[: kinds.index("year")]
    ):
        return None
    place = kinds.index("year")
    if any(
        kind
        not in ("dash", "to", "until", "and", "or", "month", "dot", "day", "ordinal", "comma", "the", "of", "weekday")
        for kind in kinds[:place]
    ):
        return None
    if "month" not in kinds[:place] and "day" not in kinds[:place]:
        return None
    terms = phrase.terms
    year = terms.values[phrase.last + place]
    later = [terms.values[phrase.last + i] for i in range(place) if kinds[i] == "month"]
    before = bool(later) and isinstance(later[0], int) and month > later[0]
    return year - before if isinstance(year, int) else None


def _slashed(phrase: Phrase, written: str) -> Meaning | None:
    """``30/08/2020``: the day is what cannot be a month; where both can, the American way."""
    parts = [int(part) for part in written.replace(".", "/").split("/")]
    if len(parts) == 2:
        told = phrase.has("weekday") or phrase.word(-1) in (
            "on",
            "by",
            "since",
            "until",
            "from",
            "before",
            "after",
            "to",
        )
        return _ordered(phrase, None, *parts) if told else None
    if parts[0] > 31:
        return _on(phrase, parts[0], parts[1], parts[2])
    if parts[2] < 100:
        parts[2] = _century(parts[2], phrase.reference)
    day_first = "." in written or phrase.article.day_first
    return _ordered(phrase, parts[2], *(reversed(parts[:2]) if day_first else parts[:2]))


def _ordered(phrase: Phrase, year: int | None, month: int, number: int) -> Meaning | None:
    if month > 12:
        month, number = number, month
    return _on(phrase, year, month, number) if month <= 12 else None


def ordinal_day(phrase: Phrase) -> Meaning | None:
    """``on the 18th``, ``the 15th of next month``."""
    number, reference = phrase.integer("ordinal"), phrase.reference
    if number is None or reference is None or phrase.text("unit") not in (None, "month"):
        return None
    if not phrase.has("unit") and phrase.kind(0) not in ("stop", "comma", "mark", "dot", "and", "to", "at", "in", "by"):
        return None
    if phrase.has("unit"):
        month = containing(reference, "month").shifted(direction(phrase) or 0).first
        found = _made(month.year, month.month, number)
    else:
        found = pick(phrase, _in_months_around(reference, number), reference)
    return of_stretch(Stretch("day", found), phrase) if found else None


def _in_months_around(reference: date, number: int) -> list[date]:
    """The so-manieth day of the month before, of this one and of the next."""
    months = [moved(reference.replace(day=1), step) for step in (-1, 0, 1)]
    return [found for month in months if (found := _made(month.year, month.month, number))]


def day_head(phrase: Phrase) -> Meaning | None:
    """The ``9`` of ``9 to 12 August 2020``."""
    terms, place = phrase.terms, phrase.last
    while phrase.kind(place - phrase.last) != "month":
        place += 1
    whole = Phrase(phrase.article, phrase.first, place + 1)
    month, number = whole.integer("month"), phrase.integer("day", "ordinal", "second")
    following = Phrase(phrase.article, place, min(place + 4, len(phrase.letters)))
    year = following.integer("year") if following.kind(-3) else None
    assert month is not None and number is not None and terms is not None
    return _on(phrase, year, month, number)


def day_tail(phrase: Phrase) -> Meaning | None:
    """The ``31, 2009`` of ``May 25-31, 2009``."""
    place = phrase.first
    while phrase.kind(place - phrase.first) != "month" and place > phrase.first - 5:
        place -= 1
    month = Phrase(phrase.article, max(place - 1, 0), phrase.first).integer("month")
    number = phrase.integer("day", "ordinal", "second")
    if month is None or number is None or phrase.word(0) in COUNTED:
        return None
    latest = phrase.anchor
    year = whole_year(phrase) or (latest.first.year if latest else None)
    return _on(phrase, year, month, number)


def weekday(phrase: Phrase) -> Meaning | None:
    """``Friday``, ``last Friday``, ``this coming Sunday``, ``Monday last week``, ``Friday the 13th``."""
    number = phrase.integer("weekday", "briefday")
    assert number is not None
    if phrase.last - phrase.first == 2 and phrase.kind(0) == "other_word":
        phrase.bare()
    if phrase.has("briefday") and not phrase.has("dot", "last", "next", "ordinal"):
        return None
    reference = phrase.reference
    if reference is None:
        return _unplaced(f"XXXX-WXX-{number}")
    if (told := phrase.integer("ordinal")) is not None:
        fitting = [day for day in _in_months_around(reference, told) if day.isoweekday() == number]
        return of_stretch(Stretch("day", fitting[0]), phrase) if fitting else None
    return of_stretch(Stretch("day", _weekday(phrase, number, reference)), phrase)


def _weekday(phrase: Phrase, number: int, reference: date) -> date:
    step = direction(phrase)
    if phrase.has("unit"):
        return containing(reference, "week").shifted(step or 0).first + timedelta(days=number - 1)
    if phrase.has("previous", "following") and phrase.anchor is not None:
        reference = phrase.anchor.first
    if step == 0 and not phrase.has("same", "that"):
        found = containing(reference, "week").first + timedelta(days=number - 1)
        return found
    if phrase.has("next"):
        return containing(reference, "week").shifted(1).first + timedelta(days=number - 1)
    if step in (-1, 1):
        return nearest(reference + timedelta(days=step), number, step)
    return nearest(reference, number, 1 if phrase.tense == "future" else -1)


def today(phrase: Phrase) -> Meaning | None:
    """``today``, ``yesterday``, ``late yesterday``, ``tomorrow``."""
    step = phrase.integer("relday")
    if step is None or phrase.word(-1) == "usa":
        return None
    if phrase.reference is None:
        return _unplaced("PRESENT_REF") if step == 0 else _unplaced("PAST_REF" if step < 0 else "FUTURE_REF")
    return of_stretch(Stretch("day", phrase.reference + timedelta(days=step)), phrase)


# Months, seasons, quarters, halves


def month(phrase: Phrase) -> Meaning | None:
    """``August``, ``early last August``, ``August 2020``, ``June of this year``."""
    number = phrase.integer("month")
    assert number is not None
    year = whole_year(phrase) or _borrowed_year(phrase, number)
    if next(phrase.items())[0] == "the" and phrase.kind(0) == "other_word":
        phrase.bare()
    if year is None and not _is_month(phrase):
        return None
    if year is not None:
        return of_stretch(of_year(year, "month", number), phrase)
    if phrase.reference is None:
        return _unplaced(f"XXXX-{number:02}")
    reference = phrase.reference.replace(day=1)
    if phrase.has("this") and not phrase.has("last", "past", "next", "coming"):
        return of_stretch(of_year(reference.year, "month", number), phrase)
    found = pick(phrase, [date(reference.year + year, number, 1) for year in (-1, 0, 1)], reference)
    return of_stretch(Stretch("month", found), phrase) if found else None


def _is_month(phrase: Phrase) -> bool:
    """Whether a name such as May or April stands for the month, with nothing in the phrase to tell."""
    if phrase.kind(0) == "dash" and phrase.kind(1) in ("a", "other_word"):
        return False
    if phrase.last - phrase.first > 1 + phrase.has("dot", "the") or phrase.word(-1) in BEFORE_MONTH:
        return True
    name = phrase.word_of("month")
    following = (
        phrase.kind(0) == "other_word" and phrase.terms.tokens.words[phrase.terms.places[phrase.last]][0].isupper()
    )
    return name not in AMBIGUOUS and not following and len(name) > 3


def season(phrase: Phrase) -> Meaning | None:
    """``last spring``, ``the summer of 1998``, ``early fall``."""
    name = phrase.text("season")
    assert name is not None
    if phrase.terms.letters[phrase.last - 1] and phrase.word(0) == "of" and not phrase.has("year"):
        return None
    year = whole_year(phrase)
    if year is not None:
        return of_stretch(Stretch("season", date(year, SEASONS[name], 1)), phrase)
    if phrase.reference is None:
        return _unplaced(f"XXXX-{name}")
    now = containing(phrase.reference, "season")
    around = [date(now.first.year + year, SEASONS[name], 1) for year in (-1, 0, 1)]
    if direction(phrase) == 0 and not phrase.has("that", "same"):
        return (
            of_stretch(Stretch("season", min(around, key=lambda found: abs((found - phrase.reference).days))), phrase)
            if phrase.reference
            else None
        )
    found = pick(phrase, around, now.first)
    return of_stretch(Stretch("season", found), phrase) if found else None


def quarter(phrase: Phrase) -> Meaning | None:
    """``the third quarter``, ``the fiscal first quarter of 1990``, ``last year's fourth quarter``."""
    number = phrase.integer("ordinal", "second")
    items = list(phrase.items())
    counted = next((items[i:] for i, (kind, _) in enumerate(items) if kind in ("ordinal", "second")), [])
    units = [value for kind, value in items if kind == "unit"]
    if number is None or number > 4 or next((value for kind, value in counted if kind == "unit"), "") != "quarter":
        return None
    if phrase.has("dash") or phrase.letters[phrase.first] == LETTERS["its"]:
        phrase.bare()
    year = whole_year(phrase) if len(units) > 1 or phrase.has("year") else None
    if year is not None:
        return of_stretch(of_year(year, "quarter", number), phrase)
    if phrase.reference is None:
        return _unplaced(f"XXXX-Q{number}")
    now = containing(phrase.reference, "quarter")
    around = [date(now.first.year + year, number * 3 - 2, 1) for year in (-1, 0, 1)]
    ahead = phrase.tense == "future" and phrase.has("next")
    found = (
        next(day for day in around if day >= now.first) if ahead else [day for day in around if day <= now.first][-1]
    )
    return of_stretch(Stretch("quarter", found), phrase)


def period(phrase: Phrase) -> Meaning | None:
    """``the 1988 quarter``, ``the 1988 period``: what was told of another year, else the whole year."""
    year, told = phrase.integer("year"), phrase.article.quarter
    if year is None or phrase.text("unit") not in (None, "quarter", "year"):
        return None
    if told is not None and phrase.text("unit") != "year":
        return of_stretch(told.shifted(4 * (year - told.first.year)), phrase)
    return of_stretch(of_year(year), phrase) if phrase.text("unit") != "quarter" else None


def half(phrase: Phrase) -> Meaning | None:
    """``the first half of 1990``, ``the second half of the year``, ``the last half of the decade``."""
    number = phrase.integer("ordinal", "second") or (2 if phrase.has("last") else 1)
    if number > 2:
        return None
    units = [value for kind, value in phrase.items() if kind == "unit"]
    if units and units[0] != "year":
        return unit(phrase)
    if phrase.has("month"):
        return month(phrase)
    year = phrase.integer("year") or (phrase.reference.year + (direction_of_year(phrase)) if phrase.reference else None)
    return of_stretch(of_year(year, "half", number), phrase) if year else _unplaced(f"XXXX-H{number}")


def direction_of_year(phrase: Phrase) -> int:
    """The step of ``last year`` or ``next year`` at the end of a phrase."""
    kinds = [kind for kind, _ in phrase.items()]
    return {"last": -1, "next": 1}.get(kinds[-2], 0) if len(kinds) > 1 else 0


# Years and more


def year(phrase: Phrase) -> Meaning | None:
    """``1988``, ``early 1991``, ``fiscal 1989``, ``nineteen ninety-one``."""
    found = whole_year(phrase)
    if found is None:
        return None
    alone = phrase.last - phrase.first == 1
    if alone and not _is_year(phrase, found):
        return None
    if not alone and not phrase.has("year", "unit") and not 1300 <= found < 2100:
        return None
    return of_stretch(of_year(found), phrase)


def _is_year(phrase: Phrase, found: int) -> bool:
    """Whether four digits alone are a year, not a count of things."""
    if (
        phrase.kind(-1) in ("money", "dash", "mark")
        and phrase.kind(-1) != "dash"
        and phrase.word(-1) not in ("(", ")", "[", "“", '"', "`", ";", ":", "/")
    ):
        return False
    if phrase.word(0) in COUNTED or phrase.kind(0) in ("units",):
        return False
    before = phrase.word(-1)
    if before in (
        "in",
        "since",
        "of",
        "by",
        "until",
        "from",
        "to",
        "before",
        "after",
        "during",
        "through",
        "for",
        "and",
        "between",
        "till",
        "circa",
        "with",
        "than",
        "the",
        "'s",
        "’s",
    ):
        return 1500 <= found < 2100 or before in ("in", "since")
    return 1900 <= found < 2060 and not (
        phrase.word(0).endswith("s") and phrase.kind(0) == "other_word" and phrase.word(0) not in ("was", "is", "has")
    )


def decade(phrase: Phrase) -> Meaning | None:
    """``the 1990s``, ``the late '80s``, ``the nineties``."""
    value = phrase.value("decade")
    if isinstance(value, str):
        number = int(value[:-1])
        if number < 100 and not phrase.has("apostrophe") and not phrase.has("the"):
            return None
    else:
        number = int(value or 0)
        if not phrase.has("the") and not phrase.has("early", "late", "mid"):
            return None
    if phrase.kind(-1) == "other_word" and phrase.word(-1) in ("his", "her", "their", "my"):
        return None
    if phrase.has("year"):
        return None
    written_short = number < 100
    if written_short:
        number = _century(number, phrase.reference)
    if phrase.reference and 99 < number > phrase.reference.year and written_short:
        number -= 100
    unit = "century" if number % 100 == 0 and number < 2000 else "decade"
    return of_stretch(Stretch(unit, date(number, 1, 1)), phrase)


def ordinal_unit(phrase: Phrase) -> Meaning | None:
    """``the 20th century``, ``the second day``."""
    number, name = phrase.integer("ordinal", "second"), phrase.text("unit")
    if name == "century" and number and 1 < number <= 99:
        return of_stretch(Stretch("century", date((number - 1) * 100, 1, 1)), phrase)
    return None


def unit(phrase: Phrase) -> Meaning | None:
    """``last week``, ``earlier this year``, ``the previous month``, ``that day``, ``the same quarter``."""
    name = phrase.text("unit") or "period"
    step = direction(phrase) or 0
    if phrase.is_title():
        return None
    if phrase.has("latest") and not phrase.has("fiscal") and name in ("quarter", "period"):
        return _quarter_told(phrase)
    if name in ("minute", "hour", "period", "fortnight", "semester"):
        return None
    start = phrase.anchor if phrase.has("previous", "following", "same", "that") else None
    if start is None and phrase.has("same", "that"):
        return _unplaced("PAST_REF") if False else None
    if start is not None and UNITS.index(start.unit) > UNITS.index(name):
        return None
    reference = start.first if start is not None else phrase.reference
    if reference is None:
        return _unplaced("PAST_REF" if step < 0 else "FUTURE_REF" if step > 0 else "PRESENT_REF")
    if name == "day" and phrase.has("next") and not phrase.has("previous") and phrase.anchor:
        reference = phrase.anchor.first
    return of_stretch(containing(reference, name).shifted(step), phrase)


def the_unit(phrase: Phrase) -> Meaning | None:
    """``the end of the year``, ``the quarter``: the one the text is in, or the one told last."""
    name, staged = phrase.text("unit"), phrase.has("early", "late", "mid", "edge", "middle", "earlier", "later")
    if name not in ("week", "weekend", "month", "quarter", "year") or phrase.reference is None:
        return None
    if name == "quarter" and not staged:
        return _quarter_told(phrase)
    if name == "year" and phrase.word(0) in ("ended", "ending"):
        return Meaning("DURATION", "P1Y")
    if name == "weekend":
        return of_stretch(
            containing(phrase.reference, "week").shifted(0 if phrase.reference.weekday() > 4 else -1).weekend, phrase
        )
    if staged or name in ("quarter", "year"):
        return of_stretch(containing(phrase.reference, name), phrase)
    return None


def _quarter_told(phrase: Phrase) -> Meaning | None:
    """The quarter told last, else the one that ended last: what results are told of."""
    told, reference = phrase.article.quarter, phrase.reference
    if reference is not None and (told is None or (phrase.has("latest") and told.last >= reference)):
        told = containing(reference, "quarter").shifted(-1)
    return of_stretch(told, phrase) if told else None


def year_end(phrase: Phrase) -> Meaning | None:
    """``year-end``, ``month's end``."""
    name = phrase.text("unit")
    if name not in ("year", "month", "quarter", "week") or phrase.reference is None:
        return None
    return of_stretch(containing(phrase.reference, name), phrase)


# Counted from the article or from what was told last


def _count(phrase: Phrase) -> numerals.Number | None:
    """How many units; None where the words are vague."""
    found: list[numerals.Number] = []
    for kind, value in phrase.items():
        if kind in ("unit", "units", "second") and found:
            break
        if kind in ("several", "some"):
            return None
        if kind in ("numeral", "day", "digits", "year", "fraction", "half", "couple") and not isinstance(value, str):
            found.append(value)
    return numerals.number(found) if found else 1


def _unit_name(phrase: Phrase) -> str:
    return str(phrase.value("units", "unit") or "second")


def shifted(start: Stretch | date, count: numerals.Number, name: str) -> Stretch | None:
    """The stretch so many units from a day or stretch; None beyond the calendar or where the start is too coarse."""
    day = start.first if isinstance(start, Stretch) else start
    if name == "fortnight":
        count, name = count * 2, "week"
    if name in ("decade", "century"):
        count, name = (
            count * (10 if name == "decade" else 100),
            "year" if count != int(count) or name == "century" else "decade",
        )
        if name == "decade":
            return containing(moved(day, int(count) * 12), "decade")
    if name in ("second", "minute", "hour"):
        return None
    if count != int(count):
        if name != "year":
            return None
        return containing(moved(day, round(count * 12)), "month")
    return containing(day, name).shifted(int(count))


def ago(phrase: Phrase) -> Meaning | None:
    """``two years ago``, ``about six weeks ago``; vague ones lie somewhere before the article."""
    count, reference = _count(phrase), phrase.reference
    if count is None or reference is None:
        return vague_past(phrase)
    name = _unit_name(phrase)
    if name in ("second", "minute", "hour"):
        return of_stretch(Stretch("day", reference), phrase)
    if name == "year" and count == 1 and (quarter := _comparison(phrase)):
        return of_stretch(quarter, phrase)
    try:
        found = shifted(reference, -count, name)
    except (ValueError, OverflowError):
        return None
    return of_stretch(found, phrase) if found else vague_past(phrase)


def vague_past(phrase: Phrase) -> Meaning:
    """Some time before the article."""
    return Meaning("DATE", "PAST_REF", f"[..{phrase.reference}]" if phrase.reference else None)


def vague_future(phrase: Phrase) -> Meaning:
    """Some time after the article."""
    return Meaning("DATE", "FUTURE_REF", f"[{phrase.reference}..]" if phrase.reference else None)


def from_now(phrase: Phrase) -> Meaning | None:
    """``two weeks from now``."""
    count, reference = _count(phrase), phrase.reference
    if count is None or reference is None:
        return vague_future(phrase)
    try:
        found = shifted(reference, count, _unit_name(phrase))
    except (ValueError, OverflowError):
        return None
    return of_stretch(found, phrase) if found else vague_future(phrase)


def _comparison(phrase: Phrase) -> Stretch | None:
    """The quarter of the year before, where a quarter was told last: what ``a year earlier`` is held against."""
    told = phrase.article.quarter
    return told.shifted(-4) if told is not None and phrase.sentence - phrase.article.quarter_sentence <= 3 else None


def later(phrase: Phrase) -> Meaning | None:
    """``three days later``, ``a year earlier``: from the date told last."""
    count, name, step = _count(phrase), _unit_name(phrase), 1 if phrase.has("later") else -1
    start = phrase.anchor
    if count is None:
        return Meaning("DATE", "PAST_REF" if step < 0 else "FUTURE_REF")
    if name == "year" and count == 1 and step < 0 and (quarter := _comparison(phrase)):
        return of_stretch(quarter, phrase)
    start = start or (Stretch("day", phrase.reference) if phrase.reference else None)
    if start is None:
        return None
    try:
        found = shifted(start, count * step, name)
    except (ValueError, OverflowError):
        return None
    return of_stretch(found, phrase) if found else None


def before(phrase: Phrase) -> Meaning | None:
    """``the day before``, ``the day after tomorrow``: from the date told last, where nothing else follows."""
    step = -1 if phrase.has("before") else 1
    if (relative := phrase.integer("relday")) is not None:
        return (
            of_stretch(Stretch("day", phrase.reference + timedelta(days=relative + step)), phrase)
            if phrase.reference
            else None
        )
    if (
        phrase.kind(0) in ("other_word", "the", "a", "its", "this", "that", "month", "weekday", "year", "last")
        or phrase.anchor is None
    ):
        return None
    count, name = _count(phrase), _unit_name(phrase)
    if count is None or count != int(count):
        return None
    try:
        found = shifted(phrase.anchor, count * step, name)
    except (ValueError, OverflowError):
        return None
    return of_stretch(found, phrase) if found else None


def year_ago(phrase: Phrase) -> Meaning | None:
    """``the year-earlier period``, ``a year-ago quarter``."""
    if not phrase.has("period", "ordinal", "second") and [kind for kind, _ in phrase.items()].count("unit") == 1:
        phrase.bare()
    if phrase.reference is None:
        return _unplaced("PAST_REF")
    if (number := phrase.integer("ordinal", "second")) is not None and number <= 4:
        return of_stretch(of_year(phrase.reference.year - 1, "quarter", number), phrase)
    if phrase.text("unit") != "year":
        return None
    return of_stretch(_comparison(phrase) or containing(phrase.reference, "year").shifted(-1), phrase)
