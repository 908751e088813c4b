"""Where every question begins."""

from typing import Annotated, Any

import strawberry

from schema.pagination import Connection
from schema.reads import Lookup, Nodes, Scalar, reads
from schema.types import (
    Actor,
    Entry,
    Event,
    Node,
    Question,
    Revision,
    Source,
    Statement,
    Timeline,
    Topic,
    entry_pages,
    part_pages,
    slug_pages,
    source_pages,
)
from schema.where import ActorWhere, QuestionWhere
from timeline import models, queries

Slug = Annotated[str, strawberry.argument(description="Its slug.")]


def by_slug(slug: Slug) -> None:
    """The argument of a lookup."""


def by_id(id: Annotated[strawberry.ID, strawberry.argument(description="A global id.")]) -> None:
    """The argument of `node`."""


def by_ids(
    ids: Annotated[list[strawberry.ID], strawberry.argument(description="Global ids, at most 100.")],
) -> None:
    """The argument of `nodes`."""


def lookup(target: type[models.Base], description: str) -> Any:
    """A field that finds one row by its slug."""
    return reads(Lookup(target), description, by_slug)


@strawberry.type(description="Where every question begins.")
class Query:
    node: Node | None = reads(Nodes(), "What has this id; null where nothing has.", by_id)
    nodes: list[Node | None] = reads(Nodes(), "What have these ids, in their order; null where nothing has.", by_ids)
    timeline: Timeline | None = lookup(models.Timeline, "The timeline with this slug.")
    timelines: Connection[Timeline] = slug_pages(models.Timeline, "All timelines, by slug.")
    entry: Entry | None = lookup(models.Entry, "The event or statement with this slug.")
    entries: Connection[Entry] = entry_pages(models.Entry, None, "Events and statements, interleaved by date.")
    event: Event | None = lookup(models.Event, "The event with this slug.")
    events: Connection[Event] = entry_pages(models.Event, None, "Events, by date.")
    statement: Statement | None = lookup(models.Statement, "The statement with this slug.")
    statements: Connection[Statement] = entry_pages(models.Statement, None, "Statements, by date.")
    actor: Actor | None = lookup(models.Actor, "The actor with this slug.")
    actors: Connection[Actor] = slug_pages(models.Actor, "Actors, by slug.", ActorWhere)
    source: Source | None = lookup(models.Source, "The source with this slug.")
    sources: Connection[Source] = source_pages(None, "Sources, by the day they were published.")
    topic: Topic | None = lookup(models.Topic, "The topic with this slug.")
    topics: Connection[Topic] = slug_pages(models.Topic, "Topics, by slug.")
    question: Question | None = lookup(models.Question, "The question with this slug.")
    questions: Connection[Question] = slug_pages(
        models.Question, "Questions on which sources differ, by slug.", QuestionWhere
    )
    revision: int = reads(Scalar(queries.current_revision), "The version of the data: the newest revision's number.")
    revisions: Connection[Revision] = part_pages(models.Revision, None, "Loads and edits, oldest first.")
