"""How well the extraction reads our own articles: gold that is well-formed, and a floor under every measure."""

import pytest
from evaluation.actors import kinds
from evaluation.gold import ARTICLES, Gold, articles, readings
from evaluation.measures import table, totals
from evaluation.score import Score

from timeline.dates import parse
from timeline.kinds import ActorKind

# What is reached, in whole per cent; raise them with what is measured, and lower none without a word why.
FLOORS: dict[str, float] = {
    "source byline": 90,
    "source dateline": 100,
    "source dateline_place": 100,
    "source published": 97,
    "source publisher": 100,
    "source title": 100,
    "time relaxed": 98,
    "time strict": 94,
    "time type": 97,
    "time value": 91,
    "time interval": 92,
    "time EDTF": 92,
    "statements quoted: overlap": 96,
    "statements quoted: speaker": 100,
    "statements quoted: actor": 91,
    "statements quoted: joint": 96,
    "statements quoted: cue": 73,
    "statements quoted: kind": 98,
    "statements quoted: said": 92,
    "statements quoted: attitude": 100,
    "statements indirect, mixed: overlap": 92,
    "statements indirect, mixed: speaker": 96,
    "statements indirect, mixed: actor": 72,
    "statements indirect, mixed: joint": 89,
    "statements indirect, mixed: cue": 99,
    "statements indirect, mixed: kind": 100,
    "statements indirect, mixed: said": 80,
    "statements indirect, mixed: attitude": 100,
    "events found": 90,
    "events date": 88,
    "events status": 100,
    "events participants": 75,
    "actors found": 79,
    "actors kind": 89,
    "actors mentions": 93,
}


@pytest.fixture(scope="module")
def total() -> dict[str, Score]:
    return totals()


def test_every_article_has_gold_beside_it() -> None:
    texts = {path.stem for path in ARTICLES.iterdir() if path.suffix in (".txt", ".html")}
    assert texts == {path.stem for path in ARTICLES.glob("*.yaml")}
    assert len(texts) >= 12


@pytest.mark.parametrize("gold", articles(), ids=lambda gold: gold.name)
def test_gold_says_what_can_be_meant(gold: Gold) -> None:
    for item in gold.statements:
        assert item.says["kind"] in ("direct", "indirect", "mixed")
        assert item.says.get("attitude", "asserted") in ("asserted", "denied", "conditional")
    for item in gold.dates:
        assert {*readings(item, "type")} <= {"DATE", "TIME", "DURATION", "SET"}
    for item in gold.events:
        assert {*readings(item, "status")} <= {"", "asserted", "alleged", "denied"}
    for actor in gold.actors:
        assert {*kinds(actor)} <= {*ActorKind}


@pytest.mark.parametrize("gold", articles(), ids=lambda gold: gold.name)
def test_dates_of_gold_are_edtf(gold: Gold) -> None:
    items = (*gold.statements, *gold.dates, *gold.events)
    fields = [text for item in items for key in ("said", "edtf", "date") for text in readings(item, key)]
    for text in filter(None, [*fields, gold.given, gold.source.get("published"), gold.source.get("dateline")]):
        assert parse(text).edtf == text


@pytest.mark.parametrize("gold", articles(), ids=lambda gold: gold.name)
def test_names_of_gold_are_those_of_its_actors(gold: Gold) -> None:
    named = {item.says["name"] for item in gold.statements if "name" in item.says}
    taking_part = {name for item in gold.events for name in item.says.get("participants", ())}
    assert named | taking_part <= set().union(*(gold.actor(actor["name"]) for actor in gold.actors))


@pytest.mark.parametrize("measure", FLOORS)
def test_no_measure_falls_below_its_floor(total: dict[str, Score], measure: str) -> None:
    assert round(total[measure].f1, 1) >= FLOORS[measure], "\n".join(table(total))
