"""Actors: found under one of their names, of the right kind, one actor once, with the words that stand for them."""

from dataclasses import dataclass
from typing import Any

from evaluation.gold import Gold, names_of
from evaluation.score import Score
from timeline.extraction.findings import Actor, Extraction


@dataclass(frozen=True, slots=True)
class Cast:
    """Which actor answers which gold actor."""

    pairs: list[tuple[dict[str, Any], Actor]]
    missed: list[dict[str, Any]]
    spurious: list[Actor]


def paired(gold: Gold, found: Extraction) -> Cast:
    left = list(found.actors)
    cast = Cast([], [], left)
    for actor in gold.actors:
        same = next((other for other in left if names_of(actor) & {other.name, *other.names}), None)
        if same:
            left.remove(same)
        if "optional" in actor:
            continue
        if same:
            cast.pairs.append((actor, same))
        else:
            cast.missed.append(actor)
    return cast


def score(gold: Gold, found: Extraction) -> dict[str, Score]:
    cast = paired(gold, found)
    pairs, known = cast.pairs, len(cast.pairs)
    mentions = [(words, other) for actor, other in pairs for words in actor.get("mentions", ())]
    met = sum(any(meets(words, m.text) for m in other.mentions) for words, other in mentions)
    return {
        "found": Score(known, known + len(cast.spurious), known + len(cast.missed)),
        "kind": Score(sum(actor["kind"] == other.kind for actor, other in pairs), known, known),
        "mentions": Score(met, len(mentions), len(mentions)),
    }


def meets(words: str, mention: str) -> bool:
    """Whether a mention is these words, or contains them with a title or an article more."""
    return f" {words.casefold()} " in f" {mention.casefold()} " or f" {mention.casefold()} " in f" {words.casefold()} "
