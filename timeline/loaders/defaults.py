"""What a file leaves unsaid, filled in: sums of texts, sources and keys of citations, timelines of entries."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from timeline.drafts import (
    CitationDraft,
    EntryDraft,
    PlacementDraft,
    QuestionDraft,
    SourceDraft,
    TextDraft,
)
from timeline.exceptions import AnnotationError
from timeline.loaders.records import Record
from timeline.values import UNPRINTABLE

Errors = list[AnnotationError]


def entry(record: Record, article: str | None, timeline: str | None, errors: Errors) -> Record:
    """An entry whose citations name source and key, and which names its timelines.

    ``article`` and ``timeline`` are slugs of what its file is about and of where its folder's entries stand.
    """
    draft: EntryDraft = record.draft
    citations = draft.citations or ([CitationDraft(source=article)] if article else [])
    for index, citation in enumerate(citations):
        if not (citation.source or article):
            errors.append(record.error(("citations", index), "the citation names no source; add source: and its slug"))
    cited = [citation.source or article or "" for citation in citations]
    keys = _keys(record, "citations", citations, cited, errors)
    update = {
        "citations": [
            citation.model_copy(update={"source": source, "key": key})
            for citation, source, key in zip(citations, cited, keys, strict=True)
        ],
        "timelines": _placements(record, draft, timeline, errors),
        "group": None,
        "headline": None,
    }
    return replace(record, draft=draft.model_copy(update=update))


def _placements(record: Record, draft: EntryDraft, timeline: str | None, errors: Errors) -> list[PlacementDraft]:
    if draft.timelines is None and timeline:
        return [PlacementDraft(timeline=timeline, group=draft.group, headline=draft.headline)]
    for key in ("group", "headline"):
        if getattr(draft, key):
            mend = "write it inside timelines" if draft.timelines is not None else "name a timeline in timelines"
            errors.append(record.error((key,), f"{key} has no timeline to stand on; {mend}"))
    placements, named = draft.timelines or [], set[str]()
    for index, placement in enumerate(placements):
        if placement.timeline in named:
            message = f"the timeline {placement.timeline!r} is named twice; name it once"
            errors.append(record.error(("timelines", index), message))
        named.add(placement.timeline)
    return placements


def question(record: Record, errors: Errors) -> Record:
    """A question whose accounts have keys."""
    draft: QuestionDraft = record.draft
    numbers = [str(number) for number in range(1, len(draft.accounts) + 1)]
    keys = _keys(record, "accounts", draft.accounts, numbers, errors)
    pairs = zip(draft.accounts, keys, strict=True)
    accounts = [account.model_copy(update={"key": key}) for account, key in pairs]
    return replace(record, draft=draft.model_copy(update={"accounts": accounts}))


def _keys(record: Record, field: str, items: Sequence[Any], stems: Sequence[str], errors: Errors) -> Iterator[str]:
    """The key of each item: the one given, else its stem, with a number behind where that is taken."""
    given: dict[str, int] = {}
    for index, item in enumerate(items):
        if item.key and (first := given.setdefault(item.key, index)) != index:
            line = record.place(field, first, "key").line
            errors.append(record.error((field, index, "key"), f"the key {item.key!r} stands on line {line} already"))
    taken, numbers = set(given), {stem: _numbered(stem) for stem in stems}
    for item, stem in zip(items, stems, strict=True):
        key = item.key or next(key for key in numbers[stem] if key not in taken)
        taken.add(key)
        yield key


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    # A slug has at most 120 characters.
    yield from (f"{stem[:110].rstrip('-')}-{number}" for number in count(2))


def source(record: Record, beside: str | None, errors: Errors) -> tuple[Record, str | None]:
    """A source with sum and length of its text where that is at hand, and the text.

    ``beside`` is what the file of text beside the file of annotations holds.
    """
    draft: SourceDraft = record.draft
    known = draft.text or TextDraft()
    content = known.content.replace("\r\n", "\n").replace("\r", "\n") if known.content is not None else None
    text = beside if content is None else content
    if text is None:
        if known.keep:
            message = "there is no text to keep; put NAME.txt beside NAME.yaml, or write text: content:"
            errors.append(record.error(("text", "keep"), message))
        return record, None
    kept = known.keep or content is not None
    for loc, message in _doubts(known, beside, text, kept):
        errors.append(record.error(("text", *loc), message))
    found = TextDraft.model_construct(sha256=sha256(text), length=len(text), keep=kept, content=text if kept else None)
    return replace(record, draft=draft.model_copy(update={"text": found})), text


def sha256(text: str) -> str:
    """The sum of a text, as UTF-8 in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _doubts(known: TextDraft, beside: str | None, text: str, kept: bool) -> Iterator[tuple[tuple[str, ...], str]]:
    if not text.strip():
        yield (), "the source's text is empty; leave it out"
    if beside is not None and beside != text:
        yield ("content",), "another text lies beside the file; keep one of them"
    if known.sha256 and known.sha256 != sha256(text):
        yield ("sha256",), f"sha256 {known.sha256} is not the sum of the text at hand, which is {sha256(text)}"
    if known.length and known.length != len(text):
        yield ("length",), f"length {known.length} is not that of the text at hand, which has {len(text)} characters"
    if kept and (found := UNPRINTABLE.search(text)):
        line = text.count("\n", 0, found.start()) + 1
        yield (), f"character U+{ord(found[0]):04X} on line {line} of the text cannot be stored; take it out"
