"""In which order a connection comes; every order ends with a column no two rows share."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, FromClause, String, func, literal, select

from timeline.dates import EARLIEST_SECOND, LATEST_SECOND
from timeline.dialects import Dialect
from timeline.models import Actor, Base, Source


@strawberry.enum(description="The order of entries.")
class EntryOrder(StrEnum):
    """By the first or last second the date may lie in, or by slug."""

    DATE_ASC = "DATE_ASC"
    DATE_DESC = "DATE_DESC"
    END_ASC = "END_ASC"
    END_DESC = "END_DESC"
    SLUG_ASC = "SLUG_ASC"
    SLUG_DESC = "SLUG_DESC"


@strawberry.enum(description="The order of sources.")
class SourceOrder(StrEnum):
    """By the day of publication, or by slug."""

    PUBLISHED_ASC = "PUBLISHED_ASC"
    PUBLISHED_DESC = "PUBLISHED_DESC"
    SLUG_ASC = "SLUG_ASC"
    SLUG_DESC = "SLUG_DESC"


@strawberry.enum(description="The order of what is known by a slug.")
class SlugOrder(StrEnum):
    """By slug, from either end."""

    SLUG_ASC = "SLUG_ASC"
    SLUG_DESC = "SLUG_DESC"


@strawberry.enum(description="The order of what has a name and a slug.")
class NameOrder(StrEnum):
    """By name, letter for letter as Unicode numbers them, or by slug."""

    NAME_ASC = "NAME_ASC"
    NAME_DESC = "NAME_DESC"
    SLUG_ASC = "SLUG_ASC"
    SLUG_DESC = "SLUG_DESC"


@strawberry.enum(description="The order of timelines.")
class TimelineOrder(StrEnum):
    """By title, letter for letter as Unicode numbers them, or by slug."""

    TITLE_ASC = "TITLE_ASC"
    TITLE_DESC = "TITLE_DESC"
    SLUG_ASC = "SLUG_ASC"
    SLUG_DESC = "SLUG_DESC"


@strawberry.enum(description="The order of answers; those without holder, day or source come last either way.")
class AccountOrder(StrEnum):
    """By the slug of the holder, by the day since when they are held, by the slug of the source, or as entered."""

    HOLDER_ASC = "HOLDER_ASC"
    HOLDER_DESC = "HOLDER_DESC"
    HELD_ASC = "HELD_ASC"
    HELD_DESC = "HELD_DESC"
    SOURCE_ASC = "SOURCE_ASC"
    SOURCE_DESC = "SOURCE_DESC"
    ENTERED_ASC = "ENTERED_ASC"
    ENTERED_DESC = "ENTERED_DESC"


@strawberry.enum(description="The order of what was entered one after another.")
class EnteredOrder(StrEnum):
    """In the order it was entered, from either end."""

    ENTERED_ASC = "ENTERED_ASC"
    ENTERED_DESC = "ENTERED_DESC"


@strawberry.enum(description="The order of what a search finds.")
class SearchOrder(StrEnum):
    """What is named so first, the shortest name first; then what tells of it, the shortest text first."""

    RANK_ASC = "RANK_ASC"
    RANK_DESC = "RANK_DESC"


COLUMNS: dict[str, tuple[str, ...]] = {
    "DATE": ("earliest", "latest", "slug"),
    "END": ("latest", "earliest", "slug"),
    "PUBLISHED": ("published_earliest", "slug"),
    "SLUG": ("slug",),
    "ENTERED": ("id",),
    "NAME": ("name", "slug"),
    "TITLE": ("title", "slug"),
    "HOLDER": ("holder", "id"),
    "HELD": ("held", "id"),
    "SOURCE": ("source", "id"),
    "RANK": ("place", "length", "slug", "kind"),
}


LAST_LETTER = "\U0010ffff"


def _slug_of(model: type[Base], column: str) -> Callable[[FromClause, bool], ColumnElement[Any]]:
    """The slug of the row that a column leads to; beyond all others where it leads nowhere."""

    def slug(table: FromClause, descending: bool) -> ColumnElement[Any]:
        target = model.__table__.alias()
        found = select(target.c.slug).where(target.c.id == table.c[column]).scalar_subquery()
        return func.coalesce(found, literal("" if descending else LAST_LETTER, String))

    return slug


def _held(table: FromClause, descending: bool) -> ColumnElement[Any]:
    beyond = literal(EARLIEST_SECOND if descending else LATEST_SECOND, BigInteger)
    return func.coalesce(table.c.date_earliest, beyond)


EXPRESSIONS: dict[str, Callable[[FromClause, bool], ColumnElement[Any]]] = {
    "holder": _slug_of(Actor, "holder_id"),
    "source": _slug_of(Source, "source_id"),
    "held": _held,
}
"""What is no column of the table, from it and whether the order descends."""


@dataclass(frozen=True, slots=True)
class Order:
    """Columns and expressions, all ascending or all descending."""

    columns: tuple[str, ...]
    descending: bool

    @classmethod
    def of(cls, member: str) -> "Order":
        """The order a member of one of the enums stands for."""
        name, _, direction = member.rpartition("_")
        return cls(COLUMNS[name], direction == "DESC")

    def expression(self, table: FromClause, name: str) -> ColumnElement[Any]:
        """What a column of the order is in a table."""
        return EXPRESSIONS[name](table, self.descending) if name in EXPRESSIONS else table.c[name]

    def expressions(self, table: FromClause, dialect: Dialect) -> list[ColumnElement[Any]]:
        """What the order compares, alike on both databases."""
        return [dialect.by_letter(self.expression(table, name)) for name in self.columns]

    def sorting(self, table: FromClause, dialect: Dialect, backward: bool = False) -> list[ColumnElement[Any]]:
        """What rows are sorted by, from the first or from the last."""
        found = self.expressions(table, dialect)
        return [one.desc() for one in found] if backward != self.descending else found
