"""Records on their way into the database: each a normalised draft with its origin and its place in a file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from timeline.drafts import (
    ActorDraft,
    Draft,
    EventDraft,
    QuestionDraft,
    SourceDraft,
    StatementDraft,
    TimelineDraft,
    TopicDraft,
)
from timeline.exceptions import AnnotationError, Place
from timeline.kinds import AnchorState, RecordKind
from timeline.loaders.files import ARTICLES
from timeline.loaders.nodes import Mapping, Mark, Sequence

Loc = tuple[str | int, ...]
Name = tuple[RecordKind, str]

DRAFTS: dict[RecordKind, type[Draft]] = {
    RecordKind.TOPIC: TopicDraft,
    RecordKind.TIMELINE: TimelineDraft,
    RecordKind.ACTOR: ActorDraft,
    RecordKind.SOURCE: SourceDraft,
    RecordKind.EVENT: EventDraft,
    RecordKind.STATEMENT: StatementDraft,
    RecordKind.QUESTION: QuestionDraft,
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read: its path as errors name it, its origin as the change log names it, what it holds."""

    path: str
    origin: str
    tree: Mapping = field(default_factory=Mapping, repr=False)

    def place(self, loc: Loc = (), *, key: bool = False) -> Place:
        """Where the value at ``loc`` stands, or its key, or the nearest thing around it that stands there."""
        node: Any = self.tree
        mark: Mark = self.tree.mark
        for step in loc:
            if isinstance(node, Mapping) and step in node:
                mark = (node.keys_at if key and step == loc[-1] else node.values_at)[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
                mark = node.values_at[step]
            else:
                break
            node = node[step]
        return Place(self.path, *mark)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to store: a draft that says everything itself, and how its citations stand to their texts."""

    kind: RecordKind
    draft: Any
    file: File
    loc: Loc = ()
    states: tuple[AnchorState, ...] = ()

    @property
    def slug(self) -> str:
        """The name within the kind."""
        return str(self.draft.slug)

    @property
    def name(self) -> Name:
        """Kind and slug."""
        return self.kind, self.slug

    def place(self, *loc: str | int) -> Place:
        """Where the value at ``loc`` within the record stands."""
        return self.file.place(self.loc + loc)

    def error(self, loc: Loc, message: str) -> AnnotationError:
        """A fault at ``loc`` within the record."""
        return AnnotationError(self.place(*loc), message)

    def document(self) -> dict[str, Any]:
        """What the change log keeps: the draft as JSON values, with the state of each citation."""
        document = self.draft.document()
        for citation, state in zip(document.get("citations", ()), self.states, strict=True):
            citation["state"] = state.value
        return dict(document)


def from_document(name: Name, document: dict[str, Any], origin: str) -> Record:
    """A record as the change log keeps it."""
    kind, citations = name[0], document.get("citations", ())
    states = tuple(AnchorState(citation["state"]) for citation in citations)
    bare = [{key: value for key, value in citation.items() if key != "state"} for citation in citations]
    draft = DRAFTS[kind].model_validate({**document, "citations": bare} if citations else document)
    return Record(kind, draft, File(origin, origin), (), states)


@dataclass
class Drafts:
    """What a reader found: records, the faults met on the way, and how far what was read reaches.

    ``scopes`` are the origins the reader has seen whole: a file's, or a folder's with a slash at its end; what the
    database holds from there and is not among the records is to be removed. ``broken`` are the slugs of records
    with faults; ``whole`` is False where a file could not be read at all, so that references may miss what it holds.
    ``texts`` are the texts of sources at hand, by slug.
    """

    records: list[Record] = field(default_factory=list)
    errors: list[AnnotationError] = field(default_factory=list)
    scopes: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    whole: bool = True
    texts: dict[str, str] = field(default_factory=dict)

    def of(self, *kinds: RecordKind) -> Iterator[Record]:
        """The records of some kinds."""
        return (record for record in self.records if record.kind in kinds)

    def covers(self, origin: str) -> bool:
        """Whether what comes from ``origin`` was read; articles are no part of what a folder's load reads."""
        return origin in self.scopes or (
            not is_article(origin)
            and any(origin[: end + 1] in self.scopes for end, letter in enumerate(origin) if letter == "/")
        )


def is_article(origin: str) -> bool:
    """Whether what comes from there was drafted from an article, and read by nobody yet."""
    return origin.endswith(ARTICLES)


def is_entry(record: Record) -> bool:
    """Whether it stands on timelines: an event or a statement."""
    return record.kind is RecordKind.EVENT or record.kind is RecordKind.STATEMENT
