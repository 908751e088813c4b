"""Relay connections with keyset cursors: how long a page is, where it begins, what its cursors hold."""

import base64
import binascii
from collections.abc import Callable, Sequence
from enum import StrEnum
from inspect import Parameter, Signature
from typing import Annotated, Any, Generic, TypeVar

import orjson
import strawberry

from timeline.exceptions import TimelineError

DEFAULT_SIZE = 50
LARGEST_SIZE = 100

Node = TypeVar("Node")


def argument(kind: Any, description: str) -> Any:
    """The type of an argument with its description."""
    return Annotated[kind, strawberry.argument(description=description)]


def paged(order: StrEnum, where: type | None = None, **more: Any) -> Callable[..., Any]:
    """What lends a connection its arguments: ``more`` by name, which rows, in which order by default, which page."""
    kinds = {name: (kind, strawberry.UNSET) for name, kind in more.items()}
    if where:
        kinds["where"] = (argument(where | None, "Which of them."), strawberry.UNSET)
    kinds["order_by"] = (argument(type(order), "In which order."), order)
    for name, side in (("first", "front"), ("last", "back")):
        kinds[name] = (argument(int | None, f"How many from the {side}, 0 to {LARGEST_SIZE}."), strawberry.UNSET)
    for name in ("after", "before"):
        kinds[name] = (argument(str | None, f"Only those {name} this cursor."), strawberry.UNSET)

    def lend(**given: Any) -> Any:
        """Never called: what a field reads is compiled."""

    lend.__signature__ = Signature(  # type: ignore[attr-defined]
        [
            Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kind)
            for name, (kind, default) in kinds.items()
        ]
    )
    return lend


@strawberry.type(description="Where a page stands among all pages.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more follow.")
    has_previous_page: bool = strawberry.field(description="Whether more came before.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first on the page.")
    end_cursor: str | None = strawberry.field(description="The cursor of the last on the page.")


@strawberry.type(description="One of a page, with its cursor.")
class Edge(Generic[Node]):
    cursor: str = strawberry.field(description="Its place in the order; good for `after` and `before`.")
    node: Node = strawberry.field(description="The one itself.")


@strawberry.type(description="One page, by default of 50, in a stable order.")
class Connection(Generic[Node]):
    edges: list[Edge[Node]] = strawberry.field(description="The page, each with its cursor.")
    nodes: list[Node] = strawberry.field(description="The page without cursors.")
    page_info: PageInfo = strawberry.field(description="Where the page stands.")
    total_count: int = strawberry.field(description="How many there are on all pages; counted only when asked.")


def page_size(given: int | None, name: str = "first") -> int:
    """How many to answer with.

    Raises:
        TimelineError: the number is below 0 or above the limit.
    """
    if given is None:
        return DEFAULT_SIZE
    if not 0 <= given <= LARGEST_SIZE:
        raise TimelineError(f"{name}: {given} is not a page size; ask for 0 to {LARGEST_SIZE}")
    return given


def few(ids: Sequence[str]) -> None:
    """See that there are not too many ids.

    Raises:
        TimelineError: there are more than fit on a page.
    """
    if len(ids) > LARGEST_SIZE:
        raise TimelineError(f"ids: {len(ids)} given; ask for at most {LARGEST_SIZE} at a time")


def write_cursor(tag: str, values: Sequence[Any]) -> str:
    """A cursor: the values a row has in the order that ``tag`` names."""
    return base64.urlsafe_b64encode(orjson.dumps([tag, *values])).decode().rstrip("=")


def _fits(value: Any) -> bool:
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def read_cursor(tag: str, kinds: Sequence[type], text: str) -> list[Any]:
    """The values in a cursor.

    Raises:
        TimelineError: it is no cursor of a connection in this order.
    """
    try:
        found = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True))
    except (binascii.Error, ValueError):
        found = None
    if isinstance(found, list) and len(found) == len(kinds) + 1 and found[0] == tag:
        values = found[1:]
        if all(type(value) is kind and _fits(value) for value, kind in zip(values, kinds, strict=True)):
            return values
    raise TimelineError(f"{text[:80]!r} is not a cursor of this connection; take it from its edges or pageInfo")
