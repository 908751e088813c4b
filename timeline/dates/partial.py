"""Dates known only in part: a text in, its bounds, states and wording out."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from timeline.dates.bounds import EARLIEST_SECOND, LATEST_SECOND, End, Precision, saturate
from timeline.dates.calendar import DAY, day_number, first_of_month, iso
from timeline.dates.display import words
from timeline.dates.grammar import read
from timeline.dates.readings import APPROXIMATE, UNCERTAIN, Members, Reading, Span
from timeline.exceptions import DateError


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exact as the evidence, with the first and last second that any reading of it may lie in.

    Seconds count from 1970-01-01T00:00:00, proleptic Gregorian, astronomical years (0 is 1 BC), no leap
    seconds; beyond 64 bits they saturate and stay KNOWN. ``latest`` is inclusive. A bound is None where its
    end is UNKNOWN (``2020/``, and both ``[..2020]`` and ``{..2020}``) or OPEN (``2020/..``). Qualifiers set a
    flag and move no bound; a time without a zone counts as UTC. ``precision`` is that of the coarsest part.
    ``is_interval`` tells ``2020-08-26/2020-08-29``, which lasts, from ``[2020-08-26..2020-08-29]``, a moment
    somewhere in the range.
    """

    edtf: str
    earliest: int | None
    latest: int | None
    precision: Precision
    approximate: bool
    uncertain: bool
    start: End
    end: End
    is_interval: bool

    @property
    def lower(self) -> int:
        """``earliest``, or EARLIEST_SECOND where there is none: what a database can compare."""
        return EARLIEST_SECOND if self.earliest is None else self.earliest

    @property
    def upper(self) -> int:
        """``latest``, or LATEST_SECOND where there is none."""
        return LATEST_SECOND if self.latest is None else self.latest

    @property
    def display(self) -> str:
        """The date in English, never more exact than the text: ``about August 2020``."""
        return words(read(self.edtf))

    def __str__(self) -> str:
        return self.edtf


@lru_cache(maxsize=8192)
def parse(text: str) -> PartialDate:
    """Read an EDTF date of level 0, 1 or 2 such as ``2024``, ``2024-03`` or ``1984~``.

    DateError names the place and the mend. ``parse.__wrapped__`` reads without the cache.
    """
    return _plain(text) or _partial(text, read(text))


_PLAIN: Final = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")


def _plain(text: str) -> PartialDate | None:
    """The quick way for year, month and day without any sign; None for all else."""
    match = _PLAIN.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    try:
        if day:
            first = last = day_number(int(year), int(month), int(day))
            precision = Precision.DAY
        elif month:
            first, last = first_of_month(int(year), int(month)), first_of_month(int(year), int(month) + 1) - 1
            precision = Precision.MONTH
        else:
            first, last = day_number(int(year), 1, 1), day_number(int(year), 12, 31)
            precision = Precision.YEAR
    except ValueError:
        return None
    return PartialDate(
        text, first * DAY, last * DAY + DAY - 1, precision, False, False, End.KNOWN, End.KNOWN, False
    )


def _partial(text: str, reading: Reading) -> PartialDate:
    first, last, quality = reading.first, reading.last, reading.quality
    return PartialDate(
        text,
        None if first is None else saturate(first),
        None if last is None else saturate(last),
        reading.precision,
        bool(quality & APPROXIMATE),
        bool(quality & UNCERTAIN),
        End.KNOWN if first is not None else _state(reading, 0),
        End.KNOWN if last is not None else _state(reading, -1),
        isinstance(reading, Span),
    )


def _state(reading: Reading, end: int) -> End:
    """The state of an end without a bound: 0 for the start, -1 for the end."""
    span = reading.members[end] if isinstance(reading, Members) else reading
    limit = span[end] if isinstance(span, Span) else End.KNOWN
    return limit if isinstance(limit, End) else End.KNOWN


def possibly(date: PartialDate, window: PartialDate) -> bool:
    """Whether some moment between the bounds of ``date`` lies between those of ``window``."""
    return date.lower <= window.upper and date.upper >= window.lower


def certainly(date: PartialDate, window: PartialDate) -> bool:
    """Whether every moment between the bounds of ``date`` lies between those of ``window``."""
    return window.lower <= date.lower and date.upper <= window.upper


def as_record(text: str) -> dict[str, object]:
    """What there is to say of a text, as JSON would have it: the date, or why it is none."""
    try:
        date = parse(text)
    except DateError as error:
        return {"text": text, "valid": False, "error": str(error), "position": error.position}
    return {
        "text": text,
        "valid": True,
        "earliest": date.earliest,
        "latest": date.latest,
        "earliestIso": iso(date.earliest),
        "latestIso": iso(date.latest),
        "precision": date.precision.value,
        "approximate": date.approximate,
        "uncertain": date.uncertain,
        "start": date.start.value,
        "end": date.end.value,
        "display": date.display,
    }
