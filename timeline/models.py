"""The tables: actors, sources, entries (events and statements), citations, questions, timelines, revisions.

Terms are the field's: actor and event (CAMEO, ACLED), statement, cue and source (quotation studies), selectors
(W3C Web Annotation, sections 4.2.4 and 4.2.5), kinds of actor (FollowTheMoney), dates (EDTF). Each EDTF text is kept
as written; beside it stand its outermost seconds (see :mod:`timeline.dates`), an absent bound as the smallest or
largest 64-bit integer, so that a window is two comparisons.
"""

from bisect import bisect_right
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Computed,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    MetaData,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column, relationship

from timeline.dates import End, Precision
from timeline.kinds import (
    Action,
    ActorKind,
    AnchorState,
    Attitude,
    Confidence,
    EntryKind,
    RecordKind,
    Review,
    StatementKind,
)

# Slugs sort by code point on both databases, so that pages come in the same order everywhere.
SLUG = String().with_variant(String(collation="C"), "postgresql")
JSON_DOCUMENT = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

Slug = Annotated[str, mapped_column(SLUG)]
Second = Annotated[int, mapped_column(BigInteger)]
Key = Annotated[int, mapped_column(primary_key=True)]


class Base(DeclarativeBase):
    """Every table, with names for its constraints so that a migration can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def one_of(
    kind: type[StrEnum], name: str, default: StrEnum | None = None, *, primary_key: bool = False
) -> MappedColumn[Any]:
    """A text column checked against the members of ``kind``."""
    kinds = Enum(kind, native_enum=False, create_constraint=True, length=16, name=name)
    return mapped_column(kinds, default=default, primary_key=primary_key)


def refers(target: str, *, index: bool = True, primary_key: bool = False) -> MappedColumn[Any]:
    """A foreign key that goes when its target goes."""
    return mapped_column(ForeignKey(target, ondelete="CASCADE"), index=index, primary_key=primary_key)


def only(condition: str) -> dict[str, Any]:
    """What makes an index hold those rows only that meet a condition."""
    return {f"{database}_where": text(condition) for database in ("sqlite", "postgresql")}


def related(*args: Any, **kwargs: Any) -> Any:
    """A relationship for reading plans; it never loads behind anybody's back."""
    return relationship(*args, viewonly=True, lazy="raise", **kwargs)


class Actor(Base):
    """A person, state, government, organization, medium or group that acts, speaks or publishes."""

    __tablename__ = "actor"
    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[ActorKind] = one_of(ActorKind, "kind")
    description: Mapped[str | None]
    wikidata: Mapped[str | None]

    names: Mapped[list["ActorName"]] = related(order_by="ActorName.position", back_populates="actor")
    roles: Mapped[list["Role"]] = related(
        foreign_keys="Role.actor_id", order_by="Role.position", back_populates="actor"
    )
    officers: Mapped[list["Role"]] = related(
        foreign_keys="Role.organization_id", order_by="Role.id", back_populates="organization"
    )
    participations: Mapped[list["Participation"]] = related(back_populates="actor")
    events: Mapped[list["Event"]] = related(secondary="participation", back_populates="actors")
    statements: Mapped[list["Statement"]] = related(secondary="speaker", back_populates="speakers")
    addressed: Mapped[list["Statement"]] = related(secondary="addressee", back_populates="addressees")
    published: Mapped[list["Source"]] = related(foreign_keys="Source.publisher_id", back_populates="publisher")
    hosted: Mapped[list["Source"]] = related(secondary="source_host", back_populates="hosts")
    accounts: Mapped[list["Account"]] = related(order_by="Account.id", back_populates="holder")


class ActorName(Base):
    """Another name of an actor: a spelling, a script, a short form."""

    __tablename__ = "actor_name"
    id: Mapped[Key]
    actor_id: Mapped[int] = refers("actor.id")
    position: Mapped[int]
    name: Mapped[str] = mapped_column(index=True)
    language: Mapped[str | None]

    actor: Mapped[Actor] = related(back_populates="names")


class Role(Base):
    """An office or function an actor held, from one EDTF date to another."""

    __tablename__ = "role"
    id: Mapped[Key]
    actor_id: Mapped[int] = refers("actor.id")
    position: Mapped[int]
    title: Mapped[str]
    organization_id: Mapped[int | None] = refers("actor.id")
    since: Mapped[str | None]
    since_earliest: Mapped[Second]
    until: Mapped[str | None]
    until_latest: Mapped[Second]

    actor: Mapped[Actor] = related(foreign_keys=[actor_id], back_populates="roles")
    organization: Mapped[Actor | None] = related(foreign_keys=[organization_id], back_populates="officers")


