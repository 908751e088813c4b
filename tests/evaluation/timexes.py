"""Expressions of time: found at all and with the same ends, with the right type, value and day.

The measures of TempEval-3, task A (UzZaman et al. 2013): relaxed, strict, type, value. ``interval`` takes two values for
equal that name the same days; ``edtf`` is asked of what was found.
"""

import re

from evaluation.gold import Gold, Marked
from evaluation.score import Pairing, Score, overlap, pair
from timeline.extraction.findings import Date, Extraction

SAME = {"AU": "FA"}
TRAILING = re.compile(r"T.*$|(-XX)+$|-W?XX$|(?<=^\d\d)XX$|(?<=^\d{3})X$")
WEEK = re.compile(r"(\d{4})-W(\d)(?!\d)")


def paired(gold: Gold, found: Extraction) -> Pairing[Date]:
    dates = [date for date in found.dates if date.start >= gold.body]
    return pair(gold.dates, dates, overlap, least=1)


def score(gold: Gold, found: Extraction) -> dict[str, Score]:
    pairs = paired(gold, found)
    return {
        "relaxed": pairs.score(),
        "strict": pairs.score(lambda g, f: (g.start, g.end) == (f.start, f.end)),
        "type": pairs.score(lambda g, f: g.says["type"] == f.type),
        "value": pairs.score(lambda g, f: g.says["value"] == f.value),
        "interval": pairs.score(lambda g, f: days(g.says["value"]) == days(f.value)),
        "EDTF": pairs.accuracy(lambda g, f: g.says["edtf"] == plain(f.edtf), about=_edtf),
    }


def _edtf(gold: Marked) -> object:
    return gold.says.get("edtf")


def days(value: str) -> str:
    """A value without what does not change its days: time of day, unknown digits, another spelling of the same."""
    value = WEEK.sub(r"\1-W0\2", TRAILING.sub("", TRAILING.sub("", value)))
    return value[:-2] + SAME.get(value[-2:], value[-2:])


def plain(edtf: str | None) -> str | None:
    """A date without the marks of doubt: ``1984~`` is 1984."""
    return edtf and re.sub(r"[?~%]", "", edtf)
