"""Dates known only in part: a text in, its bounds, states and wording out."""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from timeline.dates.bounds import EARLIEST_SECOND, LATEST_SECOND, End, Precision, saturate
from timeline.dates.calendar import DAY, iso, month_length
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
        return _display(self.edtf)

    def __str__(self) -> str:
        return self.edtf


@lru_cache(maxsize=8192)
def parse(text: str) -> PartialDate:
    """Read an EDTF date of level 0, 1 or 2 such as ``2024``, ``2024-03`` or ``1984~``.

    DateError names the place and the mend. ``parse.__wrapped__`` reads without the cache.
    """
    return _plain(text) or _partial(text, read(text))


@lru_cache(maxsize=8192)
def _display(text: str) -> str:
    return words(read(text))


_PLAIN: Final = re.compile(r"[0-9]{4}(?:-(0[1-9]|1[0-2])(?:-[0-9]{2})?)?")
_EPOCH: Final = date(1970, 1, 1).toordinal()


def _plain(text: str) -> PartialDate | None:
    """The quick way for year, month and day without any sign; None for all else, year 0 among it."""
    match = _PLAIN.fullmatch(text)
    if match is None or text.startswith("0000"):
        return None
    if len(text) == 10:
        try:
            first, days, precision = date.fromisoformat(text), 1, Precision.DAY
        except ValueError:
            return None
    elif month := match[1]:
        first, precision = date.fromisoformat(f"{text}-01"), Precision.MONTH
        days = month_length(int(text[:4]), int(month))
    else:
        first, precision = date.fromisoformat(f"{text}-01-01"), Precision.YEAR
        days = 366 if isleap(int(text)) else 365
    second = (first.toordinal() - _EPOCH) * DAY
    return PartialDate(text, second, second + days * DAY - 1, precision, False, False, End.KNOWN, End.KNOWN, False)


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
    """Whether some moment between the bounds of ``date`` lies between those of ``window``.

    A set with gaps counts as one stretch, as it does where only bounds are stored.
    """
    return date.lower <= window.upper and date.upper >= window.lower


def certainly(date: PartialDate, window: PartialDate) -> bool:
    """Whether every moment between the bounds of ``date`` lies between those of ``window``."""
    return window.lower <= date.lower and date.upper <= window.upper


def as_record(text: str) -> dict[str, object]:
    """What there is to say of a text, as JSON would have it: the date, or why it is none."""
    try:
        found = parse(text)
    except DateError as error:
        return {"text": text, "valid": False, "error": str(error), "position": error.position}
    return {
        "text": text,
        "valid": True,
        "earliest": found.earliest,
        "latest": found.latest,
        "earliestIso": iso(found.earliest),
        "latestIso": iso(found.latest),
        "precision": found.precision.value,
        "approximate": found.approximate,
        "uncertain": found.uncertain,
        "start": found.start.value,
        "end": found.end.value,
        "display": found.display,
    }
