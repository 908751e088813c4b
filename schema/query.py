"""Where every question begins."""

from enum import StrEnum
from typing import Annotated, Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, FromClause

from schema.arguments import Slot
from schema.fields import account_pages, entry_pages, part_pages, slug_pages, source_pages
from schema.histogram import Histogram, Overview, counted, surveyed
from schema.order import AccountOrder, EnteredOrder, EntryOrder, NameOrder, SearchOrder, SourceOrder, TimelineOrder
from schema.pagination import Connection, argument, paged
from schema.plan import Binder
from schema.reads import Connection as Reading
from schema.reads import Density, Group, Lookup, Nodes, Scalar, Search, reads
from schema.types import (
    Account,
    Actor,
    Change,
    Citation,
    Entry,
    Event,
    Node,
    Question,
    Revision,
    SearchHit,
    Source,
    Statement,
    Timeline,
    Topic,
)
from schema.where import (
    AccountWhere,
    ActorWhere,
    ChangeWhere,
    CitationWhere,
    EntryWhere,
    QuestionWhere,
    RevisionWhere,
    SearchWhere,
    SourceWhere,
    TimelineWhere,
    TopicWhere,
)
from timeline import conditions, models, queries

Slug = Annotated[str, strawberry.argument(description="Its slug.")]


KnownBy = Annotated[
    str | None,
    strawberry.argument(
        description="EDTF day: answer, here and below, as the world stood that day, or on an earlier one around it."
    ),
]


Sought = argument(
    str,
    'Any text: its words, the first 32; words in "double quotes" stand together, and `luka*` is what begins so.',
)


def by_slug(slug: Slug, known_by: KnownBy = strawberry.UNSET) -> None:
    """The arguments of a lookup."""


def by_id(id: Annotated[strawberry.ID, strawberry.argument(description="A global id.")]) -> None:
    """The argument of `node`."""


def by_ids(
    ids: Annotated[list[strawberry.ID], strawberry.argument(description="Global ids, at most 100.")],
) -> None:
    """The argument of `nodes`."""


def lookup(target: type[models.Base], description: str) -> Any:
    """A field that finds one row by its slug."""
    return reads(Lookup(target), description, by_slug)


def between(
    from_: Annotated[str, strawberry.argument(name="from", description="EDTF day it begins after.")],
    to: Annotated[str, strawberry.argument(description="EDTF day it ends with.")],
) -> None:
    """The arguments of a difference."""


Since = Annotated[int | None, strawberry.argument(description="Only what later revisions than this one changed.")]


def _since(table: FromClause, revision: Slot, binder: Binder) -> ColumnElement[bool]:
    return conditions.changed_since(table, binder.one(revision, int, BigInteger))


def became(target: type[models.Base], order: StrEnum, where: type, description: str, field: str = "becameKnown") -> Any:
    """A field that pages through what became known between the days of the difference."""
    return reads(Reading(target, preset=field), description, paged(order, where))


@strawberry.type(
    description="What became known between two days, and what was told anew; below, as the world stood on the later."
)
class Difference:
    entries: Connection[Entry] = became(
        models.Entry, EntryOrder.DATE_ASC, EntryWhere, "Entries whose first source appeared in between."
    )
    told_anew: Connection[Entry] = became(
        models.Entry,
        EntryOrder.DATE_ASC,
        EntryWhere,
        "Entries known before that a source or an answer told again.",
        "toldAnew",
    )
    sources: Connection[Source] = became(
        models.Source, SourceOrder.PUBLISHED_ASC, SourceWhere, "Sources that appeared in between."
    )
    citations: Connection[Citation] = became(
        models.Citation, EnteredOrder.ENTERED_ASC, CitationWhere, "Citations of sources that appeared in between."
    )
    accounts: Connection[Account] = became(
        models.Account, AccountOrder.ENTERED_ASC, AccountWhere, "Answers that became known in between."
    )


@strawberry.type(description="Where every question begins.")
class Query:
    node: Node | None = reads(Nodes(), "What has this id; null where nothing has.", by_id)
    nodes: list[Node | None] = reads(Nodes(), "What have these ids, in their order; null where nothing has.", by_ids)
    timeline: Timeline | None = lookup(models.Timeline, "The timeline with this slug.")
    timelines: Connection[Timeline] = slug_pages(
        models.Timeline, "All timelines, by slug.", TimelineWhere, TimelineOrder.SLUG_ASC
    )
    entry: Entry | None = lookup(models.Entry, "The event or statement with this slug.")
    entries: Connection[Entry] = entry_pages(models.Entry, None, "Events and statements, interleaved by date.")
    event: Event | None = lookup(models.Event, "The event with this slug.")
    events: Connection[Event] = entry_pages(models.Event, None, "Events, by date.")
    statement: Statement | None = lookup(models.Statement, "The statement with this slug.")
    statements: Connection[Statement] = entry_pages(models.Statement, None, "Statements, by date.")
    actor: Actor | None = lookup(models.Actor, "The actor with this slug.")
    actors: Connection[Actor] = slug_pages(models.Actor, "Actors, by slug.", ActorWhere, NameOrder.SLUG_ASC)
    source: Source | None = lookup(models.Source, "The source with this slug.")
    sources: Connection[Source] = source_pages(None, "Sources, by the day they were published.")
    topic: Topic | None = lookup(models.Topic, "The topic with this slug.")
    topics: Connection[Topic] = slug_pages(models.Topic, "Topics, by slug.", TopicWhere, NameOrder.SLUG_ASC)
    question: Question | None = lookup(models.Question, "The question with this slug.")
    questions: Connection[Question] = slug_pages(
        models.Question, "Questions on which sources differ, by slug.", QuestionWhere
    )
    histogram: Histogram = reads(Density(), "How many entries may lie in each bucket of time.", counted)
    overview: Overview = reads(
        Density(), "The most telling entries of a window, as many as a widget can show, and its density.", surveyed
    )
    citations: Connection[Citation] = part_pages(
        models.Citation, None, "Where sources bear out entries.", CitationWhere
    )
    accounts: Connection[Account] = account_pages(None, "Answers to questions on which sources differ.")
    search: Connection[SearchHit] = reads(
        Search(models.Searchable),
        "What has all of the words, in any script, with or without accents, best first; of words that very many have,"
        f" {queries.MOST_FOUND:,} found by name and as many by other texts, and `totalCount` counts these.",
        paged(SearchOrder.RANK_ASC, SearchWhere, text=Sought),
    )
    difference: Difference = reads(Group(), "What became known between two days.", between)
    changes: Connection[Change] = reads(
        Reading(models.Change, narrowed={"since": _since}),
        "The change log, oldest first: what a client needs to keep a copy up to date.",
        paged(EnteredOrder.ENTERED_ASC, ChangeWhere, since=Since),
    )
    revision: int = reads(Scalar(queries.current_revision), "The version of the data: the newest revision's number.")
    revisions: Connection[Revision] = part_pages(models.Revision, None, "Loads and edits, oldest first.", RevisionWhere)
