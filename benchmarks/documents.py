"""What a text costs that the server has never seen, beside graphql-core's own parse and validate of the same text."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from statistics import median

import orjson
from graphql import parse, validate
from ratios import mean, table
from sample import Sample
from shapes import Shape

from schema import schema
from schema.execution import Executor, Question
from timeline.readers import Reader, open_reader

TIMES = 40


def first_requests(shapes: Sequence[Shape], sample: Sample) -> str:
    """A table in milliseconds, each the middle of many: graphql-core, the first request, the second, first to core."""
    rows = asyncio.run(_measured(shapes, f"sqlite:///{sample.path}", sample))
    together = ["mean", *(f"{mean(row[number] for row in rows.values()):.2f}" for number in range(4))]
    lines = [[name, *(f"{value:.2f}" for value in row)] for name, row in rows.items()]
    return table(["new documents, ms", "graphql-core", "first", "again", "first / core"], [*lines, together])


async def _measured(shapes: Sequence[Shape], url: str, sample: Sample) -> dict[str, list[float]]:
    reader = await open_reader(url, 1, 10)
    try:
        return {shape.name: await _beside(shape, sample, reader) for shape in shapes}
    finally:
        await reader.close()


async def _beside(shape: Shape, sample: Sample, reader: Reader) -> list[float]:
    """One after another: graphql-core reads a new text; we answer it; we answer it again."""
    executor = Executor(schema._schema, reader)
    times: list[list[float]] = [[], [], []]
    for question in _new(shape, sample):
        began = time.perf_counter()
        assert not validate(schema._schema, parse(question.query))
        times[0].append(time.perf_counter() - began)
        for which in (1, 2):
            began = time.perf_counter()
            answer = await executor.answer(question)
            assert not answer.errors
            answer.body()
            times[which].append(time.perf_counter() - began)
    core, first, again = (median(found) * 1000 for found in times)
    return [core, first, again, median(one / other for one, other in zip(times[1], times[0], strict=True))]


def _new(shape: Shape, sample: Sample) -> Iterator[Question]:
    """Questions with texts that differ in the name of their operation."""
    bodies = shape.bodies("timeline", sample)
    for number in range(TIMES):
        asked = orjson.loads(bodies[number % len(bodies)])
        yield Question(asked["query"].replace("query", f"query New{number}", 1), asked["variables"])
