"""The first reading of a file of lines: which slugs it brings, so that a line may refer to any other."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timeline.exceptions import AnnotationError
from timeline.kinds import RecordKind
from timeline.loaders import files, rows
from timeline.loaders.jsonl import KINDS, glanced, slug_of
from timeline.loaders.names import Names, Text
from timeline.loaders.tuples import Values

BATCH = 2_000
"""How many lines make a batch."""


@dataclass
class Job:
    """What a file of lines is, and what its rows must fit.

    ``path`` is where it lies and ``name`` what errors call it; ``names`` is the file of the slugs that stand;
    ``ids`` are the highest ids in use, by table; ``revision`` is the number its changes go under. ``folds`` is whether
    the words of the search are folded where lines are read; otherwise that is left to who writes the rows.
    """

    path: str
    name: str
    origin: str
    names: str
    ids: dict[str, int]
    revision: int
    folds: bool


@dataclass
class Batch:
    """Some lines' worth of work: rows to add, by table; links to tie once all rows are there; what stands already.

    ``links`` are table, column, id, id it leads to. ``standing`` are line number, kind, origin, document.
    ``done`` and ``size`` are bytes.
    """

    what: str
    done: int = 0
    size: int = 0
    rows: dict[str, list[Values]] = field(default_factory=lambda: defaultdict(list))
    links: list[tuple[str, str, int, int]] = field(default_factory=list)
    standing: list[tuple[int, RecordKind, str, dict[str, Any]]] = field(default_factory=list)
    errors: list[AnnotationError] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def numbered(path: str) -> Iterator[tuple[int, int, bytes]]:
    """Number, end and text of each line that is not blank."""
    with open(path, "rb") as file:
        read, end, number = file.readline, 0, 0
        while data := read(files.MAX_BYTES + 2):
            number += 1
            end += len(data)
            if number == 1:
                data = data.removeprefix(b"\xef\xbb\xbf")
            if data := data.strip():
                yield number, end, data


class Survey:
    """The first reading: which slugs and texts the lines bring, and whether they come in the order of a dump.

    ``fresh`` is whether each line brings a slug of its own and nothing stands; ``sorted`` is whether each line comes
    after those of other kinds it may refer to. If both, the ids of a table go up by one from line to line.
    """

    def __init__(self, job: Job, names: Names) -> None:
        self.job, self.names, self.ids = job, names, dict(job.ids)
        self.kinds = bytearray(1)
        self.fresh, self.sorted = not names.stands(), True
        self.size = Path(job.path).stat().st_size

    def run(self) -> Iterator[Batch]:
        """Read the file; what is no record is left for the second reading to tell of."""
        order = {kind: number for number, kind in enumerate(KINDS.values(), 1)}
        brought: list[tuple[str, str, str, int, int]] = []
        last = 0
        self.names.begin()
        for number, end, data in numbered(self.job.path):
            self.kinds.extend(bytes(number - len(self.kinds)))
            kind, slug = self._named(number, data)
            self.kinds.append(order[kind] if kind else len(order))
            self.sorted &= self.kinds[-1] >= last
            last = self.kinds[-1]
            if kind and slug is not None:
                table = rows.TABLES[kind]
                self.ids[table] += 1
                brought.append((table, slug, kind.value, self.ids[table], number))
            if len(brought) == BATCH:
                self.fresh &= self.names.bring(brought) == len(brought)
                brought = []
                yield Batch("reading", end, self.size)
        self.fresh &= self.names.bring(brought) == len(brought)
        self.names.commit()
        yield Batch("reading", self.size, self.size)

    def _named(self, number: int, data: bytes) -> tuple[RecordKind | None, str | None]:
        """Kind and slug of a line; the text of a source is kept."""
        if found := slug_of(data):
            return found
        try:
            line = glanced(self.job.name, number, data, self.job.origin)
        except AnnotationError:
            return None, None
        slug = line.document.get("slug")
        if not isinstance(slug, str):
            return line.kind, None
        if line.kind is RecordKind.SOURCE:
            self.names.keep_text(slug, _text(line.document))
        return line.kind, slug


def _text(document: dict[str, Any]) -> Text | None:
    text = document.get("text")
    if not isinstance(text, dict):
        return None
    content, length = text.get("content"), text.get("length")
    if isinstance(content, str):
        content = content.replace("\r\n", "\n").replace("\r", "\n")
        return Text(True, len(content), content)
    return Text(bool(text.get("sha256")), length if isinstance(length, int) else None, None)
