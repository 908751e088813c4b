"""A database written as lines, a record each: the reverse of a load of lines; and all records of a kind."""

from collections.abc import Iterator

import orjson
from sqlalchemy import Connection, Select, Text, cast, exists, select
from sqlalchemy.orm import aliased

from timeline.kinds import Action, RecordKind
from timeline.loaders.jsonl import KINDS, written
from timeline.loaders.records import Record, from_document
from timeline.models import Change

CHUNK = 500


def dump(connection: Connection) -> Iterator[bytes]:
    """Every record that stands, by kind and slug, some lines at a time; memory does not grow with the data.

    The same records give the same bytes, whatever database holds them and however they came into it.
    """
    for kind in KINDS:
        found = connection.execute(_standing(kind), execution_options={"stream_results": True})
        for rows in found.partitions(CHUNK):
            lines = (written(kind, origin, orjson.loads(after)) for origin, after in rows)
            yield b"".join(line + b"\n" for line in lines)


def standing(connection: Connection, kind: RecordKind) -> Iterator[Record]:
    """Every record of a kind that stands, by slug."""
    for origin, after in connection.execute(_standing(kind.value)):
        document = orjson.loads(after)
        yield from_document((kind, document["slug"]), document, origin)


def _standing(kind: str) -> Select[str, str]:
    """Origin and document of the newest change of every record of a kind that was not removed."""
    later = aliased(Change)
    is_newest = ~exists().where(later.kind == Change.kind, later.slug == Change.slug, later.id > Change.id)
    query = select(Change.origin, cast(Change.after, Text))
    return query.where(Change.kind == kind, Change.action != Action.REMOVED, is_newest).order_by(Change.slug)
