"""What times of day mean: ``5:28 a.m. GMT``, ``noon Saturday``, ``Friday evening``, ``late last night``."""

from datetime import timedelta
from typing import Final

from timeline.extraction.times import days, hints, units
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import Stretch
from timeline.extraction.times.terms import Value

LOOKAHEAD: Final = 7  # words behind a time among which its day may stand
BETWEEN: Final = frozenset(
    ("mark", "year", "digits", "day", "clock", "ampm", "zone", "noon", "and", "to", "dash", "until", "on")
)


def _day(phrase: Phrase) -> Stretch | None:
    """The day a time stands with: named, or that of the article, or the one told last (``that night``)."""
    if phrase.has("month", "slashed") or (phrase.has("year") and phrase.has("dash")):
        found = days.day(_after_clock(phrase))
    elif phrase.has("weekday", "briefday"):
        found = days.weekday(phrase)
    elif phrase.has("relday"):
        found = days.today(phrase)
    elif phrase.has("unit") and phrase.has("same", "that", "previous", "following", "next"):
        found = units.unit(phrase)
    else:
        return _unnamed(phrase)
    return found.stretch if found else None


def _borrowed(phrase: Phrase) -> Stretch | None:
    """The day behind another time: ``1:30 p.m. EDT (1730 GMT) Tuesday``, ``between 10 a.m. and noon Monday``."""
    behind = 0
    while behind < LOOKAHEAD and phrase.kind(behind) in BETWEEN:
        behind += 1
    between = {phrase.kind(i) for i in range(behind)}
    if phrase.kind(behind) not in ("weekday", "relday") or not between & {"ampm", "zone", "noon"}:
        return None
    day = Phrase(phrase.article, phrase.last + behind, phrase.last + behind + 1)
    found = days.weekday(day) if day.has("weekday") else days.today(day)
    return found.stretch if found else None


def _after_clock(phrase: Phrase) -> Phrase:
    """What stands behind the time, so that its numbers are not taken for those of the day."""
    kinds = [kind for kind, _ in phrase.items()]
    told = max((kinds.index(kind) for kind in ("clock", "ampm", "oclock") if kind in kinds), default=-1)
    day = min(kinds.index(kind) for kind in ("month", "slashed", "year") if kind in kinds)
    return Phrase(phrase.article, phrase.first + told + 1, phrase.last) if told < day else phrase


def _unnamed(phrase: Phrase) -> Stretch | None:
    if phrase.has("clock", "ampm") and (borrowed := _borrowed(phrase)):
        return borrowed
    anchor, reference = phrase.anchor, phrase.reference
    if phrase.has("previous") and (told := anchor.first if anchor else reference):
        return Stretch("day", told - timedelta(days=1))
    if phrase.has("last") and reference:
        return Stretch("day", reference - timedelta(days=1))
    if reference and (phrase.has("this", "tonight") or (phrase.has("clock", "ampm") and phrase.opens_line())):
        return Stretch("day", reference)
    same = anchor is not None and anchor.unit == "day" and phrase.sentence - phrase.article.latest_sentence <= 1
    if anchor is not None and same:
        return Stretch("day", anchor.first + timedelta(days=int(phrase.has("next", "following"))))
    return Stretch("day", reference) if reference else None


def _told(phrase: Phrase, clock: str, zone: str = "") -> Meaning:
    day = _day(phrase)
    if day is None:
        return Meaning("TIME", "XXXX-XX-XX" + clock)
    return hints.of_stretch(day.at(clock, zone), phrase)


def clock(phrase: Phrase) -> Meaning | None:
    """``5:28 a.m. GMT``, ``at 3 p.m. on Monday``, ``17:00``, ``ten o'clock``."""
    told = _hour(list(phrase.items()))
    half, part = phrase.integer("ampm"), phrase.text("daypart")
    if told is None or told[1] > "59" or (half is not None and told[0] > 12):
        return None
    hour, rest = told
    if half == 0 and hour == 12:
        hour = 0
    elif (half == 12 or (half is None and part in ("AF", "EV", "NI"))) and hour < 12:
        hour += 12
    zone = phrase.text("zone") or ""
    return _told(phrase, f"T{hour:02}:{rest}", "" if zone == "?" else zone) if hour <= 24 else None


def four_digits(phrase: Phrase) -> Meaning | None:
    """``0530 GMT``, ``1800 local time``, ``09.30 BST``."""
    written = phrase.word_of("year") or phrase.word_of("digits")
    if written[-3:-2] == ".":
        written = written.replace(".", "").zfill(4)
    if len(written) != 4 or not written.isdigit() or written >= "2400" or written[2] > "5":
        return None
    zone = phrase.text("zone") or ""
    return _told(phrase, f"T{written[:2]}:{written[2:]}", "" if zone == "?" else zone)


def _hour(items: list[tuple[str, Value]]) -> tuple[int, str] | None:
    """The hour, and the minutes (and seconds) as written."""
    kinds = [kind for kind, _ in items]
    if "clock" in kinds:
        hour, _, rest = str(items[kinds.index("clock")][1]).partition(":")
        return int(hour), rest
    place = kinds.index("ampm") if "ampm" in kinds else kinds.index("oclock")
    number = next(value for kind, value in items[place - 1 :: -1] if kind != "dash")
    if isinstance(number, str):
        return None
    return int(number), f"{round(number % 1 * 100):02}"


def noon(phrase: Phrase) -> Meaning | None:
    """``noon Saturday``, ``midnight``, ``dawn on 3 May``."""
    hour = phrase.integer("noon")
    if hour is None and phrase.last - phrase.first <= 2 and (phrase.word(0) == "of" or phrase.before_name()):
        return None  # the dawn of an age; a woman named Dawn
    if hour is None:
        return _told(phrase, f"T{phrase.text('twilight')}")
    return _told(phrase, f"T{hour:02}:00")


def early_hours(phrase: Phrase) -> Meaning | None:
    """``the early hours of Tuesday``: its morning."""
    return _told(phrase, "TMO") if phrase.text("units") == "hour" else None


def part(phrase: Phrase) -> Meaning | None:
    """``Friday evening``, ``this morning``, ``late last night``, ``the night of 3 August``, ``overnight``."""
    name = phrase.text("daypart", "tonight", "overnight")
    late_night = phrase.has("dash") and phrase.last - phrase.first == 3 and phrase.kind(0) == "other_word"
    if phrase.is_title() or late_night or _is_named(phrase):  # "This Morning", "a late-night show"
        return None
    return _told(phrase, f"T{name}")


def _is_named(phrase: Phrase) -> bool:
    """Whether it begins a name: ``the Evening Star``."""
    alone = phrase.last - phrase.first == 1 and not phrase.word(-1)  # the first word of a sentence
    dated = phrase.has("weekday", "relday", "month")
    return not alone and not dated and phrase.written(-1)[0].isupper() and phrase.before_name()
