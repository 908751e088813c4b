"""Values with parts that are no rows: dates, places, and where words stand in a text."""

from typing import Any

import strawberry

from schema.fields import part
from schema.kinds import End, Precision
from schema.reads import Part, reads
from schema.scalars import Seconds
from timeline import dates


@strawberry.type(description="A date as the evidence has it: partial, approximate, uncertain, open.")
class Date:
    edtf: str = part("edtf", "The date in EDTF (ISO 8601-2), as written.", written=True)
    display: str = part("display", "The date in English, never more exact than the evidence.")
    earliest: Seconds | None = part("earliest", "First second any reading may lie in; null where there is no start.")
    latest: Seconds | None = part("latest", "Last second any reading may lie in; null where there is no end.")
    earliest_iso: str | None = reads(
        Part(lambda date: dates.iso(date.earliest)),
        "`earliest` in ISO 8601, expanded years outside 0 to 9999.",
    )
    latest_iso: str | None = reads(
        Part(lambda date: dates.iso(date.latest)), "`latest` in ISO 8601, expanded years outside 0 to 9999."
    )
    precision: Precision = part("precision", "The coarsest unit it is given in.")
    approximate: bool = part("approximate", "Whether it, or a part of it, is approximate.")
    uncertain: bool = part("uncertain", "Whether it, or a part of it, is uncertain.")
    start: End = part("start", "Whether its start is known, unknown or open.")
    end: End = part("end", "Whether its end is known, unknown or open.")
    lasts: bool = part("is_interval", "Whether it lasts, or is a moment somewhere between its bounds.")


class Spot:
    """A place an event's row holds in four columns."""

    def __init__(self, name: str | None, latitude: float | None, longitude: float | None, country: str | None) -> None:
        self.name = name
        self.latitude = latitude
        self.longitude = longitude
        self.country = country

    @classmethod
    def of(cls, name: str | None, *rest: Any) -> "Spot | None":
        """The place, or None where the row names none."""
        return None if name is None else cls(name, *rest)


@strawberry.type(description="Where something happened.")
class Place:
    name: str = part("name", "The name of the place.")
    latitude: float | None = part("latitude", "Degrees north (WGS 84).")
    longitude: float | None = part("longitude", "Degrees east (WGS 84).")
    country: str | None = part("country", "ISO 3166-1 alpha-2 code.")


@strawberry.type(description="Words and their surroundings (W3C Web Annotation, TextQuoteSelector).")
class TextQuoteSelector:
    exact: str = part("exact", "The words to the letter.")
    prefix: str | None = part("prefix", "The characters before them.")
    suffix: str | None = part("suffix", "The characters after them.")


@strawberry.type(description="A stretch of a text in Unicode code points (W3C Web Annotation, TextPositionSelector).")
class TextPositionSelector:
    start: int = part("start", "Where it starts, counted from 0.")
    end: int = part("end", "Where it ends, exclusive.")


class Quote:
    """The words a citation's row holds in three columns."""

    def __init__(self, exact: str, prefix: str | None, suffix: str | None) -> None:
        self.exact = exact
        self.prefix = prefix
        self.suffix = suffix

    @classmethod
    def of(cls, exact: str | None, prefix: str | None, suffix: str | None) -> "Quote | None":
        """The words, or None where the row has none."""
        return None if exact is None else cls(exact, prefix, suffix)


class Stretch:
    """The offsets a citation's row holds in two columns."""

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end

    @classmethod
    def of(cls, start: int | None, end: int | None) -> "Stretch | None":
        """The offsets, or None where the row has none."""
        return None if start is None or end is None else cls(start, end)
