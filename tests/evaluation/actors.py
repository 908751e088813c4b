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
    mentions = sum(len(actor.get("mentions", ())) for actor, _ in pairs)
    met = mentions - sum(len(unmet(actor, one)) for actor, one in pairs)
    return {
        "found": Score(known, known + len(cast.spurious), known + len(cast.missed)),
        "kind": Score(sum(one.kind in kinds(actor) for actor, one in pairs), known, known),
        "mentions": Score(met, mentions, mentions),
    }


def kinds(actor: dict[str, Any]) -> list[str]:
    """All kinds that are right."""
    return str(actor["kind"]).split(" or ")


def unmet(actor: dict[str, Any], one: Actor) -> list[str]:
    """The words for an actor that were not taken for it; a title or an article more or less is the same."""
    return [words for words in actor.get("mentions", ()) if not any(_same(words, there.text) for there in one.mentions)]


def _same(words: str, mention: str) -> bool:
    one, other = f" {words.casefold()} ", f" {mention.casefold()} "
    return one in other or other in one
