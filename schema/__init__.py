"""What may be asked: the GraphQL schema over timelines."""

import strawberry

from schema.query import Query
from schema.scalars import CONFIG
from schema.types import Event, Statement

schema = strawberry.Schema(query=Query, types=[Event, Statement], config=CONFIG)

__all__ = ["schema"]
