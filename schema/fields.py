"""How the fields of the types are declared: pages, lists with arguments, dates and other values."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, TypeVar

import strawberry

from schema.kinds import EntryKind
from schema.order import AccountOrder, EnteredOrder, EntryOrder, SlugOrder, SourceOrder
from schema.pagination import paged
from schema.reads import Connection as Reading
from schema.reads import Entity, Part, Value, reads
from schema.where import AccountWhere, CitationWhere, EntryWhere, SourceWhere
from timeline import dates, models

Described = TypeVar("Described", bound=type)


def describes(
    model: type[models.Base],
    description: str,
    kind: EntryKind | None = None,
    owner: tuple[type[models.Base], str] | None = None,
) -> Callable[[Described], Described]:
    """Make a class a GraphQL type over the rows of a table."""

    def decorate(cls: Described) -> Described:
        cls.__entity__ = Entity(model, kind.value if kind else None, owner)  # type: ignore[attr-defined]
        return strawberry.type(cls, description=description)

    return decorate


def entry_pages(target: type[models.Base], relationship: Any, description: str) -> Any:
    """A field that pages through entries, by default in the order of their dates."""
    return reads(Reading(target, (relationship,)), description, paged(EntryOrder.DATE_ASC, EntryWhere))


def source_pages(relationship: Any, description: str) -> Any:
    """A field that pages through sources, by default in the order of their publication."""
    return reads(Reading(models.Source, (relationship,)), description, paged(SourceOrder.PUBLISHED_ASC, SourceWhere))


def slug_pages(target: type[models.Base], description: str, where: type, order: StrEnum = SlugOrder.SLUG_ASC) -> Any:
    """A field that pages through what is known by a slug."""
    return reads(Reading(target), description, paged(order, where))


def part_pages(target: type[models.Base], relationship: Any, description: str, where: type) -> Any:
    """A field that pages through what has no order of its own but the one it was entered in."""
    return reads(Reading(target, (relationship,)), description, paged(EnteredOrder.ENTERED_ASC, where))


def account_pages(relationship: Any, description: str) -> Any:
    """A field that pages through answers, by default as they were entered."""
    return reads(Reading(models.Account, (relationship,)), description, paged(AccountOrder.ENTERED_ASC, AccountWhere))


def some_accounts(
    where: Annotated[AccountWhere | None, strawberry.argument(description="Which of them.")] = strawberry.UNSET,
    order_by: Annotated[
        AccountOrder | None,
        strawberry.argument(description="In which order; the question's own where left out."),
    ] = strawberry.UNSET,
) -> None:
    """The arguments of the answers to a question."""


def some_citations(
    where: Annotated[CitationWhere | None, strawberry.argument(description="Which of them.")] = strawberry.UNSET,
) -> None:
    """The arguments of the citations of an entry."""


def on_day(day: Annotated[str, strawberry.argument(description="EDTF day.")]) -> None:
    """The argument of what holds on a day."""


def ranked(first: Annotated[int, strawberry.argument(description="How many, 0 to 100.")] = 10) -> None:
    """The argument of a ranking."""


def dated(column: Any, description: str) -> Any:
    """A field that reads a date from its EDTF text."""
    return reads(Value((column,), _date, written=True), description)


def _date(text: str | None) -> dates.PartialDate | None:
    return None if text is None else dates.parse(text)


STILL = ".."
"""What stands in place of the last day of an office that is still held."""


def ended(text: str | None) -> dates.PartialDate | None:
    return None if text == STILL else _date(text)


def utc(at: datetime) -> str:
    # SQLite forgets the offset; what was stored is UTC.
    return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def part(name: str, description: str, *, written: bool = False) -> Any:
    """A field that is an attribute of the value its parent field worked out."""
    return reads(Part(lambda value: getattr(value, name), written), description)
