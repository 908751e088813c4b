"""Statements: found, with the right speaker, cue, day and attitude; those in quotation marks apart from the others.

A statement is found where the two places share at least half of what they cover together, marks at the edges aside.
The quoted words of a mixed statement may be found once more by themselves.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

from evaluation.gold import Gold, Marked, readings
from evaluation.score import Pairing, Score, jaccard, pair
from evaluation.timexes import plain
from timeline.extraction.findings import Extraction, Statement

EDGES = " \t\n\r\"“”‘’'„«»,.;:-–—"
MARKS = "\"“‘'„«&"
HALF = 0.5

Place = TypeVar("Place", Marked, Statement)


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who said it is judged by the words that name him, or by the actor they stand for."""

    gold: Gold
    names: dict[str, set[str]]

    @classmethod
    def of(cls, gold: Gold, found: Extraction) -> "Speaking":
        return cls(gold, {actor.slug: {actor.name, *actor.names} for actor in found.actors})

    def __call__(self, gold: Marked, found: Statement) -> bool:
        here = any(gold.speaker and m.start < gold.speaker[1] and m.end > gold.speaker[0] for m in found.speakers)
        return here or self.named(gold, found)

    def named(self, gold: Marked, found: Statement) -> bool:
        meant = self.gold.actor(gold.says["name"]) if "name" in gold.says else set()
        return any(meant & self.names.get(mention.actor or "", set()) for mention in found.speakers)


def paired(gold: Gold, found: Extraction, quoted: bool) -> Pairing[Statement]:
    """Gold statements and found ones, trimmed: the quoted, or the others."""
    text = gold.text
    wanted = [_trimmed(text, item) for item in gold.statements if _quoted(text, item, item.says["kind"]) == quoted]
    there = [_trimmed(text, item) for item in found.statements if _quoted(text, item, item.kind) == quoted]
    found_pairs = pair(wanted, there, jaccard, HALF)
    mixed = [item for item in gold.statements if item.says["kind"] == "mixed"]
    spurious = [one for one in found_pairs.spurious if not (quoted and any(_inside(one, item) for item in mixed))]
    return replace(found_pairs, spurious=spurious)


def score(gold: Gold, found: Extraction) -> dict[str, Score]:
    speaking = Speaking.of(gold, found)
    scores = {}
    for label, quoted in (("quoted", True), ("indirect, mixed", False)):
        pairs = paired(gold, found, quoted)
        scores[f"{label}: overlap"] = pairs.score()
        scores[f"{label}: speaker"] = pairs.accuracy(speaking, about=lambda g: g.speaker)
        scores[f"{label}: actor"] = pairs.accuracy(speaking.named, about=lambda g: g.says.get("name"))
        scores[f"{label}: joint"] = _joint(pairs, speaking)
        scores[f"{label}: cue"] = pairs.accuracy(_cue, about=lambda g: g.cue)
        scores[f"{label}: kind"] = pairs.accuracy(lambda g, f: g.says["kind"] == f.kind, about=bool)
        scores[f"{label}: said"] = pairs.accuracy(_said, about=lambda g: g.says.get("said"))
        scores[f"{label}: attitude"] = pairs.accuracy(_attitude, about=bool)
    return scores


def _joint(pairs: Pairing[Statement], speaking: Speaking) -> Score:
    known = [(g, f) for g, f in pairs.pairs if g.speaker]
    return Pairing(known, [g for g in pairs.missed if g.speaker], pairs.spurious).score(speaking)


def _cue(gold: Marked, found: Statement) -> bool:
    return bool(gold.cue and found.cue and found.cue.start < gold.cue[1] and found.cue.end > gold.cue[0])


def _said(gold: Marked, found: Statement) -> bool:
    return plain(found.said) in readings(gold, "said")


def _attitude(gold: Marked, found: Statement) -> bool:
    return bool(gold.says.get("attitude", "asserted") == found.attitude)


def _quoted(text: str, item: Marked | Statement, kind: str) -> bool:
    return kind == "direct" or text[item.start] in MARKS


def _inside(one: Statement, item: Marked) -> bool:
    return item.start <= one.start and one.end <= item.end


def _trimmed(text: str, item: Place) -> Place:
    start, end = item.start, item.end
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return replace(item, start=start, end=end)
