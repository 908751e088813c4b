"""A file of lines on its way into a database: read, checked and turned into rows, a batch at a time.

It is read twice: once for the slugs it brings, so that a line may refer to any other; then for the rows. Nothing here
asks the database, so that a process of its own can do it (:mod:`timeline.loaders.apart`).
"""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from timeline.drafts import EntryDraft
from timeline.exceptions import AnnotationError
from timeline.kinds import Action, AnchorState, RecordKind, Review
from timeline.loaders import defaults, index, rows
from timeline.loaders.anchors import Anchor, locate
from timeline.loaders.citations import anchored
from timeline.loaders.jsonl import KINDS, StatedCitation, checked, dumped, is_normal, parsed
from timeline.loaders.names import Known, Names, Text
from timeline.loaders.nodes import MAX_FAULTS, Mapping
from timeline.loaders.records import File, Name, Record, is_entry
from timeline.loaders.references import PARENTS, circles, dangling, references, taken
from timeline.loaders.survey import BATCH, Batch, Job, Survey, numbered
from timeline.loaders.tuples import TABLES, Values


def batches(job: Job) -> Iterator[Batch]:
    """The work a file of lines makes; after ``MAX_FAULTS`` errors the rest is not read."""
    names = Names(Path(job.names))
    try:
        survey = Survey(job, names)
        yield from survey.run()
        yield from _Preparation(job, names, survey).run()
    finally:
        names.close()


class _Preparation:
    """The second reading: rows out of lines, and every fault."""

    def __init__(self, job: Job, names: Names, survey: Survey) -> None:
        self.job, self.names, self.survey = job, names, survey
        self.faults, self.role = 0, job.ids["role"]
        self.ids = dict(job.ids)
        self.counting = survey.fresh and survey.sorted
        self.kept = names.kept()
        self.parents: list[tuple[int, int | None]] = []
        self.batch = Batch("writing")

    def run(self) -> Iterator[Batch]:
        """Read the file, kind after kind if need be."""
        kinds = (None,) if self.survey.sorted else tuple(range(1, len(KINDS) + 1))
        for number, kind in enumerate(kinds):
            lines = numbered(self.job.path)
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
        record, errors = checked(line)
        if record is None:
            return self.fault(errors)
        draft, record = record.draft, _complete(record, errors)
        known = self._known(record, number)
        errors += self._clashes(record, known)
        if is_entry(record) and not errors:
            record = self._settled(record, errors)
        if errors:
            return self.fault(errors)
        told = line.text if record.draft is draft and is_normal(line) else None
        text = told or dumped(record.document())
        return None if self._added(record, known, text) else self.fault(self._dangling(record, orjson.loads(text)))

    def _known(self, record: Record, number: int) -> Known:
        """What is known of a record's slug; where every line brings a new one, nothing is looked up."""
        table = rows.TABLES[record.kind]
        if self.counting:
            self.ids[table] += 1
            return Known(record.kind, self.ids[table], number, False)
        known = self.names.known(table, record.slug)
        assert known is not None
        return known

    def _added(self, record: Record, known: Known, text: bytes) -> bool:
        """Put a record into the batch; False where it refers to nothing, or to what is of another kind."""
        self.names.hold(rows.TABLES[record.kind], record.slug, known.id, record.kind)
        try:
            if known.standing:
                document = orjson.loads(text)
                for _, slug, kinds in references(record.kind, document):
                    self.names[rows.TABLES[kinds[0]], slug]
                line = record.file.tree.mark[0]
                self.batch.standing.append((line, record.kind, record.file.origin, document))
            else:
                self.add(record, known.id, text.decode())
            if record.kind in PARENTS:
                self._keep_parent(record, known)
        except KeyError:
            return False
        kinds_of = self.names.kinds
        return all(kinds_of.get(slug) == kind for kind, slug in _required(record))

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
        known: set[Name] = set()
        for reference in references(record.kind, document):
            known |= self.names.near(reference.slug)
        return [error for _, error in dangling([(record, document)], known)]

    def _settled(self, record: Record, errors: list[AnnotationError]) -> Record:
        """An entry with its citations anchored: as their texts have it, else as the line says."""
        citations = record.draft.citations
        if all(_says_all(citation, self.kept) for citation in citations):
            states = tuple(citation.state for citation in citations)
            return Record(record.kind, record.draft, record.file, (), states)
        return anchored(record, [self._anchor(record, citation, errors) for citation in citations])

    def _anchor(self, record: Record, citation: StatedCitation, errors: list[AnnotationError]) -> Anchor:
        state = citation.state
        text = self.names.text(citation.source) if citation.exact else None
        if text and text.content is not None:
            (anchor,) = locate(text.content, [citation])
        else:
            anchor = _on_trust(citation, text)
        if state and anchor.state is not state:
            found = anchor.doubt or anchor.notice or f"they are {anchor.state}"
            errors.append(record.error((), f"state {state} is not how the words of {citation.key!r} stand: {found}"))
        elif anchor.doubt and not state:
            errors.append(record.error((), anchor.doubt))
        elif anchor.notice and not state:
            self.batch.warnings.append(f"{record.place()}: {anchor.notice}")
        return anchor

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
        for name, parts in rows.parts(record, self.names):
            if name == "role":
                self._number(parts, id)
            added[name] += map(TABLES[name].values, parts)
        kind, slug, origin = record.kind._value_, record.slug, record.file.origin
        told = (kind, slug, *_words(record))
        added["searchable"].append(searchable(told) if self.job.folds else told)
        added["change"].append((self.job.revision, kind, slug, Action.ADDED._value_, origin, None, text))

    def _number(self, roles: list[rows.Row], actor: int) -> None:
        """Give roles their ids, and the organizations they may lead to."""
        for part in roles:
            self.role += 1
            part["id"], target = self.role, part["organization_id"]
            part["organization_id"] = self._linked("role", "organization_id", self.role, target, actor)

    def _linked(self, table: str, column: str, id: int, target: int | None, own: int) -> int | None:
        """The id a column may lead to at once; one whose row comes later is tied in the end."""
        if target is None or target <= own:
            return target
        self.batch.links.append((table, column, id, target))
        return None