class Source(Base):
    """An article or document, as its publisher dated it; its text only where it may be kept."""

    __tablename__ = "source"
    __table_args__ = (CheckConstraint("text IS NULL OR sha256 IS NOT NULL", name="text_has_sum"),)
    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    publisher_id: Mapped[int | None] = refers("actor.id")
    title: Mapped[str | None]
    byline: Mapped[str | None]
    section: Mapped[str | None]
    url: Mapped[str | None]
    language: Mapped[str | None]
    published: Mapped[str | None]
    published_earliest: Mapped[Second]
    published_latest: Mapped[Second]
    local_time: Mapped[str | None]
    utc_offset: Mapped[str | None]
    retrieved: Mapped[str | None]
    sha256: Mapped[str | None]
    length: Mapped[int | None]
    text: Mapped[str | None]
    note: Mapped[str | None]

    publisher: Mapped[Actor | None] = related(foreign_keys=[publisher_id], back_populates="published")
    hosts: Mapped[list[Actor]] = related(
        secondary="source_host", order_by="SourceHost.position", back_populates="hosted"
    )
    citations: Mapped[list["Citation"]] = related(back_populates="source")
    entries: Mapped[list["Entry"]] = related(secondary="citation", back_populates="sources")
    accounts: Mapped[list["Account"]] = related(order_by="Account.id", back_populates="source")


