"""What was missed, found without need, or found to be something else: an item a line, to read."""

from collections.abc import Iterator
from typing import Any

from evaluation import actors, events, quotations, timexes
from evaluation.gold import SOURCE, Gold, Marked, readings
from evaluation.score import Pairing, Placed
from timeline.extraction.findings import Extraction, Statement

FIELDS = ("kind", "type", "value", "edtf", "date", "status", "said", "attitude")


def faults(gold: Gold, extraction: Extraction) -> Iterator[str]:
    """Every fault in one article: article, part, fault, words, what they should be and what they were taken for."""
    pairings: dict[str, Pairing[Placed]] = {
        "time": timexes.paired(gold, extraction),
        "quoted": quotations.paired(gold, extraction, quoted=True),
        "reported": quotations.paired(gold, extraction, quoted=False),
        "event": events.paired(gold, extraction),
    }
    for part, pairing in pairings.items():
        lines = (*_of_pairing(gold, pairing), *_of_speakers(gold, pairing, extraction))
        yield from ("\t".join((gold.name, part, *line)) for line in lines)
    yield from ("\t".join((gold.name, "actor", *line)) for line in _of_actors(gold, extraction))
    for field in sorted(SOURCE):
        if (there := getattr(extraction.source, field)) != gold.source.get(field):
            yield f"{gold.name}\tsource\t{field}\t\t{gold.source.get(field)}\t{there}"


def _of_pairing(gold: Gold, pairing: Pairing[Placed]) -> Iterator[tuple[str, ...]]:
    for item in pairing.missed:
        yield (
            "missed",
            _words(gold, item),
            " ".join(f"{key}={item.says[key]}" for key in item.says if key != "words"),
            "",
        )
    for one in pairing.spurious:
        yield "spurious", _words(gold, one), "", getattr(one, "rule", "")
    for item, one in pairing.pairs:
        for field in FIELDS:
            there = timexes.plain(getattr(one, field, None))
            if field in item.says and there not in readings(item, field):
                yield field, _words(gold, item), item.says[field], f"{there} ({getattr(one, 'rule', '')})"


def _of_speakers(gold: Gold, pairing: Pairing[Placed], extraction: Extraction) -> Iterator[tuple[str, ...]]:
    speaking = quotations.Speaking.of(gold, extraction)
    for item, one in pairing.pairs:
        if isinstance(one, Statement) and _wrong(item, one, speaking):
            there = [f"{mention.text} ({mention.actor})" for mention in one.speakers]
            who = item.says.get("name") or item.says["speaker"]
            yield "speaker", _words(gold, item), who, f"{' and '.join(there)} ({one.rule})"


def _wrong(item: Marked, one: Statement, speaking: quotations.Speaking) -> bool:
    return not speaking.named(item, one) if "name" in item.says else bool(item.speaker and not speaking(item, one))


def _of_actors(gold: Gold, extraction: Extraction) -> Iterator[tuple[str, ...]]:
    cast = actors.paired(gold, extraction)
    yield from (("missed", actor["name"], actor["kind"], "") for actor in cast.missed)
    yield from (("spurious", one.name, "", f"{one.kind} ({one.rule})") for one in cast.spurious)
    for actor, one in cast.pairs:
        if one.kind not in actors.kinds(actor):
            yield "kind", actor["name"], actor["kind"], f"{one.kind} ({one.rule})"
        for words in actors.unmet(actor, one):
            yield "mention", words, actor["name"], " | ".join(sorted({mention.text for mention in one.mentions}))


def _words(gold: Gold, item: Any) -> str:
    return " ".join(gold.text[item.start : item.end].split())[:100]
