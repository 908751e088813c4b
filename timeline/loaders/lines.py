"""A file of lines on its way into a database: read, checked and turned into rows, a batch at a time.

It is read twice: once for the slugs it brings, so that a line may refer to any other; then for the rows. Nothing here
asks the database, so that a process of its own can do it (:mod:`timeline.loaders.apart`).
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Enum

from timeline.drafts import EntryDraft, QuestionDraft, SourceDraft
from timeline.exceptions import AnnotationError
from timeline.kinds import Action, AnchorState, RecordKind, Review
from timeline.loaders import defaults, files, index, rows
from timeline.loaders.anchors import Anchor, locate
from timeline.loaders.citations import anchored
from timeline.loaders.jsonl import KINDS, checked, dumped, parsed
from timeline.loaders.names import Known, Names, Text
from timeline.loaders.nodes import MAX_FAULTS, Mapping
from timeline.loaders.records import File, Name, Record, is_entry
from timeline.loaders.references import PARENTS, circles, dangling, references, taken
from timeline.models import Base

BATCH = 2_000
ENTRIES = (RecordKind.EVENT, RecordKind.STATEMENT)
Values = tuple[Any, ...]


@dataclass
class Job:
    """What a file of lines is, and what its rows must fit.

    ``path`` is where it lies and ``name`` what errors call it; ``names`` is the file of the slugs that stand;
    ``ids`` are the highest ids in use, by table; ``revision`` is the number its changes go under.
    """

    path: str
    name: str
    origin: str
    names: str
    ids: dict[str, int]
    revision: int


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


class _Table:
    """How a row as a dictionary becomes one as a tuple."""

    def __init__(self, name: str, *, with_id: bool) -> None:
        columns = Base.metadata.tables[name].c
        kept = [column for column in columns if column.computed is None and (with_id or column.name != "id")]
        self.columns = tuple(column.name for column in kept)
        self.kinds = tuple(column.name for column in kept if isinstance(column.type, Enum))
        self.pick = itemgetter(*self.columns)

    def values(self, row: dict[str, Any]) -> Values:
        """The values of a row in the order of the columns, members of vocabularies as plain texts."""
        for kind in self.kinds:
            if member := row[kind]:
                row[kind] = member._value_
        values: Values = self.pick(row)
        return values


WITH_ID = frozenset([*rows.TABLES.values(), "role"])
"""The tables whose ids are given by the load; those of other tables are left to the database."""

TABLES = {
    name: _Table(name, with_id=name in WITH_ID)
    for name in [
        *rows.TABLES.values(),
        *(part for parts in rows.PARTS.values() for part in parts),
        "searchable",
        "change",
    ]
}


def batches(job: Job) -> Iterator[Batch]:
    """The work a file of lines makes; after ``MAX_FAULTS`` errors the rest is not read."""
    names = Names(Path(job.names))
    try:
        survey = _Survey(job, names)
        yield from survey.run()
        yield from _Preparation(job, names, survey).run()
    finally:
        names.close()


def _numbered(path: str) -> Iterator[tuple[int, int, bytes]]:
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


class _Survey:
    """The first reading: which slugs and texts the lines bring, and whether they come in the order of a dump."""

    def __init__(self, job: Job, names: Names) -> None:
        self.job, self.names, self.ids = job, names, dict(job.ids)
        self.kinds = bytearray(1)
        self.size = Path(job.path).stat().st_size

    @property
    def sorted(self) -> bool:
        """Whether each line comes after those of other kinds it may refer to."""
        return all(first <= second for first, second in zip(self.kinds, self.kinds[1:], strict=False) if second)

    def run(self) -> Iterator[Batch]:
        """Read the file; what is no record is left for the second reading to tell of."""
        order = {kind: number for number, kind in enumerate(KINDS.values(), 1)}
        brought: list[tuple[str, str, str, int, int]] = []
        self.names.begin()
        for number, end, data in _numbered(self.job.path):
            self.kinds.extend(bytes(number - len(self.kinds)))
            try:
                line = parsed(self.job.name, number, data, self.job.origin)
            except AnnotationError:
                self.kinds.append(len(order))
                continue
            self.kinds.append(order[line.kind])
            if isinstance(slug := line.document.get("slug"), str):
                table = rows.TABLES[line.kind]
                self.ids[table] += 1
                brought.append((table, slug, line.kind.value, self.ids[table], number))
                if line.kind is RecordKind.SOURCE:
                    self.names.keep_text(slug, _text(line.document))
            if len(brought) == BATCH:
                self.names.bring(brought)
                brought = []
                yield Batch("reading", end, self.size)
        self.names.bring(brought)
        self.names.commit()
        yield Batch("reading", self.size, self.size)


def _text(document: dict[str, Any]) -> Text | None:
    text = document.get("text")
    if not isinstance(text, dict):
        return None
    content, length = text.get("content"), text.get("length")
    if isinstance(content, str):
        content = content.replace("\r\n", "\n").replace("\r", "\n")
        return Text(True, len(content), content)
    return Text(bool(text.get("sha256")), length if isinstance(length, int) else None, None)


class _Preparation:
    """The second reading: rows out of lines, and every fault."""

    def __init__(self, job: Job, names: Names, survey: _Survey) -> None:
        self.job, self.names, self.survey = job, names, survey
        self.faults, self.role = 0, job.ids["role"]
        self.parents: list[tuple[int, int | None]] = []
        self.batch = Batch("writing")

    def run(self) -> Iterator[Batch]:
        """Read the file, kind after kind if need be."""
        kinds = (None,) if self.survey.sorted else tuple(range(1, len(KINDS) + 1))
        for number, kind in enumerate(kinds):
            lines = _numbered(self.job.path)
            mine = (line for line in lines if kind is None or self.survey.kinds[line[0]] == kind)
            for count, (line, end, data) in enumerate(mine, 1):
                self.take(line, data)
                if self.faults >= MAX_FAULTS:
                    yield self.batch
                    return
                if count % BATCH == 0:
                    yield self.full((number * self.survey.size + end) // len(kinds))
            yield self.full((number + 1) * self.survey.size // len(kinds))
        self.batch.errors += _circles(self.names, self.job.name)
        yield self.full(self.survey.size)

    def full(self, done: int) -> Batch:
        """The batch so far; another begins."""
        if self.parents:
            self.names.keep_parents(self.parents)
            self.parents = []
        batch, self.batch = self.batch, Batch("writing")
        batch.done, batch.size = done, self.survey.size
        return batch

    def fault(self, errors: Iterable[AnnotationError]) -> None:
        """Keep faults."""
        before = len(self.batch.errors)
        self.batch.errors += errors
        self.faults += len(self.batch.errors) - before

    def take(self, number: int, data: bytes) -> None:
        """Turn one line into rows."""
        try:
            line = parsed(self.job.name, number, data, self.job.origin)
        except AnnotationError as error:
            return self.fault([error])
        stated, errors = checked(line)
        if stated is None:
            return self.fault(errors)
        record = _complete(stated.record, errors)
        known = self.names.known(rows.TABLES[record.kind], record.slug)
        assert known is not None
        errors += self._clashes(record, known)
        if is_entry(record) and not errors:
            record = self._settled(record, stated.states, errors)
        if errors:
            return self.fault(errors)
        document = record.document()
        if missing := self._dangling(record, document):
            return self.fault(missing)
        text = dumped(document)
        if known.standing:
            self.batch.standing.append((number, record.kind, record.file.origin, document))
        else:
            self.add(record, known.id, text.decode())
        if record.kind in PARENTS:
            self._keep_parent(record, known)
        return None

    def _clashes(self, record: Record, known: Known) -> Iterator[AnnotationError]:
        if known.line == record.file.tree.mark[0]:
            return
        if known.line is None:
            yield from taken([record], {(known.kind, record.slug)})
        else:
            what = f"the {known.kind.lower()} at {File(self.job.name, '', Mapping((known.line, 0))).place()}"
            yield record.error(("slug",), f"the slug {record.slug!r} is that of {what}; choose another")

    def _dangling(self, record: Record, document: dict[str, Any]) -> list[AnnotationError]:
        """References to nothing, or to what is of another kind."""
        try:
            sound = all(self._leads(kinds, slug) for _, slug, kinds in references(record.kind, document))
        except KeyError:
            sound = False
        if sound:
            return []
        known: set[Name] = set()
        for reference in references(record.kind, document):
            known |= self.names.near(reference.slug)
        return [error for _, error in dangling([(record, document)], known)]

    def _leads(self, kinds: tuple[RecordKind, ...], slug: str) -> bool:
        """Whether a slug is of one of the kinds; all slugs of a table are, unless it holds two kinds."""
        self.names["entry" if kinds[0] in ENTRIES else rows.TABLES[kinds[0]], slug]
        if kinds[0] not in ENTRIES or len(kinds) == 2:
            return True
        known = self.names.known("entry", slug)
        return known is not None and known.kind in kinds

    def _settled(self, record: Record, states: list[AnchorState | None], errors: list[AnnotationError]) -> Record:
        """An entry with its citations anchored: as their texts have it, else as the line says."""
        anchors = []
        for number, citation in enumerate(record.draft.citations):
            state = states[number] if number < len(states) else None
            text = self.names.text(citation.source) if citation.exact else None
            if text and text.content is not None:
                (anchor,) = locate(text.content, [citation])
            else:
                anchor = _on_trust(citation, text, state)
            if state and anchor.state is not state:
                found = anchor.doubt or anchor.notice or f"they are {anchor.state}"
                errors.append(
                    record.error((), f"state {state} is not how the words of {citation.key!r} stand: {found}")
                )
            elif anchor.doubt and not state:
                errors.append(record.error((), anchor.doubt))
            elif anchor.notice and not state:
                self.batch.warnings.append(f"{record.place()}: {anchor.notice}")
            anchors.append(anchor)
        return anchored(record, anchors)

    def _keep_parent(self, record: Record, known: Known) -> None:
        parent = getattr(record.draft, PARENTS[record.kind])
        if parent or known.standing:
            self.parents.append((known.id, self.names.get(("entry", parent))))

    def add(self, record: Record, id: int, text: str) -> None:
        """Add the rows of a new record."""
        table, added = rows.TABLES[record.kind], self.batch.rows
        row = rows.row(record, self.names)
        row["id"] = id
        if table == "entry":
            for column, target in rows.link(record, self.names).items():
                row[column] = self._linked(table, column, id, target, id)
        added[table].append(TABLES[table].values(row))
        for name, part in rows.parts(record, self.names):
            if name == "role":
                self.role += 1
                part["id"] = self.role
                target = part["organization_id"]
                part["organization_id"] = self._linked("role", "organization_id", self.role, target, id)
            added[name].append(TABLES[name].values(part))
        added["searchable"].append(TABLES["searchable"].values(index.row(record.kind, record.slug, *_words(record))))
        change = {
            "revision_id": self.job.revision,
            "kind": record.kind,
            "slug": record.slug,
            "action": Action.ADDED,
            "origin": record.file.origin,
            "before": None,
            "after": text,
        }
        added["change"].append(TABLES["change"].values(change))

    def _linked(self, table: str, column: str, id: int, target: int | None, own: int) -> int | None:
        """The id a column may lead to at once; one whose row comes later is tied in the end."""
        if target is None or target <= own:
            return target
        self.batch.links.append((table, column, id, target))
        return None


def _complete(record: Record, errors: list[AnnotationError]) -> Record:
    """A record that says everything itself, as one that was exported does already."""
    draft = record.draft
    match draft:
        case EntryDraft():
            keys = {citation.key for citation in draft.citations if citation.source}
            told = draft.timelines is not None and not draft.group and not draft.headline
            placed = {placement.timeline for placement in draft.timelines or ()}
            if told and len(keys - {None}) == len(draft.citations) and len(placed) == len(draft.timelines or ()):
                return record
            return defaults.entry(record, None, None, errors)
        case QuestionDraft():
            return defaults.question(record, errors)
        case SourceDraft():
            return defaults.source(record, None, errors)[0]
    return record


def _on_trust(citation: Any, text: Text | None, state: AnchorState | None) -> Anchor:
    """How a citation stands whose text is not at hand: as its line says, else as its offsets say."""
    start, end = citation.start, citation.end
    if not citation.exact:
        return Anchor(AnchorState.UNANCHORED)
    if state in (AnchorState.EXACT, AnchorState.MOVED) and start is None:
        return Anchor(AnchorState.UNANCHORED, doubt="start and end are missing; give them, or leave state out")
    if state:
        return Anchor(state, start, end)
    if start is None:
        return Anchor(AnchorState.UNANCHORED)
    beyond = text is not None and text.length is not None and end > text.length
    doubt = f"end {end} lies beyond the text, which has {text.length} characters" if text and beyond else ""
    return Anchor(AnchorState.EXACT if text and text.summed else AnchorState.UNANCHORED, start, end, doubt=doubt)


def _words(record: Record) -> tuple[str, str, str]:
    """What a record is searched by, as :func:`timeline.queries.texts` selects it: review, names, other texts."""
    draft, name, told = record.draft, [], []
    match record.kind:
        case RecordKind.ACTOR:
            name = [draft.name, *(other.name for other in draft.names)]
            told = [draft.description, *(role.title for role in draft.roles)]
        case RecordKind.SOURCE:
            name, told = [draft.title], [draft.byline, draft.section, draft.text and draft.text.content]
        case RecordKind.TOPIC:
            name, told = [draft.name], [draft.description]
        case RecordKind.TIMELINE:
            name, told = [draft.title], [draft.description]
        case RecordKind.QUESTION:
            name, told = [draft.text], [account.value for account in draft.accounts]
        case RecordKind.EVENT:
            place = draft.place and draft.place.name
            name, told = [draft.title], [draft.summary, place, *(citation.exact for citation in draft.citations)]
        case RecordKind.STATEMENT:
            told = [draft.text, *(citation.exact for citation in draft.citations)]
    review = draft.review if is_entry(record) else Review.REVIEWED
    return review, "\n".join(filter(None, name)), "\n".join(filter(None, told))


def _circles(names: Names, path: str) -> Iterator[AnnotationError]:
    """Each circle of parts or answers, told at one of its lines; takes nine bytes an entry."""
    size = names.highest_parent() + 1
    parents, seen = array("q", bytes(8 * size)), bytearray(size)
    for id, parent in names.parents():
        parents[id] = parent
    for here, _ in names.parents():
        way: list[int] = []
        while here and not seen[here]:
            seen[here] = 1
            way.append(here)
            here = parents[here]
        if here in way:
            yield from _circle(names, path, way[way.index(here) :])


def _circle(names: Names, path: str, ids: list[int]) -> Iterator[AnnotationError]:
    told = [names.entry(id) for id in ids]
    parents = {name: upper[1] for (name, _), (upper, _) in zip(told, [*told[1:], told[0]], strict=True)}
    name, line = next((pair for pair in told if pair[1]), told[0])
    record = Record(name[0], _Slug(name[1]), File(path, "", Mapping((line or 0, 0))))
    yield from circles([record], parents)


@dataclass
class _Slug:
    """Enough of a draft to name a record."""

    slug: str
