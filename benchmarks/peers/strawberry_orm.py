"""Strawberry over SQLAlchemy's ORM with DataLoaders, and its caches of parsed and checked documents.

As most would write it after the documentation of both: entities, a loader for each relation, a session for each
look-up. ``DATABASE_URL`` says where the data lies.
"""

import os
from collections import defaultdict
from collections.abc import Callable
from typing import Annotated, Any

import strawberry
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import aliased
from starlette.responses import Response
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

from timeline import models
from timeline.dates import parse
from timeline.kinds import Review

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
SCHEME, _, REST = os.environ["DATABASE_URL"].partition(":")
sessions = async_sessionmaker(create_async_engine(f"{DRIVERS[SCHEME]}:{REST}", pool_size=10), expire_on_commit=False)

Info = strawberry.Info[dict[str, Any], None]
Loader = DataLoader[Any, Any]


@strawberry.type
class Actor:
    id: strawberry.Private[int]
    slug: str
    name: str
    kind: str

    @classmethod
    def of(cls, row: models.Actor) -> "Actor":
        """What a row says."""
        return cls(id=row.id, slug=row.slug, name=row.name, kind=row.kind.value)

    @strawberry.field
    async def statements(self, info: Info, first: int) -> list[Annotated["Statement", strawberry.lazy(__name__)]]:
        return [Statement.of(row) for row in await info.context["actor_statements"].load((self.id, first))]


@strawberry.type
class Source:
    publisher_id: strawberry.Private[int | None]
    slug: str
    title: str
    url: str | None

    @classmethod
    def of(cls, row: models.Source) -> "Source":
        """What a row says."""
        return cls(publisher_id=row.publisher_id, slug=row.slug, title=row.title or "", url=row.url)

    @strawberry.field
    async def publisher(self, info: Info) -> Actor | None:
        return None if self.publisher_id is None else Actor.of(await info.context["actors"].load(self.publisher_id))


@strawberry.type
class Participation:
    actor_id: strawberry.Private[int]
    role: str | None

    @strawberry.field
    async def actor(self, info: Info) -> Actor:
        return Actor.of(await info.context["actors"].load(self.actor_id))


@strawberry.type
class Event:
    id: strawberry.Private[int]
    slug: str
    title: str
    summary: str | None
    category: str | None
    date: str

    @classmethod
    def of(cls, row: models.Event) -> "Event":
        """What a row says."""
        title = row.title or ""
        return cls(id=row.id, slug=row.slug, title=title, summary=row.summary, category=row.category, date=row.date)

    @strawberry.field
    async def participants(self, info: Info) -> list[Participation]:
        rows = await info.context["participants"].load(self.id)
        return [Participation(actor_id=row.actor_id, role=row.role) for row in rows]

    @strawberry.field
    async def sources(self, info: Info) -> list[Source]:
        return [Source.of(row) for row in await info.context["sources"].load(self.id)]

    @strawberry.field
    async def statements(self, info: Info, first: int) -> list[Annotated["Statement", strawberry.lazy(__name__)]]:
        return [Statement.of(row) for row in await info.context["event_statements"].load((self.id, first))]


@strawberry.type
class Statement:
    id: strawberry.Private[int]
    slug: str
    text: str
    date: str

    @classmethod
    def of(cls, row: models.Statement) -> "Statement":
        """What a row says."""
        return cls(id=row.id, slug=row.slug, text=row.text or "", date=row.date)

    @strawberry.field
    async def sources(self, info: Info) -> list[Source]:
        return [Source.of(row) for row in await info.context["sources"].load(self.id)]

    @strawberry.field
    async def about(self, info: Info) -> list[Event]:
        return [Event.of(row) for row in await info.context["about"].load(self.id)]

    @strawberry.field
    async def speakers(self, info: Info) -> list[Actor]:
        return [Actor.of(row) for row in await info.context["speakers"].load(self.id)]


