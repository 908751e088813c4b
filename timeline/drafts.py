"""What a reader found, not yet rows: the one shape that files, the extraction and the change log share.

A :class:`Document` is one file of annotations. Its JSON Schema (``Document.model_json_schema()``) is what editors
complete and check against; the descriptions in it are the docstrings here.
"""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from timeline.kinds import ActorKind, Attitude, Confidence, Review, StatementKind
from timeline.values import (
    Address,
    Context,
    Edtf,
    Language,
    Latitude,
    Line,
    Longitude,
    Name,
    Offset,
    OpenEdtf,
    Slug,
    Slugs,
    Storable,
    Text,
)


class Draft(BaseModel):
    """Strict and unchangeable: a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, allow_inf_nan=False)

    def document(self) -> dict[str, Any]:
        """The draft as JSON values, without what was not said; equal drafts give equal documents."""
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


class NameDraft(Draft):
    """Another name of an actor."""

    name: Name
    """The name as it is written."""
    language: Language | None = None
    """BCP 47 tag of the language it is written in, such as `ru` or `be-Latn`."""


class RoleDraft(Draft):
    """An office or function an actor held."""

    title: Line
    """What the office is called."""
    organization: Slug | None = None
    """Slug of the actor it is an office of."""
    since: Edtf | None = None
    """First day, as EDTF; left out where it is not known."""
    until: OpenEdtf | None = None
    """Last day, as EDTF; `..` while the office is still held, left out where it is not known."""


class ActorDraft(Draft):
    """A person, state, government, organization, medium or group."""

    slug: Slug
    """The name in addresses and references: lower-case letters, digits, single hyphens."""
    name: Line
    """The name answers show."""
    kind: ActorKind
    """What kind of actor it is."""
    description: Text | None = None
    """Who that is, in our own words."""
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = None
    """Wikidata item, such as Q7747."""
    names: list[NameDraft] = []
    """Other spellings, scripts and short forms."""
    roles: list[RoleDraft] = []
    """Offices held."""


class TextDraft(Draft):
    """What is known of a source's text: its sum and length, and the text itself where it may be kept.

    Sum and length are of the text as UTF-8 without byte order mark, with line feeds for line ends.
    """

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """SHA-256 of the text, in hexadecimal, 64 digits with small letters; worked out where the text is at hand."""
    length: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    """Length in Unicode code points; worked out where the text is at hand."""
    keep: bool = False
    """Whether the curator has the right to store the text found beside this file (`NAME.txt` for `NAME.yaml`)."""
    content: Storable | None = None
    """The text itself, for sources that may be kept and have no file beside them."""


class SourceDraft(Draft):
    """An article or document."""

    slug: Slug
    """The name in addresses and references."""
    publisher: Slug | None = None
    """Slug of the actor that published it."""
    hosts: Slugs = []
    """Slugs of the actors that mirror it, nearest to the publisher first."""
    title: Line | None = None
    """Its headline as printed."""
    byline: Line | None = None
    """Who signed it, as printed."""
    section: Line | None = None
    """The section or rubric it stands in, as printed."""
    url: Address | None = None
    """Where it can be read."""
    language: Language | None = None
    """BCP 47 tag of its language."""
    published: Edtf | None = None
    """The day its publisher dated it, as EDTF."""
    local_time: Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$")] | None = (
        None
    )
    """The time of day printed with it, `HH:MM` or `HH:MM:SS`, as the publisher's clock had it."""
    utc_offset: Annotated[str, StringConstraints(pattern=r"^(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$")] | None = None
    """The offset printed with that time, `+03:00` or `Z`; left out where none was printed."""
    retrieved: Edtf | None = None
    """When it was read, as EDTF."""
    text: TextDraft | None = None
    """What is known of its text."""
    note: Text | None = None
    """A remark of the curator."""


class CitationDraft(Draft):
    """Where a source bears out an entry: the exact words, their place, the date this source gives."""

    source: Slug | None = None
    """Slug of the source; left out in an article's file, where it is that article."""
    key: Slug | None = None
    """Tells citations of one entry apart; made from the source's slug where left out."""
    exact: Text | None = None
    """The words themselves, to the letter (TextQuoteSelector)."""
    prefix: Context | None = None
    """The characters before them."""
    suffix: Context | None = None
    """The characters after them."""
    start: Offset | None = None
    """Where they start in the text, in Unicode code points from 0 (TextPositionSelector)."""
    end: Offset | None = None
    """Where they end, exclusive."""
    date: Edtf | None = None
    """The date this source gives, where it differs from the entry's."""
    note: Text | None = None
    """A remark of the curator."""

    @model_validator(mode="after")
    def _selectors_agree(self) -> Self:
        if message := self._disagreement():
            raise PydanticCustomError("selectors", "{message}", {"message": message})
        return self

    def _disagreement(self) -> str | None:
        if self.exact is None:
            given = [key for key in ("prefix", "suffix", "start", "end") if getattr(self, key) is not None]
            return f"{given[0]} stands without the words; add exact" if given else None
        if (self.start is None) != (self.end is None):
            return "start and end go together; give both or neither"
        if self.start is None or self.end is None or self.end - self.start == len(self.exact):
            return None
        return f"from {self.start} to {self.end} there is no room for the {len(self.exact)} characters of exact"


class PlacementDraft(Draft):
    """Where an entry stands on a timeline."""

    timeline: Slug
    """Slug of the timeline."""
    group: Line | None = None
    """The row or group it stands in."""
    headline: Line | None = None
    """What it is called there."""