class SourceHost(Base):
    """One link of the chain of hosts that mirror a source, nearest to the publisher first."""

    __tablename__ = "source_host"
    source_id: Mapped[int] = refers("source.id", index=False, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = refers("actor.id")


LASTS = (1, 31, 366, 3653)
"""How many days entries of each class last at most: a day, a month, a year, a decade; others last longer."""

# The first condition keeps the differences of the others within 64 bits.
LASTING = f"CASE WHEN latest / 86400 - earliest / 86400 > {LASTS[-1]} THEN {len(LASTS)}" + "".join(
    f" WHEN latest - earliest < {days * 86400} THEN {number}" for number, days in enumerate(LASTS)
)
LASTING += f" ELSE {len(LASTS)} END"
"""The class of an entry: what overlaps a window and began before it began not long before it, for its class."""


def lasting(earliest: int, latest: int) -> int:
    """The same of an entry's first and last second, for who cannot ask the database."""
    return bisect_right(LASTS, (latest - earliest) // 86400)


class Entry(Base):
    """What stands on a timeline: one identity, one date, one place for citations, topics and membership."""

    __tablename__ = "entry"
    __table_args__ = (
        CheckConstraint("kind != 'EVENT' OR title IS NOT NULL", name="event_has_title"),
        CheckConstraint(
            "kind != 'STATEMENT' OR (text IS NOT NULL AND statement_kind IS NOT NULL)",
            name="statement_has_text",
        ),
        CheckConstraint("earliest <= latest", name="bounds_ordered"),
        # In the order of dates; the rest stands in them so that counting and ranking need not look at the rows.
        Index("ix_entry_walk", "earliest", "latest", "slug", "kind", "review", "told"),
        Index("ix_entry_walk_by_kind", "kind", "earliest", "latest", "slug"),
        Index("ix_entry_walk_by_lasting", "lasting", "earliest", "latest", "slug", "kind", "review"),
        Index("ix_entry_ends", "latest", "earliest", "kind", "review"),
    )
    __mapper_args__ = {"polymorphic_on": "kind"}  # noqa: RUF012
    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    kind: Mapped[EntryKind] = one_of(EntryKind, "kind")
    review: Mapped[Review] = one_of(Review, "review", Review.REVIEWED)
    confidence: Mapped[Confidence | None] = one_of(Confidence, "confidence")
    date: Mapped[str]
    earliest: Mapped[Second]
    latest: Mapped[Second]
    lasting: Mapped[int] = mapped_column(Computed(LASTING, persisted=True))
    told: Mapped[int] = mapped_column(server_default=text("0"))
    """How much is told of it: its citations and the reviewed statements about it; triggers keep it so."""
    precision: Mapped[Precision] = mapped_column(Enum(Precision, native_enum=False, length=16))
    approximate: Mapped[bool]
    uncertain: Mapped[bool]
    start_state: Mapped[End] = one_of(End, "start_state")
    end_state: Mapped[End] = one_of(End, "end_state")
    date_reason: Mapped[str | None]
    note: Mapped[str | None]

    citations: Mapped[list["Citation"]] = related(order_by="Citation.position", back_populates="entry")
    sources: Mapped[list[Source]] = related(secondary="citation", back_populates="entries")
    topics: Mapped[list["Topic"]] = related(secondary="entry_topic", back_populates="entries")
    timelines: Mapped[list["Timeline"]] = related(secondary="membership", back_populates="entries")
    memberships: Mapped[list["Membership"]] = related(order_by="Membership.id", back_populates="entry")
    questions: Mapped[list["Question"]] = related(secondary="question_about", back_populates="about")


class Tally(Base):
    """How many entries have the same date, kind and review, so that counting reads few rows; triggers keep it so."""

    __tablename__ = "tally"
    __table_args__ = (
        Index("ix_tally_ends", "latest", "earliest", "kind", "review", "number"),
        {"sqlite_with_rowid": False},
    )
    earliest: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    latest: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[EntryKind] = one_of(EntryKind, "kind", primary_key=True)
    review: Mapped[Review] = one_of(Review, "review", primary_key=True)
    number: Mapped[int]


class Event(Entry):
    """Something that happened, in our own words."""

    __mapper_args__ = {"polymorphic_identity": EntryKind.EVENT}  # noqa: RUF012
    title: Mapped[str | None] = mapped_column(use_existing_column=True)
    summary: Mapped[str | None]
    category: Mapped[str | None]
    place_name: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    country: Mapped[str | None] = mapped_column(index=True)
    part_of_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"))

    part_of: Mapped["Event | None"] = related(foreign_keys=[part_of_id], remote_side="Event.id", back_populates="parts")
    parts: Mapped[list["Event"]] = related(foreign_keys=[part_of_id], back_populates="part_of")
    participants: Mapped[list["Participation"]] = related(order_by="Participation.position", back_populates="event")
    actors: Mapped[list[Actor]] = related(secondary="participation", back_populates="events")
    statements: Mapped[list["Statement"]] = related(
        secondary="statement_about",
        primaryjoin="Event.id == StatementAbout.event_id",
        secondaryjoin="Statement.id == StatementAbout.statement_id",
        back_populates="about",
    )


class Statement(Entry):
    """What somebody said, as a source reports it."""

    __mapper_args__ = {"polymorphic_identity": EntryKind.STATEMENT}  # noqa: RUF012
    text: Mapped[str | None]
    statement_kind: Mapped[StatementKind | None] = one_of(StatementKind, "statement_kind")
    cue: Mapped[str | None]
    medium: Mapped[str | None]
    attitude: Mapped[Attitude | None] = one_of(Attitude, "attitude")
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"))

    speakers: Mapped[list[Actor]] = related(
        secondary="speaker", order_by="Speaker.position", back_populates="statements"
    )
    addressees: Mapped[list[Actor]] = related(
        secondary="addressee", order_by="Addressee.position", back_populates="addressed"
    )
    about: Mapped[list[Event]] = related(
        secondary="statement_about",
        primaryjoin="Statement.id == StatementAbout.statement_id",
        secondaryjoin="Event.id == StatementAbout.event_id",
        order_by="StatementAbout.position",
        back_populates="statements",
    )
    answers: Mapped["Statement | None"] = related(
        foreign_keys=[answers_id], remote_side="Statement.id", back_populates="answered_by"
    )
    answered_by: Mapped[list["Statement"]] = related(foreign_keys=[answers_id], back_populates="answers")
    accounts: Mapped[list["Account"]] = related(order_by="Account.id", back_populates="statement")


# The parts of an event and the answers to a statement in the order of dates.
for _leads in (Event.part_of_id, Statement.answers_id):
    _order = (Entry.kind, Entry.earliest, Entry.latest, Entry.slug, Entry.review)
    Index(f"ix_entry_{_leads.key}", _leads, *_order, **only(f"{_leads.key} IS NOT NULL"))


class Walked:
    """A link to an entry, with a copy of what entries are walked by.

    So a page of the entries that hang on one owner is found in an index of the links alone, however many there are.
    Links are written anew with their entry, and the copies with them (:mod:`timeline.loaders.rows`).
    """

    entry_earliest: Mapped[Second]
    entry_latest: Mapped[Second]
    entry_slug: Mapped[Slug]
    entry_kind: Mapped[str] = mapped_column(String(16))
    entry_review: Mapped[str] = mapped_column(String(16))
    entry_lasting: Mapped[int]


def walks(table: str, owner: str, entry: str = "entry_id") -> tuple[Index, Index]:
    """The indexes of a table of links: by an owner's entries in the order of dates; the same of those not short."""
    order = [f"entry_{name}" for name in ("earliest", "latest", "slug", "kind", "review")]
    return (
        Index(f"ix_{table}_walk", owner, *order, "entry_lasting", entry),
        Index(f"ix_{table}_walk_by_lasting", owner, "entry_lasting", *order, entry, **only("entry_lasting != 0")),
    )


class Participation(Walked, Base):
    """That an actor took part in an event, and as what."""

    __tablename__ = "participation"
    __table_args__ = (
        *walks("participation", "actor_id"),
        Index("ix_participation_read", "entry_id", "position", "actor_id", "role"),
    )
    id: Mapped[Key]
    entry_id: Mapped[int] = refers("entry.id", index=False)
    position: Mapped[int]
    actor_id: Mapped[int] = refers("actor.id", index=False)
    role: Mapped[str | None]

    event: Mapped[Event] = related(back_populates="participants")
    actor: Mapped[Actor] = related(back_populates="participations")


class Speaker(Walked, Base):
    """That an actor made a statement, alone or jointly."""

    __tablename__ = "speaker"
    __table_args__ = walks("speaker", "actor_id")
    entry_id: Mapped[int] = refers("entry.id", index=False, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = refers("actor.id", index=False)


class Addressee(Walked, Base):
    """That a statement was addressed to an actor."""

    __tablename__ = "addressee"
    __table_args__ = walks("addressee", "actor_id")
    entry_id: Mapped[int] = refers("entry.id", index=False, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = refers("actor.id", index=False)


class StatementAbout(Walked, Base):
    """That a statement is about an event."""

    __tablename__ = "statement_about"
    __table_args__ = walks("statement_about", "event_id", "statement_id")
    statement_id: Mapped[int] = refers("entry.id", index=False, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = refers("entry.id", index=False)


class Citation(Walked, Base):
    """Where a source bears out an entry: the exact words, their place, and the date this source gives.

    ``start`` and ``end`` count Unicode code points into the source's text, ``end`` exclusive
    (TextPositionSelector); ``exact``, ``prefix`` and ``suffix`` are a TextQuoteSelector.
    """

    __tablename__ = "citation"
    __table_args__ = (
        *walks("citation", "source_id"),
        Index("ix_citation_read", "entry_id", "position", "source_id"),
        UniqueConstraint("entry_id", "key"),
        CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="both_offsets"),
        CheckConstraint('"start" IS NULL OR "start" < "end"', name="offsets_ordered"),
        CheckConstraint("state = 'UNANCHORED' OR exact IS NOT NULL", name="anchor_has_words"),
    )
    id: Mapped[Key]
    entry_id: Mapped[int] = refers("entry.id", index=False)
    key: Mapped[Slug]
    position: Mapped[int]
    source_id: Mapped[int] = refers("source.id", index=False)
    exact: Mapped[str | None]
    prefix: Mapped[str | None]
    suffix: Mapped[str | None]
    start: Mapped[int | None]
    end: Mapped[int | None]
    state: Mapped[AnchorState] = one_of(AnchorState, "state")
    date: Mapped[str | None]
    date_earliest: Mapped[int | None] = mapped_column(BigInteger)
    date_latest: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str | None]

    entry: Mapped[Entry] = related(back_populates="citations")
    source: Mapped[Source] = related(back_populates="citations")


class Question(Base):
    """A question on which sources differ."""

    __tablename__ = "question"
    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    text: Mapped[str]
    note: Mapped[str | None]

    about: Mapped[list[Entry]] = related(
        secondary="question_about", order_by="QuestionAbout.position", back_populates="questions"
    )
    accounts: Mapped[list["Account"]] = related(order_by="Account.position", back_populates="question")


class QuestionAbout(Base):
    """That a question is about an entry."""

    __tablename__ = "question_about"
    question_id: Mapped[int] = refers("question.id", index=False, primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = refers("entry.id")


class Account(Base):
    """One answer to a question: its value, who holds it, since when, and where it is reported."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("question_id", "key"),)
    id: Mapped[Key]
    question_id: Mapped[int] = refers("question.id", index=False)
    key: Mapped[Slug]
    position: Mapped[int]
    value: Mapped[str]
    holder_id: Mapped[int | None] = refers("actor.id")
    attribution: Mapped[str | None]
    date: Mapped[str | None]
    date_earliest: Mapped[int | None] = mapped_column(BigInteger)
    date_latest: Mapped[int | None] = mapped_column(BigInteger)
    source_id: Mapped[int | None] = refers("source.id")
    statement_id: Mapped[int | None] = refers("entry.id")
    note: Mapped[str | None]

    question: Mapped[Question] = related(back_populates="accounts")
    holder: Mapped[Actor | None] = related(back_populates="accounts")
    source: Mapped[Source | None] = related(back_populates="accounts")
    statement: Mapped[Statement | None] = related(back_populates="accounts")


class Topic(Base):
    """A subject entries are filed under."""

    __tablename__ = "topic"
    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str | None]

    entries: Mapped[list[Entry]] = related(secondary="entry_topic", back_populates="topics")


class EntryTopic(Walked, Base):
    """That an entry is filed under a topic."""

    __tablename__ = "entry_topic"
    __table_args__ = walks("entry_topic", "topic_id")
    entry_id: Mapped[int] = refers("entry.id", index=False, primary_key=True)
    topic_id: Mapped[int] = refers("topic.id", index=False, primary_key=True)


class Timeline(Base):
    """A named selection of entries, told in the order of their dates."""

    __tablename__ = "timeline"
    id: Mapped[Key]
    slug: Mapped[Slug] = mapped_column(unique=True)
    title: Mapped[str]
    description: Mapped[str | None]

    entries: Mapped[list[Entry]] = related(secondary="membership", back_populates="timelines")
    memberships: Mapped[list["Membership"]] = related(order_by="Membership.id", back_populates="timeline")
    eras: Mapped[list["Era"]] = related(order_by="Era.position", back_populates="timeline")


class Membership(Walked, Base):
    """That an entry stands on a timeline, in which group and under which headline."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("timeline_id", "entry_id"), *walks("membership", "timeline_id"))
    id: Mapped[Key]
    timeline_id: Mapped[int] = refers("timeline.id", index=False)
    entry_id: Mapped[int] = refers("entry.id")
    group: Mapped[str | None]
    headline: Mapped[str | None]

    timeline: Mapped[Timeline] = related(back_populates="memberships")
    entry: Mapped[Entry] = related(back_populates="memberships")


class Era(Base):
    """A stretch of a timeline with a name of its own."""

    __tablename__ = "era"
    id: Mapped[Key]
    timeline_id: Mapped[int] = refers("timeline.id")
    position: Mapped[int]
    title: Mapped[str]
    date: Mapped[str]
    earliest: Mapped[Second]
    latest: Mapped[Second]

    timeline: Mapped[Timeline] = related(back_populates="eras")


class Searchable(Base):
    """What a search finds a record by: the words of its name and of its other texts, folded.

    Over these words the database itself keeps an index: a table of FTS5 in SQLite, a ``tsvector`` in PostgreSQL.
    """

    __tablename__ = "searchable"
    __table_args__ = (UniqueConstraint("kind", "slug"),)
    id: Mapped[Key]
    kind: Mapped[RecordKind] = one_of(RecordKind, "kind")
    slug: Mapped[Slug]
    review: Mapped[Review] = one_of(Review, "review", Review.REVIEWED)
    name: Mapped[str]
    name_length: Mapped[int]
    text: Mapped[str]
    length: Mapped[int]


class Revision(Base):
    """One committed load or edit; its number is the version of the data."""

    __tablename__ = "revision"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    summary: Mapped[str]

    changes: Mapped[list["Change"]] = related(back_populates="revision")


class Change(Base):
    """What a revision did to one record; before and after are the record's whole document."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_record", "kind", "slug", "id"),)
    id: Mapped[Key]
    revision_id: Mapped[int] = refers("revision.id")
    kind: Mapped[RecordKind] = one_of(RecordKind, "kind")
    slug: Mapped[Slug]
    action: Mapped[Action] = one_of(Action, "action")
    origin: Mapped[str]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON_DOCUMENT)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON_DOCUMENT)

    revision: Mapped[Revision] = related(back_populates="changes")
