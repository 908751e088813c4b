"""What a feed is made of: a timeline's entries as values, with all that other programs need to know of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from timeline.dates import PartialDate

EntryKind = Literal["EVENT", "STATEMENT"]


@dataclass(frozen=True, slots=True)
class Named:
    """An actor, topic or timeline by slug and name."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Source:
    """An article or document that reports something."""

    slug: str
    title: str | None = None
    publisher: Named | None = None
    hosts: tuple[Named, ...] = ()
    """Who mirrors it, nearest to the publisher first."""
    url: str | None = None
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a source bears out an entry: the exact words, and their place in code points of its text."""

    key: str
    source: Source
    exact: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    start: int | None = None
    end: int | None = None
    date: PartialDate | None = None
    """The date this source gives, where it differs from the entry's."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened, in degrees of WGS 84."""

    name: str
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Who took part, and as what."""

    actor: Named
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An event or a statement. Events have a title, statements a text, speakers and a form."""

    slug: str
    kind: EntryKind
    date: PartialDate
    date_reason: str | None = None
    review: str = "REVIEWED"
    confidence: str | None = None
    note: str | None = None
    group: str | None = None
    headline: str | None = None
    """What it is called on this timeline."""
    topics: tuple[Named, ...] = ()
    citations: tuple[Citation, ...] = ()
    # events
    title: str | None = None
    summary: str | None = None
    category: str | None = None
    place: Place | None = None
    part_of: str | None = None
    """Slug of the larger event."""
    participants: tuple[Part, ...] = ()
    # statements
    text: str | None = None
    form: str | None = None
    """DIRECT, INDIRECT or MIXED."""
    cue: str | None = None
    medium: str | None = None
    attitude: str | None = None
    speakers: tuple[Named, ...] = ()
    addressees: tuple[Named, ...] = ()
    about: tuple[str, ...] = ()
    """Slugs of the events it is about."""

    @property
    def label(self) -> str:
        """One line: the headline here, the event's title, or who said what; quotation marks round quoted words."""
        if self.headline or self.title:
            return self.headline or self.title or ""
        words = f"“{self.text}”" if self.form == "DIRECT" else (self.text or "")
        return f"{', '.join(speaker.name for speaker in self.speakers)}: {words}"


@dataclass(frozen=True, slots=True)
class Era:
    """A stretch of a timeline with a name of its own."""

    title: str
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Omission:
    """What is not in a feed: which entry, or ``*`` for the feed, why, and how many of it."""

    slug: str
    reason: str
    number: int = 1


def counted(omitted: Iterable[Omission]) -> int:
    """How much is left out together."""
    return sum(omission.number for omission in omitted)


@dataclass(frozen=True, slots=True)
class Feed:
    """What is rendered: a timeline, or any selection of entries, in order of their dates."""

    slug: str
    title: str
    entries: tuple[Entry, ...]
    address: str
    """Where the API stands, without a slash at its end: ``https://timeline.example``."""
    own: str
    """The address of this feed, with its query."""
    page: str
    """The address of the page for readers: the timeline's, or ``/``."""
    description: str | None = None
    eras: tuple[Era, ...] = ()
    updated: str = "1970-01-01T00:00:00Z"
    """When the data last changed: ISO 8601 in UTC."""
    total: int = 0
    """How many entries there are; more than are here, where a page or a density was asked for."""
    following: str | None = None
    """The address of the next page."""
    previous: str | None = None
    passed_over: int = 0
    """How many entries a density left for others that tell more."""

    def thinned(self) -> tuple[Omission, ...]:
        """What is left out of a feed in any format: what its density passed over."""
        return (Omission("*", "density", self.passed_over),) if self.passed_over else ()

    def without_eras(self) -> tuple[Omission, ...]:
        """The same, and what a format leaves out that has no place for eras."""
        eras = (Omission("*", "an era is no entry", len(self.eras)),) if self.eras else ()
        return (*self.thinned(), *eras)

    def link(self, entry: Entry) -> str:
        """The page of an entry, which stays."""
        return f"{self.address}/entries/{entry.slug}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A feed as bytes, and what had to be left out."""

    body: bytes
    omitted: tuple[Omission, ...] = ()

    @property
    def left_out(self) -> Counter[str]:
        """How much is not in it, by reason."""
        found = Counter[str]()
        for omission in self.omitted:
            found[omission.reason] += omission.number
        return found
