"""What stays vague: ``now``, ``recently``, ``in the future``. As EDTF, the day of the article or a bound by it."""

from timeline.extraction.times import calendar
from timeline.extraction.times.phrase import Meaning, Phrase


def word(phrase: Phrase) -> Meaning | None:
    """``now``."""
    return present(phrase)


def present(phrase: Phrase) -> Meaning | None:
    """``currently``, ``at this time``."""
    return Meaning("DATE", "PRESENT_REF", str(phrase.reference) if phrase.reference else None)


def past(phrase: Phrase) -> Meaning | None:
    """``recently``, ``in the past``."""
    return calendar.vague_past(phrase)


def future(phrase: Phrase) -> Meaning | None:
    """``soon``, ``the near future``."""
    if phrase.has("soon") and (
        phrase.word(-1) in ("as", "too", "so", "how") or phrase.word(0) in ("after", "as", "enough", "thereafter")
    ):
        return None
    return calendar.vague_future(phrase)