@strawberry.type
class Query:
    @strawberry.field
    async def events(self, from_: Annotated[str, strawberry.argument(name="from")], to: str, first: int) -> list[Event]:
        event = models.Event
        window = (event.earliest >= parse(from_).lower, event.latest <= parse(to).upper)
        order = (event.earliest, event.latest, event.slug)
        found = select(event).where(event.review == Review.REVIEWED, *window).order_by(*order).limit(first)
        async with sessions() as session:
            return [Event.of(row) for row in await session.scalars(found)]

    @strawberry.field
    async def event(self, slug: str) -> Event | None:
        found = select(models.Event).where(models.Event.slug == slug, models.Event.review == Review.REVIEWED)
        async with sessions() as session:
            row = await session.scalar(found)
        return None if row is None else Event.of(row)

    @strawberry.field
    async def actor(self, slug: str) -> Actor | None:
        async with sessions() as session:
            row = await session.scalar(select(models.Actor).where(models.Actor.slug == slug))
        return None if row is None else Actor.of(row)


def grouped(rows_of: Callable[[list[Any]], Any]) -> Loader:
    """A loader of lists: of the SELECT's rows the first column is the key, the second an entity."""

    async def load(keys: list[Any]) -> list[list[Any]]:
        lists = defaultdict(list)
        async with sessions() as session:
            for key, row in await session.execute(rows_of(keys)):
                lists[key].append(row)
        return [lists[key] for key in keys]

    return DataLoader(load)


def first_of_each(link: type[models.Base], owner: str, member: str, descending: bool) -> Loader:
    """A loader of the first statements of each owner, by rank; keys are owner and number."""
    between = link.__table__

    async def load(keys: list[tuple[int, int]]) -> list[list[Any]]:
        entry = models.Statement
        order = [column.desc() if descending else column for column in (entry.earliest, entry.latest, entry.slug)]
        place = func.row_number().over(partition_by=between.c[owner], order_by=order).label("place")
        ranked = (
            select(entry, between.c[owner].label("owner"), place)
            .join(between, between.c[member] == entry.id)
            .where(between.c[owner].in_([key for key, _ in keys]), entry.review == Review.REVIEWED)
            .subquery()
        )
        found = select(ranked.c.owner, aliased(entry, ranked)).where(ranked.c.place <= max(n for _, n in keys))
        lists = defaultdict(list)
        async with sessions() as session:
            for key, row in await session.execute(found.order_by(ranked.c.owner, ranked.c.place)):
                lists[key].append(row)
        return [lists[key][:number] for key, number in keys]

    return DataLoader(load)


def loaders() -> dict[str, Loader]:
    """The loaders of one request."""
    citation, part, actor, source, event = (
        *(models.Citation, models.Participation, models.Actor, models.Source),
        models.Event,
    )
    speaker, about = models.Speaker, models.StatementAbout

    async def actors(ids: list[int]) -> list[models.Actor]:
        async with sessions() as session:
            found = {row.id: row for row in await session.scalars(select(actor).where(actor.id.in_(ids)))}
        return [found[key] for key in ids]

    return {
        "actors": DataLoader(actors),
        "participants": grouped(
            lambda ids: select(part.entry_id, part).where(part.entry_id.in_(ids)).order_by(part.id)
        ),
        "sources": grouped(
            lambda ids: (
                select(citation.entry_id, source)
                .join(source, source.id == citation.source_id)
                .where(citation.entry_id.in_(ids))
                .order_by(citation.id)
            )
        ),
        "speakers": grouped(
            lambda ids: (
                select(speaker.entry_id, actor)
                .join(actor, actor.id == speaker.actor_id)
                .where(speaker.entry_id.in_(ids))
                .order_by(speaker.position)
            )
        ),
        "about": grouped(
            lambda ids: (
                select(about.statement_id, event)
                .join(event, event.id == about.event_id)
                .where(about.statement_id.in_(ids), event.review == Review.REVIEWED)
                .order_by(about.position)
            )
        ),
        "actor_statements": first_of_each(speaker, "actor_id", "entry_id", True),
        "event_statements": first_of_each(about, "event_id", "statement_id", False),
    }


class Door(GraphQL[dict[str, Any], None]):
    """The view, with loaders of its own for each request."""

    async def get_context(self, request: Any, response: Response) -> dict[str, Any]:  # type: ignore[override]
        """What resolvers are given."""
        return {"request": request, "response": response, **loaders()}


schema = strawberry.Schema(Query, extensions=[lambda: ParserCache(), lambda: ValidationCache()])
app = Door(schema, graphql_ide=None)
