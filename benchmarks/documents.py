"""What a text costs that the server has never seen, beside graphql-core's own parse and validate of the same text.

    python benchmarks/documents.py [--shapes Q1,Q4] [--entries 300000] [--times 60]

One after another in one process: graphql-core parses and validates a text; we read and plan it; we answer it, planning
included; we answer it again. No text comes twice: each asks for other fields, under other names, from other values.
Times are the middle of many, in milliseconds; ratios are the middle of the ratios of the texts.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack
from random import Random
from statistics import median
from typing import Any

import orjson
from cluster import cluster, given
from databases import FOLDER, postgresql_database, sqlite_database
from dataset import ENTRIES, Dataset
from graphql import FieldNode, NameNode, SelectionSetNode, Visitor, parse, print_ast, validate, visit
from ratios import mean, table
from sample import Sample
from shapes import Shape, chosen

from schema import schema
from schema.execution import Executor, Question
from timeline.readers import Reader, open_reader
from timeline.turns import finished

TIMES = 60
FIRST = 10
"""Texts before the ones that are measured."""
HEAD = ["new documents, ms", "graphql-core", "planned", "answered", "again", "planned / core", "answered / core"]


def first_requests(shapes: Sequence[Shape], sample: Sample, urls: Sequence[str], times: int = TIMES) -> str:
    """A table of what new texts cost over some databases."""
    rows = [row for url in urls for row in asyncio.run(_measured(shapes, url, sample, times))]
    ratios = [f"{mean(row[place] for _, row in rows):.2f}" for place in (4, 5)]
    lines = [[name, *(f"{value:.2f}" for value in row)] for name, row in rows]
    return table(HEAD, [*lines, ["mean", "", "", "", "", *ratios]])


async def _measured(shapes: Sequence[Shape], url: str, sample: Sample, times: int) -> list[tuple[str, list[float]]]:
    reader = await open_reader(url, 1, 10)
    try:
        name = reader.dialect.name
        return [(f"{shape.name}, {name}", await _beside(shape, sample, reader, times)) for shape in shapes]
    finally:
        await reader.close()


async def _beside(shape: Shape, sample: Sample, reader: Reader, times: int) -> list[float]:
    planner, executor = (Executor(schema._schema, reader) for _ in range(2))
    found = []
    for question in _new(shape, sample, FIRST + times):

        async def core(question: Question = question) -> None:
            assert not validate(schema._schema, parse(question.query))

        async def planned(question: Question = question) -> None:
            finished(planner._prepare(question))

        async def answered(question: Question = question) -> None:
            answer = await executor.answer(question)
            assert not answer.errors
            answer.body()

        found.append([await _timed(work) for work in (core, planned, answered, answered)])
    found = found[FIRST:]
    ratios = [median(row[place] / row[0] for row in found) for place in (1, 2)]
    return [median(row[place] for row in found) * 1000 for place in range(4)] + ratios


async def _timed(work: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


def _new(shape: Shape, sample: Sample, times: int) -> Iterator[Question]:
    """Questions none of which has the text of another."""
    bodies = shape.bodies("timeline", sample)
    for number in range(times):
        asked = orjson.loads(bodies[number % len(bodies)])
        text = print_ast(visit(parse(asked["query"]), _Words(sample.random(f"words of {shape.name} {number}"))))
        yield Question(text.replace("query", f"query New{number}", 1), asked["variables"])


class _Words(Visitor):
    """Leaves out some of the fields without fields, and calls others by another name."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self._random = random

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode:
        kept = [found for found in node.selections if not _is_leaf(found) or self._random.random() < 0.7]
        return SelectionSetNode(selections=tuple(kept or node.selections[:1]))

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode:
        if self._random.random() < 0.7:
            return node
        alias = NameNode(value=f"{node.name.value}{self._random.randrange(100)}")
        parts = {name: getattr(node, name) for name in ("name", "arguments", "directives", "selection_set")}
        return FieldNode(alias=alias, **parts)


def _is_leaf(node: Any) -> bool:
    return isinstance(node, FieldNode) and node.selection_set is None


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", default="", help="which, with commas between, such as Q1,Q4  [default: all]")
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=TIMES, help="how many texts of each shape")
    given(parser)
    options = parser.parse_args()
    dataset = Dataset(options.entries, options.seed)
    with ExitStack() as stack:
        server = options.postgresql or stack.enter_context(cluster(FOLDER / "postgresql"))
        urls = [sqlite_database(dataset), postgresql_database(dataset, server)]
        sample = Sample(dataset, urls[0].removeprefix("sqlite:///"))
        print(first_requests(chosen(options.shapes), sample, urls, options.times))


if __name__ == "__main__":
    main()
