"""Events: those a date tells of, found where the places meet, with the right day, status and participants.

What is found besides and only known to be no later than some day is neither right nor wrong.
"""

from dataclasses import replace

from evaluation.gold import Gold, Marked, readings
from evaluation.score import Pairing, Score, overlap, pair
from evaluation.timexes import plain
from timeline.extraction.findings import Event, Extraction


def paired(gold: Gold, found: Extraction) -> Pairing[Event]:
    pairs = pair(gold.events, found.events, overlap, least=1)
    dated = [event for event in pairs.spurious if event.date and not event.date.startswith("[..")]
    return replace(pairs, spurious=dated)


def score(gold: Gold, found: Extraction) -> dict[str, Score]:
    pairs = paired(gold, found)
    names = {actor.slug: {actor.name, *actor.names} for actor in found.actors}

    def took_part(item: Marked, event: Event) -> bool:
        there = set().union(*(names.get(slug, {slug}) for slug in event.participants))
        return all(gold.actor(name) & there for name in item.says["participants"])

    return {
        "found": pairs.score(),
        "date": pairs.accuracy(lambda g, f: plain(f.date) in readings(g, "date"), about=lambda g: g.says.get("date")),
        "status": pairs.accuracy(
            lambda g, f: f.status in (readings(g, "status") if "status" in g.says else ["asserted"]), about=bool
        ),
        "participants": pairs.accuracy(took_part, about=lambda g: g.says.get("participants")),
    }
