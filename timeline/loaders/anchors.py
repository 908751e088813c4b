"""Where the words of citations stand in the text of their source (W3C Web Annotation, 4.2.4 and 4.2.5).

Offsets count code points of the text without byte order mark, with line feeds for line ends.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from timeline.drafts import CitationDraft
from timeline.kinds import AnchorState

# Above this many characters to compare, one walk over the text is faster than a search for each of the words.
MANY = 2_000_000_000
GRAM = 12


@dataclass(frozen=True, slots=True)
class Anchor:
    """How one citation stands to the text: its state, its offsets, and what a curator should know of it.

    ``doubt`` says why it cannot be stored as it is; ``notice`` what has changed although it can.
    """

    state: AnchorState
    start: int | None = None
    end: int | None = None
    notice: str = ""
    doubt: str = ""


class _Needle(NamedTuple):
    text: str
    lead: int


def locate(text: str, citations: Sequence[CitationDraft]) -> list[Anchor]:
    """Where each citation's words stand, in time linear in the text however many they are."""
    astray = {_needle(citation).text for citation in citations if citation.exact and not stands(text, citation)}
    places = find(text, astray)
    return [_anchor(text, citation, places) for citation in citations]


def stands(text: str, citation: CitationDraft) -> bool:
    """Whether the words, with what is given around them, stand at the offsets given."""
    needle = _needle(citation)
    begin = -1 if citation.start is None else citation.start - needle.lead
    return begin >= 0 and text.startswith(needle.text, begin)


def find(text: str, needles: set[str]) -> dict[str, list[int]]:
    """The first two places of each needle in a text."""
    if len(needles) * len(text) <= MANY:
        return {needle: _first_two(text, needle) for needle in needles}
    short = {needle for needle in needles if len(needle) < GRAM}
    return {needle: _first_two(text, needle) for needle in short} | _walk(text, needles - short)


def _needle(citation: CitationDraft) -> _Needle:
    prefix = citation.prefix or ""
    return _Needle(prefix + (citation.exact or "") + (citation.suffix or ""), len(prefix))


def _first_two(text: str, needle: str) -> list[int]:
    first = text.find(needle)
    second = text.find(needle, first + 1) if first >= 0 else -1
    return [place for place in (first, second) if place >= 0]


def _walk(text: str, needles: Iterable[str]) -> dict[str, list[int]]:
    """One walk over the text, looking up the next few characters at every place."""
    places: dict[str, list[int]] = {needle: [] for needle in needles}
    starting: dict[str, list[str]] = defaultdict(list)
    for needle in places:
        starting[needle[:GRAM]].append(needle)
    hits = [start for start in range(len(text) - GRAM + 1) if text[start : start + GRAM] in starting]
    for start in hits:
        for needle in starting[text[start : start + GRAM]]:
            if len(places[needle]) < 2 and text.startswith(needle, start):
                places[needle].append(start)
    return places


def _anchor(text: str, citation: CitationDraft, places: dict[str, list[int]]) -> Anchor:
    if not citation.exact:
        return Anchor(AnchorState.UNANCHORED)
    if stands(text, citation):
        return Anchor(AnchorState.EXACT, citation.start, citation.end)
    needle = _needle(citation)
    starts = [place + needle.lead for place in places[needle.text]]
    given = citation.start is not None
    if not starts:
        return Anchor(AnchorState.ORPHANED, citation.start, citation.end, doubt=_absent(text, citation))
    if len(starts) > 1:
        state = AnchorState.MOVED if given else AnchorState.UNANCHORED
        found = f"the words stand in several places, first at {starts[0]} and {starts[1]}"
        mend = f"{found}; add a longer prefix or suffix, or offsets"
        return Anchor(state, citation.start, citation.end, doubt=mend)
    end = starts[0] + len(citation.exact)
    if not given:
        return Anchor(AnchorState.EXACT, starts[0], end)
    notice = f"the words given at {citation.start}-{citation.end} stand at {starts[0]}-{end}; correct start and end"
    return Anchor(AnchorState.MOVED, citation.start, citation.end, notice)


def _absent(text: str, citation: CitationDraft) -> str:
    """Why the words are not found: where the text departs from them."""
    exact = citation.exact or ""
    if (start := text.find(exact)) >= 0:
        around = text[max(0, start - 20) : start], text[start + len(exact) :][:20]
        return f"the words stand at {start}, but between {around[0]!r} and {around[1]!r}; correct prefix and suffix"
    known = _longest_start(text, exact)
    if known < min(8, len(exact) // 2):
        return "the words do not stand in the source's text; quote them to the letter"
    start = text.find(exact[:known])
    there, here = text[start + known :][:20], exact[known:][:20]
    return f"the words stand at {start} as far as {exact[:known][-30:]!r}; then the text has {there!r}, not {here!r}"


def _longest_start(text: str, words: str) -> int:
    """How many of the first characters of ``words`` stand together in the text."""
    known, unknown = 0, len(words)
    while unknown - known > 1:
        middle = (known + unknown) // 2
        known, unknown = (middle, unknown) if words[:middle] in text else (known, middle)
    return known
