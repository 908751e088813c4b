"""Every measure over all our own articles, beside what we aim at."""

from collections.abc import Callable, Iterator

from evaluation import actors, events, quotations, sources, timexes
from evaluation.gold import Gold, articles
from evaluation.score import Score
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
        figures = (
            f"{score.precision:7.1f}{score.recall:7.1f}{score.f1:7.1f}{score.right:7}{score.found:7}{score.gold:6}"
        )
        yield f"{name:46}{figures}  {TARGETS.get(name, '')}".rstrip()