class EntryDraft(Draft):
    """What events and statements share."""

    slug: Slug
    """The name in addresses and references, one of a kind among events and statements."""
    date: Edtf
    """When it happened or was said, as EDTF, as uncertain as the evidence."""
    date_reason: Text | None = None
    """Why that date."""
    review: Review = Review.REVIEWED
    """Whether a person has read it."""
    confidence: Confidence | None = None
    """CONFIRMED: read in the sources cited; CERTAIN: known otherwise, not read there for the exact point."""
    topics: Slugs = []
    """Slugs of topics."""
    citations: list[CitationDraft] = []
    """Where it is reported; in an article's file, one without words is added where none is given."""
    timelines: list[PlacementDraft] | None = None
    """Where it stands; left out, on the timeline of its folder. `[]` for none."""
    group: Line | None = None
    """The group on the folder's timeline."""
    headline: Line | None = None
    """The headline on the folder's timeline."""
    note: Text | None = None
    """A remark of the curator."""


class PlaceDraft(Draft):
    """Where something happened."""

    name: Line
    """The name of the place."""
    latitude: Latitude | None = None
    """Degrees north (WGS 84)."""
    longitude: Longitude | None = None
    """Degrees east (WGS 84)."""
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    """ISO 3166-1 alpha-2 code."""


class ParticipantDraft(Draft):
    """Who took part, and as what."""

    actor: Slug
    """Slug of the actor."""
    role: Line | None = None
    """As what."""


class EventDraft(EntryDraft):
    """Something that happened."""

    title: Line
    """A headline in our own words."""
    summary: Text | None = None
    """What happened, in our own words."""
    category: Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)] | None = None
    """The kind of event in one lower-case word, such as `election` or `arrest`."""
    place: PlaceDraft | None = None
    """Where."""
    part_of: Slug | None = None
    """Slug of the larger event it belongs to."""
    participants: list[ParticipantDraft] = []
    """Who took part."""


class StatementDraft(EntryDraft):
    """What somebody said."""

    speakers: Annotated[Slugs, Field(min_length=1)]
    """Slugs of who said it; several where they spoke jointly."""
    kind: StatementKind
    """DIRECT: quoted; INDIRECT: in the reporter's words; MIXED: both."""
    text: Text
    """The words quoted, or what was said in our own words."""
    cue: Line | None = None
    """The word that attributes it, such as `said` or `urged`."""
    medium: Line | None = None
    """Through which medium."""
    addressees: Slugs = []
    """Slugs of whom it was said to."""
    attitude: Attitude | None = None
    """How the report puts it: asserted, alleged, denied or conditional."""
    about: Slugs = []
    """Slugs of the events it is about."""
    answers: Slug | None = None
    """Slug of the statement it answers."""


class AccountDraft(Draft):
    """One answer to a question on which sources differ."""

    key: Slug | None = None
    """Tells the answers apart; their number where left out."""
    value: Text
    """The answer."""
    holder: Slug | None = None
    """Slug of the actor that holds it."""
    attribution: Line | None = None
    """Who holds it, where that is no actor of the data."""
    date: Edtf | None = None
    """Since when they hold it, as EDTF."""
    source: Slug | None = None
    """Slug of the source that reports it."""
    statement: Slug | None = None
    """Slug of the statement that makes it."""
    note: Text | None = None
    """A remark of the curator."""


class QuestionDraft(Draft):
    """A question on which sources differ, and the answers to it."""

    slug: Slug
    """The name in addresses and references."""
    text: Line
    """The question."""
    about: Slugs = []
    """Slugs of the entries it is about."""
    accounts: list[AccountDraft] = []
    """The answers, none above another."""
    note: Text | None = None
    """A remark of the curator."""


class TopicDraft(Draft):
    """A subject to file entries under."""

    slug: Slug
    """The name in addresses and references."""
    name: Line
    """What it is called."""
    description: Text | None = None
    """What belongs there."""


class EraDraft(Draft):
    """A stretch of a timeline with a name of its own."""

    title: Line
    """What it is called."""
    date: Edtf
    """From when to when, as EDTF."""


class TimelineDraft(Draft):
    """A named selection of entries."""

    slug: Slug
    """The name in addresses and references."""
    title: Line
    """What it is called."""
    description: Text | None = None
    """What it tells, in our own words."""
    eras: list[EraDraft] = []
    """Its stretches."""


class ExpectDraft(Draft):
    """How many of each a folder must yield; a load that counts otherwise is refused."""

    actors: Offset | None = None
    """Number of actors."""
    sources: Offset | None = None
    """Number of sources."""
    topics: Offset | None = None
    """Number of topics."""
    events: Offset | None = None
    """Number of events."""
    statements: Offset | None = None
    """Number of statements."""
    questions: Offset | None = None
    """Number of questions."""
    accounts: Offset | None = None
    """Number of accounts."""
    citations: Offset | None = None
    """Number of citations."""


class Document(Draft):
    """One file of annotations; every section may be left out."""

    timeline: TimelineDraft | None = None
    """The timeline of this file's folder and the folders below; in `timeline.yaml`."""
    expect: ExpectDraft | None = None
    """What the folder must yield; in `timeline.yaml`."""
    topics: list[TopicDraft] = []
    """Subjects."""
    actors: list[ActorDraft] = []
    """Who acts, speaks, publishes."""
    source: SourceDraft | None = None
    """The article this file annotates; citations here that name no source are of this one."""
    sources: list[SourceDraft] = []
    """Articles and documents."""
    events: list[EventDraft] = []
    """What happened."""
    statements: list[StatementDraft] = []
    """Who said what."""
    questions: list[QuestionDraft] = []
    """On what the sources differ."""
