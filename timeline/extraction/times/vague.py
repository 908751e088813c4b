"""What stays vague: ``now``, ``recently``, ``in the future``. As EDTF, the day of the article or a bound by it."""

from typing import Final

from timeline.extraction.times import hints
from timeline.extraction.times.phrase import Meaning, Phrase

BEFORE_SOON: Final = ("as", "too", "so", "how")
BEHIND_SOON: Final = ("after", "as", "enough", "thereafter")


def present(phrase: Phrase) -> Meaning | None:
    """``now``, ``currently``, ``at this time``."""
    if phrase.last - phrase.first == 1 and phrase.written(0)[0].isupper() and phrase.behind_name():
        return None  # the Harbour Now League
    return hints.vague_present(phrase)


def past(phrase: Phrase) -> Meaning | None:
    """``recently``, ``in the past``, ``the other day``, ``at the time``."""
    if phrase.has("unit") and phrase.text("unit") != "day":
        return None
    return hints.vague_past(phrase)


def future(phrase: Phrase) -> Meaning | None:
    """``soon``, ``the near future``."""
    if phrase.has("soon") and (phrase.word(-1) in BEFORE_SOON or phrase.word(0) in BEHIND_SOON):
        return None
    return hints.vague_future(phrase)
