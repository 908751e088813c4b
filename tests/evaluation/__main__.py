"""``make eval``: every measure on our own articles, and on the development data where it lies; ``--misses`` lists faults."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from evaluation import actors, development, events, quotations, sources, timexes
from evaluation.gold import Gold, articles
from evaluation.score import Pairing, Placed, Score
from timeline.extraction.article import extract
from timeline.extraction.findings import Extraction

SCORERS: dict[str, Callable[[Gold, Extraction], dict[str, Score]]] = {
    "source": sources.score,
    "time": timexes.score,
    "statements": quotations.score,
    "events": events.score,
    "actors": actors.score,
}
TARGETS = {
    "time relaxed": 91,
    "time value": 80,
    "time interval": 88,
    "statements quoted: overlap": 96.5,
    "statements quoted: speaker": 90,
    "statements quoted: joint": 87,
    "statements indirect, mixed: overlap": 60,
    "source published": 89,
}


def found(gold: Gold) -> Extraction:
    """What the program finds in an article."""
    return extract(gold.text, published=gold.given)


def scores(gold: Gold) -> dict[str, Score]:
    """Every measure of one article."""
    extraction = found(gold)
    return {f"{kind} {name}": one for kind, of in SCORERS.items() for name, one in of(gold, extraction).items()}


def totals() -> dict[str, Score]:
    """Every measure over all articles."""
    total: dict[str, Score] = {}
    for gold in articles():
        for name, score in scores(gold).items():
            total[name] = total.get(name, Score()) + score
    return total


def table(total: dict[str, Score]) -> Iterator[str]:
    """The measures as lines."""
    yield f"{'':46}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'found':>7}{'gold':>6}  target"
    for name, score in total.items():
        figures = f"{score.precision:7.1f}{score.recall:7.1f}{score.f1:7.1f}{score.right:7}{score.found:7}{score.gold:6}"
        yield f"{name:46}{figures}  {TARGETS.get(name, '')}".rstrip()


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
    for field in sorted(gold.source | {"publisher": "", "byline": ""}):
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


def main() -> None:
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what differs, an item a line")
    parser.add_argument("--data", type=Path, help="folder of development data with its scorers")
    asked = parser.parse_args()
    if asked.misses:
        print("\n".join(fault for gold in articles() for fault in faults(gold)))
    print("\n".join(table(totals())))
    if asked.data and asked.data.is_dir():
        print("\n".join(development.report(asked.data)))


if __name__ == "__main__":
    main()
