"""What was missed, found without need, or found to be something else: an item a line, to read."""

from collections.abc import Iterator

from evaluation import actors, events, quotations, timexes
from evaluation.gold import SOURCE, Gold
from evaluation.measures import found
from evaluation.score import Pairing, Placed
from timeline.extraction.findings import Extraction


def faults(gold: Gold) -> Iterator[str]:
    """What was missed, found without need, or found with another value."""
    extraction, cast = found(gold), None
    for kind, pairing in (
        ("time", timexes.paired(gold, extraction)),
        ("quoted", quotations.paired(gold, extraction, quoted=True)),
        ("reported", quotations.paired(gold, extraction, quoted=False)),
        ("event", events.paired(gold, extraction)),
    ):
        yield from _faults(gold, kind, pairing, extraction)
    cast = actors.paired(gold, extraction)
    yield from (f"{gold.name}\tactor\tmiss\t{actor['name']}" for actor in cast.missed)
    yield from (f"{gold.name}\tactor\tspurious\t{actor.name}\t{actor.kind}\t{actor.rule}" for actor in cast.spurious)
    for actor, one in cast.pairs:
        yield from (
            f"{gold.name}\tactor\tmention\t{words}\tof {actor['name']}\thas {sorted({m.text for m in one.mentions})}"
            for words in actor.get("mentions", ())
            if not any(actors.meets(words, m.text) for m in one.mentions)
        )
    for field in sorted(SOURCE):
        if (there := getattr(extraction.source, field)) != gold.source.get(field):
            yield f"{gold.name}\tsource\t{field}\t{gold.source.get(field)!r}\t{there!r}"


def _faults(gold: Gold, kind: str, pairing: Pairing[Placed], extraction: Extraction) -> Iterator[str]:
    def words(item: Placed) -> str:
        return " ".join(gold.text[item.start : item.end].split())[:100]

    yield from (f"{gold.name}\t{kind}\tmiss\t{words(item)}\t{_says(item.says)}" for item in pairing.missed)
    yield from (f"{gold.name}\t{kind}\tspurious\t{words(item)}\t{_has(item, extraction)}" for item in pairing.spurious)
    for item, one in pairing.pairs:
        says, has = _says(item.says), _has(one, extraction)
        yield f"{gold.name}\t{kind}\tpair\t{words(item)}\t{says}\t{words(one)}\t{has}"


def _says(says: dict[str, object]) -> str:
    return " ".join(f"{key}={value}" for key, value in says.items() if key != "words")


def _has(one: object, extraction: Extraction) -> str:
    names = {actor.slug: actor.name for actor in extraction.actors}
    fields = ("kind", "type", "value", "edtf", "date", "status", "said", "attitude", "rule")
    has = [f"{field}={getattr(one, field)}" for field in fields if getattr(one, field, None) is not None]
    if cue := getattr(one, "cue", None):
        has.append(f"cue={cue.text}")
    has += [f"speaker={m.text} ({names.get(m.actor or '')})" for m in getattr(one, "speakers", ())]
    return " ".join(has + [f"participant={names.get(slug, slug)}" for slug in getattr(one, "participants", ())])