def _complete(record: Record, errors: list[AnnotationError]) -> Record:
    """A record that says everything itself, as one that was exported does already."""
    match record.kind:
        case RecordKind.EVENT | RecordKind.STATEMENT:
            return record if _says_where(record.draft) else defaults.entry(record, None, None, errors)
        case RecordKind.QUESTION:
            return defaults.question(record, errors)
        case RecordKind.SOURCE:
            return defaults.source(record, None, errors)[0]
    return record


def _says_where(draft: EntryDraft) -> bool:
    """Whether an entry names its timelines, and source and key of each citation, and none of them twice."""
    if draft.timelines is None or draft.group or draft.headline:
        return False
    keys = {citation.key for citation in draft.citations if citation.source and citation.key}
    distinct = len(draft.timelines) < 2 or len({one.timeline for one in draft.timelines}) == len(draft.timelines)
    return distinct and len(keys) == len(draft.citations)


def _required(record: Record) -> Iterator[tuple[str, str]]:
    """Of what kind the entries must be that a record refers to, where not any kind will do."""
    draft = record.draft
    match record.kind:
        case RecordKind.EVENT:
            if draft.part_of:
                yield RecordKind.EVENT, draft.part_of
        case RecordKind.STATEMENT:
            if draft.answers:
                yield RecordKind.STATEMENT, draft.answers
            yield from ((RecordKind.EVENT, slug) for slug in draft.about)
        case RecordKind.QUESTION:
            yield from ((RecordKind.STATEMENT, one.statement) for one in draft.accounts if one.statement)


def _says_all(citation: StatedCitation, kept: set[str]) -> bool:
    """Whether a citation says how it stands and there is no text at hand to hold against it."""
    state = citation.state
    if citation.exact is None:
        return state is AnchorState.UNANCHORED
    offsets = citation.start is not None or state not in (AnchorState.EXACT, AnchorState.MOVED)
    return state is not None and offsets and citation.source not in kept


def _on_trust(citation: StatedCitation, text: Text | None) -> Anchor:
    """How a citation stands whose text is not at hand: as its line says, else as its offsets say."""
    state, start, end = citation.state, citation.start, citation.end
    if not citation.exact:
        return Anchor(AnchorState.UNANCHORED)
    if state in (AnchorState.EXACT, AnchorState.MOVED) and start is None:
        return Anchor(AnchorState.UNANCHORED, doubt="start and end are missing; give them, or leave state out")
    if state:
        return Anchor(state, start, end)
    if start is None:
        return Anchor(AnchorState.UNANCHORED)
    beyond = bool(text and text.length is not None and end and end > text.length)
    doubt = f"end {end} lies beyond the text, which has {text.length} characters" if text and beyond else ""
    return Anchor(AnchorState.EXACT if text and text.summed else AnchorState.UNANCHORED, start, end, doubt=doubt)


def searchable(told: Values) -> Values:
    """The row by which a record is found: of its kind, slug, review, names and other texts."""
    return TABLES["searchable"].pick(index.row(*told))


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
    return review._value_, "\n".join(filter(None, name)), "\n".join(filter(None, told))


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
