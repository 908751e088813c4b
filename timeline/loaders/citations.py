"""The citations of a load held against the texts at hand, and those of other entries whose source has a text now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

from timeline.drafts import CitationDraft
from timeline.exceptions import AnnotationError
from timeline.kinds import AnchorState, RecordKind
from timeline.loaders.anchors import Anchor, locate
from timeline.loaders.ledger import Ledger
from timeline.loaders.records import Drafts, Name, Record, is_entry

Documents = dict[Name, dict[str, Any]]
SAME = ("source", "exact", "prefix", "suffix")


class Text(NamedTuple):
    """What is known of a source's text."""

    sha256: str | None = None
    length: int | None = None
    content: str | None = None


class Citations:
    """Gives every citation its state; keeps the faults and what a curator should know.

    ``stored`` are the documents the database holds of the load's records, ``gone`` the names the load removes.
    ``others`` are entries outside the load that cite a source whose text, or its sum, comes with the load.
    """

    def __init__(self, drafts: Drafts, ledger: Ledger, stored: Documents, gone: set[Name]) -> None:
        self.errors: list[AnnotationError] = []
        self.warnings: list[str] = []
        self.stored = stored
        self.texts = _texts(drafts, ledger)
        self.new_sums = _new_sums(self.texts, stored)
        of_load = {record.name for record in drafts.records}
        fresh = [record.slug for record in drafts.of(RecordKind.SOURCE) if self._is_fresh(record.slug)]
        others = ledger.records(ledger.citing(fresh) - of_load - gone)
        contents = {slug: text.content for slug, text in self.texts.items() if text.content is not None}
        anchors = located([*filter(is_entry, drafts.records), *others], contents)
        self.records = [
            self._settled(record, anchors[record.name]) if is_entry(record) else record for record in drafts.records
        ]
        self.others = [self._checked_again(record, anchors[record.name]) for record in others]

    def _is_fresh(self, source: str) -> bool:
        known = (RecordKind.SOURCE, source) in self.stored
        return known and (self.texts[source].content is not None or source in self.new_sums)

    def _settled(self, record: Record, anchors: dict[int, Anchor]) -> Record:
        """An entry of the load, its citations anchored."""
        before = {citation["key"]: citation for citation in self.stored.get(record.name, {}).get("citations", ())}
        settled = []
        for index, citation in enumerate(record.draft.citations):
            anchor = anchors.get(index) or self._taken_on_trust(citation, before.get(citation.key, {}))
            if anchor.doubt:
                self.errors.append(record.error(("citations", index, "exact"), anchor.doubt))
            if anchor.notice:
                self.warnings.append(f"{record.place('citations', index, 'start')}: {anchor.notice}")
            settled.append(anchor)
        return anchored(record, settled)

    def _taken_on_trust(self, citation: CitationDraft, before: dict[str, Any]) -> Anchor:
        """How a citation stands whose text is not at hand: as it was found before, else as its file says."""
        text = self.texts.get(citation.source or "", Text())
        same = all(getattr(citation, key) == before.get(key) for key in SAME)
        same_offsets = citation.start in (None, before.get("start"))
        if before and same and same_offsets and citation.source not in self.new_sums:
            return Anchor(AnchorState(before["state"]), before.get("start"), before.get("end"))
        if citation.start is None:
            return Anchor(AnchorState.UNANCHORED)
        state = AnchorState.EXACT if text.sha256 else AnchorState.UNANCHORED
        beyond = citation.end is not None and text.length is not None and citation.end > text.length
        doubt = f"end {citation.end} lies beyond the text, which has {text.length} characters" if beyond else ""
        return Anchor(state, citation.start, citation.end, doubt=doubt)

    def _checked_again(self, record: Record, anchors: dict[int, Anchor]) -> Record:
        """An entry outside the load, its citations held against the texts the load has brought."""
        settled = []
        for index, (citation, state) in enumerate(zip(record.draft.citations, record.states, strict=True)):
            where = f"{record.kind.lower()} {record.slug!r}, citation {citation.key!r}"
            anchor = anchors.get(index) or Anchor(state, citation.start, citation.end)
            if told := anchor.doubt or anchor.notice:
                self.warnings.append(f"{where}: {told}")
            elif index not in anchors and citation.source in self.new_sums:
                self.warnings.append(f"{where}: {citation.source!r} has a new sum, and no text to check the words in")
            settled.append(anchor)
        return anchored(record, settled)


def located(entries: Iterable[Record], texts: dict[str, str]) -> dict[Name, dict[int, Anchor]]:
    """The anchors of every entry's citations, by their number, as far as the text of their source is at hand."""
    by_source: dict[str, list[tuple[Name, int, CitationDraft]]] = defaultdict(list)
    found: dict[Name, dict[int, Anchor]] = defaultdict(dict)
    for record in entries:
        for index, citation in enumerate(record.draft.citations):
            by_source[citation.source].append((record.name, index, citation))
    for source in by_source.keys() & texts.keys():
        cited = by_source[source]
        anchors = locate(texts[source], [citation for _, _, citation in cited])
        for (name, index, _), anchor in zip(cited, anchors, strict=True):
            found[name][index] = anchor
    return found


def anchored(record: Record, anchors: list[Anchor]) -> Record:
    """An entry whose citations stand where the anchors say."""
    draft, states = record.draft, tuple(anchor.state for anchor in anchors)
    pairs = list(zip(draft.citations, anchors, strict=True))
    if any((citation.start, citation.end) != (anchor.start, anchor.end) for citation, anchor in pairs):
        citations = [
            citation.model_copy(update={"start": anchor.start, "end": anchor.end}) for citation, anchor in pairs
        ]
        draft = draft.model_copy(update={"citations": citations})
    return replace(record, draft=draft, states=states)


def _texts(drafts: Drafts, ledger: Ledger) -> dict[str, Text]:
    """What is known of the text of every source the load has or cites."""
    texts = {}
    for record in drafts.of(RecordKind.SOURCE):
        known, content = record.draft.text, drafts.texts.get(record.slug)
        texts[record.slug] = Text(known.sha256, known.length, content) if known else Text()
    cited = {citation.source for record in drafts.records if is_entry(record) for citation in record.draft.citations}
    missing = [(RecordKind.SOURCE, slug) for slug in cited - texts.keys() if slug]
    return texts | {slug: _text(document) for (_, slug), document in ledger.documents(missing).items()}


def _text(document: dict[str, Any]) -> Text:
    known = document.get("text", {})
    return Text(known.get("sha256"), known.get("length"), known.get("content"))


def _new_sums(texts: dict[str, Text], stored: Documents) -> set[str]:
    """The sources whose text has another sum than the database knows."""
    sources = {slug: document for (kind, slug), document in stored.items() if kind is RecordKind.SOURCE}
    return {slug for slug, document in sources.items() if _text(document).sha256 != texts[slug].sha256}
