"""Files of annotations (YAML) to drafts: every file is read, every fault is kept, defaults are filled in.

A folder with a ``timeline.yaml`` is a *dataset*: its entries stand on that timeline, its counts are checked, and its
files are known in the change log as ``<slug of the timeline>/<path within the folder>``. A file outside any dataset
is known by its name.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from timeline.drafts import Document, ExpectDraft
from timeline.exceptions import AnnotationError, Place
from timeline.kinds import RecordKind
from timeline.loaders import defaults, files
from timeline.loaders.faults import validated
from timeline.loaders.garbage import uncollected
from timeline.loaders.nodes import Mapping, compose
from timeline.loaders.records import Drafts, File, Record, is_article, is_entry

ROOT = "timeline.yaml"
SECTIONS = {
    "topics": RecordKind.TOPIC,
    "actors": RecordKind.ACTOR,
    "sources": RecordKind.SOURCE,
    "events": RecordKind.EVENT,
    "statements": RecordKind.STATEMENT,
    "questions": RecordKind.QUESTION,
}

Progress = Callable[[str, int, int], None]
Annotate = Callable[[Place, str, str], tuple[Document, str]]
"""From the place of an article, its origin and what its file holds to a draft of its annotation, and its text."""


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a file of annotations."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Document.model_json_schema(),
        "title": "Timeline annotations",
        "description": "One file of actors, sources, events, statements and questions; every section may be left out.",
    }


@uncollected()
def read(paths: Sequence[str | Path], progress: Progress | None = None, annotate: Annotate | None = None) -> Drafts:
    """Read files, and folders with all below them, to the end; the faults are kept in the drafts.

    ``progress`` is told what is done, how many of it, of how many; ``annotate`` drafts the annotations of articles
    that are named without any.
    """
    reader = _Reader(annotate)
    found = reader.found([Path(path) for path in paths])
    for number, path in enumerate(found, 1):
        reader.read(path)
        if progress:
            progress("reading", number, len(found))
    reader.check_counts()
    return reader.drafts


class _Reader:
    """Gathers the drafts of one call."""

    def __init__(self, annotate: Annotate | None = None) -> None:
        self.annotate = annotate
        self.drafts = Drafts()
        self.roots: dict[Path, str | None] = {}
        self.expected: list[tuple[File, ExpectDraft, str]] = []
        self.loose: dict[str, Path] = {}

    def fault(self, error: AnnotationError) -> None:
        self.drafts.errors.append(error)
        self.drafts.whole = False

    def found(self, paths: list[Path]) -> list[Path]:
        """The files to read, each once."""
        unique: dict[str, Path] = {}
        for path in paths:
            try:
                unique.update({os.path.abspath(file): file for file in files.found(path)})
            except AnnotationError as error:
                self.fault(error)
                continue
            if path.is_dir() and (origin := self.origin(path)):
                self.drafts.scopes.add(origin + "/")
        return list(unique.values())

    def root(self, path: Path) -> Path | None:
        """The nearest folder with a ``timeline.yaml``, from ``path`` upwards."""
        here = Path(os.path.abspath(path))
        return next((folder for folder in (here, *here.parents) if (folder / ROOT).is_file()), None)

    def timeline(self, root: Path, absolute: bool) -> str | None:
        """The slug of a dataset's timeline; None where its file does not say."""
        if root not in self.roots:
            self.roots[root] = None
            path = root / ROOT if absolute else Path(os.path.relpath(root / ROOT))
            try:
                document, errors = validated(File(str(path), "", compose(str(path), files.read_text(path))[0]))
                if document is None or document.timeline is None:
                    missing = "says no timeline; add timeline: with slug and title"
                    raise next(iter(errors), AnnotationError(Place(str(path), 1, 1), missing))
                self.roots[root] = document.timeline.slug
            except AnnotationError as error:
                self.fault(error)
        return self.roots[root]

    def origin(self, path: Path) -> str | None:
        """What the change log calls a file or folder; None outside a dataset."""
        if (root := self.root(path)) is None:
            return None
        within = Path(os.path.abspath(path)).relative_to(root).as_posix()
        slug = self.timeline(root, path.is_absolute()) or "?"
        return slug if within == "." else f"{slug}/{within}"

    def loose_origin(self, path: Path) -> str:
        other = self.loose.setdefault(path.name, path)
        if other is not path:
            message = f"has the name of {other}, and neither is in a dataset; rename one, or add a {ROOT}"
            self.fault(AnnotationError(Place(str(path)), message))
        return path.name

    def read(self, path: Path) -> None:
        """Read one file."""
        origin = self.origin(path) or self.loose_origin(path)
        self.drafts.scopes.add(origin)
        if is_article(origin):
            self.read_article(path, origin)
            return
        # What was drafted from the article beside it gives way to what a person has made of it.
        self.drafts.scopes |= {str(Path(origin).with_suffix(ending)) for ending in files.ARTICLES}
        try:
            tree, faults = compose(str(path), files.read_text(path))
        except AnnotationError as error:
            self.fault(error)
            return
        file, slugs = File(str(path), origin, tree), _slugs(tree)
        document, more = validated(file)
        self.drafts.errors += faults + more
        self.drafts.broken |= slugs - _slugs(tree)
        if document is not None:
            self.take(path, file, document)

    def read_article(self, path: Path, origin: str) -> None:
        """Draft the annotation of one article."""
        place = Place(str(path))
        try:
            self.require_alone(path)
            if self.annotate is None:
                raise AnnotationError(place, "is an article; name a file of annotations, which end in .yaml or .yml")
            document, text = self.annotate(place, origin, files.read_text(path))
        except AnnotationError as error:
            self.fault(error)
            return
        assert document.source
        self.drafts.texts[document.source.slug] = text
        self.take(path, File(str(path), origin), document)

    def require_alone(self, path: Path) -> None:
        beside = next((there for ending in files.ENDINGS if (there := path.with_suffix(ending)).exists()), None)
        if beside:
            message = f"is the text of the annotations in {beside}; load those instead: timeline load {beside}"
            raise AnnotationError(Place(str(path)), message)

    def take(self, path: Path, file: File, document: Document) -> None:
        """Turn a document into records."""
        if document.timeline:
            self.drafts.records.append(Record(RecordKind.TIMELINE, document.timeline, file, ("timeline",)))
        if document.expect:
            scope = file.origin.removesuffix(ROOT) if path.name == ROOT else file.origin
            self.expected.append((file, document.expect, scope))
        if document.source:
            record = Record(RecordKind.SOURCE, document.source, file, ("source",))
            self.keep_source(record, None if is_article(file.origin) else self.text_beside(path))
        root, article = self.root(path), document.source.slug if document.source else None
        home = self.timeline(root, path.is_absolute()) if root else None
        timeline = document.timeline.slug if document.timeline else home
        for section, kind in SECTIONS.items():
            for index, draft in enumerate(getattr(document, section)):
                self.keep(Record(kind, draft, file, (section, index)), article, timeline)

    def keep(self, record: Record, article: str | None, timeline: str | None) -> None:
        errors = self.drafts.errors
        if record.kind is RecordKind.SOURCE:
            return self.keep_source(record, None)
        if is_entry(record):
            record = defaults.entry(record, article, timeline, errors)
        elif record.kind is RecordKind.QUESTION:
            record = defaults.question(record, errors)
        self.drafts.records.append(record)
        return None

    def keep_source(self, record: Record, beside: str | None) -> None:
        record, text = defaults.source(record, beside, self.drafts.errors)
        self.drafts.records.append(record)
        if text is not None:
            self.drafts.texts[record.slug] = text

    def text_beside(self, path: Path) -> str | None:
        beside = path.with_suffix(".txt")
        if not os.path.lexists(beside):
            return None
        try:
            return files.read_text(beside)
        except AnnotationError as error:
            self.drafts.errors.append(error)
            return None

    def check_counts(self) -> None:
        """Compare what each folder yields with what it expects, once there is no other fault."""
        if self.drafts.errors:
            return
        for file, expect, scope in self.expected:
            if scope in self.drafts.scopes:
                found = _counts(record for record in self.drafts.records if record.file.origin.startswith(scope))
                self.drafts.errors += [
                    AnnotationError(file.place(("expect", key)), f"{key}: {wanted} expected, {found[key]} found")
                    for key, wanted in expect.model_dump(exclude_none=True).items()
                    if found[key] != wanted
                ]


def _counts(records: Iterable[Record]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for record in records:
        counts[record.kind.lower() + "s"] += 1
        counts["citations"] += len(record.draft.citations) if is_entry(record) else 0
        counts["accounts"] += len(record.draft.accounts) if record.kind is RecordKind.QUESTION else 0
    return counts


def _slugs(tree: Mapping) -> set[str]:
    """Every slug a file speaks of itself, be its record sound or not."""
    sections = [section if isinstance(section, list) else [section] for section in tree.values()]
    items = [item for section in sections for item in section if isinstance(item, dict)]
    return {slug for item in items if isinstance(slug := item.get("slug"), str)}
