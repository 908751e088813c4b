"""What a careful reader found in an article: ``tests/articles/NAME.yaml`` beside ``NAME.txt`` or ``NAME.html``.

An item gives its exact ``words``; ``A [...] B`` is everything from A to B. The items of a list stand in the order of
the text, so words are sought behind the start of the item before. ``cue`` and ``speaker`` of a statement are the
nearest such words outside it. ``optional: true`` is where readers may differ: right to find, and right to leave; so are
several values with ``or`` between them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ARTICLES = Path(__file__).parent.parent / "articles"

LISTS = {
    "statements": {"words", "kind", "cue", "speaker", "name", "said", "attitude", "optional"},
    "dates": {"words", "type", "value", "edtf", "optional"},
    "events": {"words", "date", "participants", "status", "optional"},
}
ACTOR = {"name", "kind", "names", "mentions", "optional"}
SOURCE = {"title", "publisher", "byline", "published", "dateline", "dateline_place"}


@dataclass(frozen=True, slots=True)
class Marked:
    """Words a reader marked, and what he says of them."""

    start: int
    end: int
    says: dict[str, Any]
    cue: tuple[int, int] | None = None
    speaker: tuple[int, int] | None = None

    @property
    def optional(self) -> bool:
        return "optional" in self.says


@dataclass(frozen=True, slots=True)
class Gold:
    """All a reader found in one article; what stands before ``body`` is the page's frame."""

    name: str
    text: str
    given: str | None
    body: int
    source: dict[str, str]
    statements: Sequence[Marked]
    dates: Sequence[Marked]
    events: Sequence[Marked]
    actors: Sequence[dict[str, Any]] = field(default_factory=list)

    def actor(self, name: str) -> set[str]:
        """All names of the actor who has this one."""
        return next((names for names in map(names_of, self.actors) if name in names), {name})


def names_of(actor: dict[str, Any]) -> set[str]:
    return {actor["name"], *actor.get("names", ())}


def readings(item: Marked, key: str) -> list[str]:
    """All values of a field that are right."""
    return str(item.says.get(key, "")).split(" or ")


def articles() -> list[Gold]:
    """Every article of ``tests/articles/`` with what its reader found."""
    return [read(path) for path in sorted(ARTICLES.iterdir()) if path.suffix in (".txt", ".html")]


def read(path: Path) -> Gold:
    """One article and the findings beside it; ValueError for words that do not stand there and for unknown keys."""
    text = path.read_text("utf-8")
    says = yaml.load(path.with_suffix(".yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  (strings alone)
    given, actors, source = says.pop("given", None), says.pop("actors"), says.pop("source") or {}
    body = _find(text, says.pop("body"), 0)[0]
    for actor in actors:
        _know(path, actor, ACTOR)
    _know(path, source, SOURCE)
    _know(path, says, set(LISTS))
    marked = {key: list(_marked(path, text, key, says[key], 0 if key == "statements" else body)) for key in LISTS}
    return Gold(path.stem, text, given, body, source, actors=actors, **marked)


def _know(path: Path, item: dict[str, Any], keys: set[str]) -> None:
    if unknown := set(item) - keys:
        raise ValueError(f"{path.stem}: unknown keys {sorted(unknown)} in {item}")


def _marked(path: Path, text: str, key: str, items: list[dict[str, Any]], begin: int) -> Iterator[Marked]:
    for item in items:
        _know(path, item, LISTS[key])
        try:
            start, end = _find(text, item["words"], begin)
            beside = [_beside(text, item[role], start, end) if item.get(role) else None for role in ("cue", "speaker")]
        except ValueError as error:
            raise ValueError(f"{path.stem}, {key}: {error}") from None
        yield Marked(start, end, item, *beside)
        begin = start + 1


def _find(text: str, words: str, begin: int) -> tuple[int, int]:
    """Where words stand first behind a place."""
    head, _, tail = words.partition(" [...] ")
    first = _pattern(head).search(text, begin)
    last = _pattern(tail).search(text, first.end()) if first and tail else first
    if not first or not last:
        raise ValueError(f"no {words!r} behind {text[begin : begin + 30]!r}")
    return first.start(), last.end()


def _beside(text: str, words: str, start: int, end: int) -> tuple[int, int]:
    """Where words stand nearest to a span, outside it."""
    found = [match.span() for match in _pattern(words).finditer(text)]
    outside = [(max(start - b, a - end), a, b) for a, b in found if b <= start or a >= end]
    if not outside:
        raise ValueError(f"no {words!r} beside {text[start:end]!r}")
    return min(outside)[1:]


def _pattern(words: str) -> re.Pattern[str]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return re.compile((r"(?<!\w)" if words[0].isalnum() else "") + pattern + (r"(?!\w)" if words[-1].isalnum() else ""))
