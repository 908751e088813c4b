"""Scalars beside GraphQL's own."""

from typing import Any, NewType

import strawberry
from strawberry.schema.config import StrawberryConfig

Seconds = NewType("Seconds", int)
Json = NewType("Json", object)


def _same(value: Any) -> Any:
    return value


CONFIG = StrawberryConfig(
    scalar_map={
        Seconds: strawberry.scalar(
            name="Seconds",
            description="Seconds since 1970-01-01T00:00:00 in the proleptic Gregorian calendar with a year 0,"
            " a 64-bit integer.",
            serialize=_same,
            parse_value=_same,
        ),
        Json: strawberry.scalar(name="JSON", description="Any JSON value.", serialize=_same, parse_value=_same),
    }
)
