"""What the page says of itself: each field right, wrong or missed."""

from evaluation.gold import SOURCE, Gold
from evaluation.score import Score
from timeline.extraction.findings import Extraction


def score(gold: Gold, found: Extraction) -> dict[str, Score]:
    return {field: _field(gold.source.get(field), getattr(found.source, field)) for field in sorted(SOURCE)}


def _field(gold: str | None, found: str | None) -> Score:
    return Score(int(gold is not None and gold == found), int(found is not None), int(gold is not None))
