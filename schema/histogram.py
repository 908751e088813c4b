"""Density: how entries lie in time, for widgets that cannot show them all."""

from typing import Annotated

import strawberry

from schema.fields import part, ranked
from schema.kinds import Unit
from schema.reads import Part, Pieces, Telling, reads
from schema.types import Entry
from schema.values import Date
from schema.where import EntryWhere
from timeline import dates

Which = Annotated[EntryWhere | None, strawberry.argument(description="Which entries; `during` is the time it spans.")]


def counted(
    by: Annotated[Unit, strawberry.argument(description="How long a bucket is.")], where: Which = strawberry.UNSET
) -> None:
    """The arguments of a histogram."""


def surveyed(
    where: Which = strawberry.UNSET,
    max: Annotated[
        int, strawberry.argument(description="How many entries at most, 0 to 100, and buckets, but one at least.")
    ] = 60,
) -> None:
    """The arguments of an overview."""


@strawberry.type(description="A stretch of time and what may lie in it.")
class Bucket:
    date: Date = reads(Part(lambda filled: dates.parse(filled.edtf)), "The stretch.")
    count: int = part("count", "How many entries may lie in it; an uncertain date counts in each bucket it may lie in.")
    certain: int = part("certain", "How many surely lie in it, and in no other.")
    events: int = reads(Part(lambda filled: filled.counts["EVENT"]), "How many of them are events.")
    statements: int = reads(Part(lambda filled: filled.counts["STATEMENT"]), "How many of them are statements.")
    entries: list[Entry] = reads(Telling(), "Those most is told of: most cited, most spoken about.", ranked)


@strawberry.type(description="Entries counted by stretches of time.")
class Histogram:
    total: int = part("total", "How many entries are counted, each once.")
    spread: int = part("spread", "How many of them may lie in more than one bucket, or reach beyond.")
    buckets: list[Bucket] = reads(Pieces(), "The stretches, in order, without a gap.")


@strawberry.type(description="What a widget can show of a window at once.")
class Overview:
    total: int = part("total", "How many entries may lie in the window.")
    spread: int = part("spread", "How many of them may lie in more than one bucket, or reach beyond.")
    buckets: list[Bucket] = reads(Pieces(), "The window in stretches of the shortest unit that fits.")
    entries: list[Entry] = reads(Telling(), "The most telling of each stretch, then the second most, by date.")
