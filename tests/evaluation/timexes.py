"""Expressions of time: found at all and with the same ends, with the right type, value and day.

The measures of TempEval-3, task A (UzZaman et al. 2013): relaxed, strict, type, value. For ``interval`` two values are
the same that name the same days; ``EDTF`` is asked of what was found.
"""

import re

from evaluation.gold import Gold, Marked, readings
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
        "type": pairs.score(lambda g, f: f.type in readings(g, "type")),
        "value": pairs.score(lambda g, f: f.value in readings(g, "value")),
        "interval": pairs.score(lambda g, f: days(f.value) in map(days, readings(g, "value"))),
        "EDTF": pairs.accuracy(lambda g, f: plain(f.edtf) in readings(g, "edtf"), about=_edtf),
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
