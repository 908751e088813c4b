"""Annotations held against texts a curator has: does every citation stand where it says?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from timeline.exceptions import AnnotationError, LoadError, Place
from timeline.kinds import AnchorState, RecordKind
from timeline.loaders import files
from timeline.loaders.annotation import read
from timeline.loaders.citations import located
from timeline.loaders.defaults import sha256
from timeline.loaders.records import Drafts, Record, is_entry


@dataclass(frozen=True, slots=True)
class Finding:
    """How one citation stands to the text: where it is written, of which entry and source, and what is amiss."""

    place: Place
    entry: str
    source: str
    exact: str | None
    state: AnchorState
    note: str


@dataclass
class Report:
    """The findings in the order of the files; how many citations had no text, by source; texts of no source."""

    findings: list[Finding] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)
    strangers: list[Path] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether no citation was found astray."""
        return not any(finding.note for finding in self.findings)


def verify(paths: Sequence[str | Path], texts: Sequence[str | Path] = ()) -> Report:
    """Check the citations of annotations against texts: files, or folders of ``.txt`` files.

    A text belongs to the source that has its sum; one beside its annotations needs no other name.

    Raises:
        LoadError: the annotations are faulty, a text cannot be read, or the one text is not that of the one source.
    """
    drafts = read(paths)
    if drafts.errors:
        raise LoadError.of(drafts.errors)
    report = Report(strangers=_assign(drafts, _read_texts(texts)))
    entries = [record for record in drafts.records if is_entry(record)]
    anchors = located(entries, drafts.texts)
    for record in entries:
        for index, citation in enumerate(record.draft.citations):
            anchor = anchors[record.name].get(index)
            if anchor is None and citation.exact:
                report.missing[citation.source] = report.missing.get(citation.source, 0) + 1
                continue
            state, note = (anchor.state, anchor.doubt or anchor.notice) if anchor else (AnchorState.UNANCHORED, "")
            place = record.place("citations", index)
            report.findings.append(Finding(place, record.slug, citation.source, citation.exact, state, note))
    return report


def _assign(drafts: Drafts, texts: dict[Path, str]) -> list[Path]:
    """Give each source the text that has its sum; the texts that have no source's."""
    sources = list(drafts.of(RecordKind.SOURCE))
    by_sum = {record.draft.text.sha256: record.slug for record in sources if record.draft.text}
    if len(texts) == len(sources) == 1:
        ((path, text),) = texts.items()
        _require_text_of(sources[0], path, text)
        by_sum[sha256(text)] = sources[0].slug
    drafts.texts |= {by_sum[sha256(text)]: text for text in texts.values() if sha256(text) in by_sum}
    return [path for path, text in texts.items() if sha256(text) not in by_sum]


def _require_text_of(record: Record, path: Path, text: str) -> None:
    known = record.draft.text and record.draft.text.sha256
    if known and known != sha256(text):
        message = f"the text has the sum {sha256(text)}, that of the source {record.slug!r} has {known}"
        raise LoadError([AnnotationError(Place(str(path)), f"{message}; bring the text it was annotated from")])


def _read_texts(paths: Sequence[str | Path]) -> dict[Path, str]:
    found: dict[Path, str] = {}
    errors: list[AnnotationError] = []
    for path in _text_files(paths):
        try:
            found[path] = files.read_text(path)
        except AnnotationError as error:
            errors.append(error)
    if errors:
        raise LoadError.of(errors)
    return found


def _text_files(paths: Sequence[str | Path]) -> Iterator[Path]:
    for path in map(Path, paths):
        yield from sorted(path.rglob("*.txt")) if path.is_dir() else (path,)
