"""What the rules find in a text: values with their places, in code points, ends exclusive.

Every finding names the rule that made it, as ``noun/variant``, so that a reader can see why it is there. Nobody changes
a finding once it is made. Those of which a text has hundreds do not have Python see to that, which would take most of
the time to make one.
"""

from dataclasses import dataclass, field
from typing import Literal

StatementForm = Literal["direct", "mixed", "indirect"]
EventStatus = Literal["asserted", "alleged", "denied"]
MentionForm = Literal["name", "nominal", "pronoun"]


@dataclass(slots=True, unsafe_hash=True)
class Span:
    """A place in the text and the words there."""

    start: int
    end: int
    text: str


@dataclass(slots=True, unsafe_hash=True)
class Date:
    """An expression of time: what it means as EDTF (None for durations, sets and what cannot be resolved) and TIMEX3.

    Values: TimeML 1.2.1, TIMEX3 ``type`` (DATE, TIME, DURATION, SET) and ``value``.
    """

    start: int
    end: int
    text: str
    edtf: str | None
    type: str
    value: str
    rule: str


@dataclass(slots=True, unsafe_hash=True)
class Mention:
    """Words that stand for somebody: a name, a description (``the Russian president``) or a pronoun."""

    start: int
    end: int
    text: str
    form: MentionForm
    actor: str | None = None
    """Slug of the actor meant; None where the text does not tell."""


@dataclass(slots=True, unsafe_hash=True)
class Statement:
    """What somebody said: its place (quotation marks included), who said it by which word, and when (EDTF)."""

    start: int
    end: int
    kind: StatementForm
    cue: Span | None
    speakers: tuple[Mention, ...]
    said: str | None
    rule: str
    attitude: str = "asserted"
    """``asserted``, ``denied`` or ``conditional``, by the cue: who denies says that it is not so."""


@dataclass(slots=True, unsafe_hash=True)
class Event:
    """Something that happened: the words that tell it, a title made of them, when (EDTF) and who took part."""

    start: int
    end: int
    title: str
    date: str | None
    participants: tuple[str, ...]
    """Slugs of actors."""
    status: EventStatus
    rule: str


@dataclass(slots=True, unsafe_hash=True)
class Role:
    """An office an actor holds, as the text names it."""

    title: str
    organization: str | None = None


@dataclass(slots=True, unsafe_hash=True)
class Actor:
    """Somebody of the text: known to the database by that slug, or proposed as new."""

    slug: str
    name: str
    kind: str
    """A value of :class:`timeline.kinds.ActorKind`."""
    known: bool = False
    names: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What the page says of itself; days as EDTF."""

    title: str | None = None
    publisher: str | None = None
    """As printed, or its common name where the page prints another."""
    byline: str | None = None
    section: str | None = None
    published: str | None = None
    local_time: str | None = None
    utc_offset: str | None = None
    dateline_place: str | None = None
    dateline: str | None = None
    """The day the dateline gives: what ``on Saturday`` counts from."""
    url: str | None = None
    rules: dict[str, str] = field(default_factory=dict)
    """Which rule found each field."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the page by its name and place, the end exclusive."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article."""

    source: Source
    statements: tuple[Statement, ...]
    dates: tuple[Date, ...]
    events: tuple[Event, ...]
    actors: tuple[Actor, ...]
    zones: tuple[Zone, ...] = ()
