"""What years, decades and centuries mean: ``1988``, ``nineteen ninety-one``, ``the '80s``, ``the 20th century``."""

from datetime import date
from typing import Final

from timeline.extraction import lexicon
from timeline.extraction.times import hints
from timeline.extraction.times.phrase import Meaning, Phrase
from timeline.extraction.times.stretches import Stretch, of_year

MARKS_BEFORE: Final = frozenset('()[]“"`;:/')
VERBS_IN_S: Final = ("was", "is", "has")
OWNERS: Final = ("his", "her", "their", "my")  # "in his fifties" is an age


def year(phrase: Phrase) -> Meaning | None:
    """``1988``, ``early 1991``, ``fiscal 1989``, ``nineteen ninety-one``."""
    found = hints.whole_year(phrase)
    if found is None:
        return None
    alone = phrase.last - phrase.first == 1
    if alone and not _is_year(phrase, found):
        return None
    if phrase.word(0) in lexicon.words("counted"):
        return None
    if alone and (last := _last_year(phrase, found)):
        return hints.of_stretch(of_year(found), phrase)._replace(edtf=f"{found:04}/{last:04}")
    if not alone and not phrase.has("year", "unit") and not 1300 <= found < 2100:
        return None
    return hints.of_stretch(of_year(found), phrase)


def _last_year(phrase: Phrase, first: int) -> int | None:
    """The year that ends ``1939-45``."""
    last = phrase.terms.values[phrase.last + 1] if phrase.kind(0) == "dash" and phrase.kind(1) == "digits" else None
    return first // 100 * 100 + last if isinstance(last, int) and first % 100 < last < 100 else None


def _is_year(phrase: Phrase, found: int) -> bool:
    """Whether four digits alone are a year, not a count of things."""
    before, behind = phrase.word(-1), phrase.word(0)
    if phrase.kind(-1) == "money" or (phrase.kind(-1) == "mark" and before not in MARKS_BEFORE):
        return False
    if behind in lexicon.words("counted") or phrase.kind(0) == "units":
        return False
    if before in lexicon.words("before-year"):
        return 1500 <= found < 2100 or before in ("in", "since")
    if phrase.behind_name():
        return False
    things = phrase.kind(0) == "other_word" and behind.endswith("s") and behind not in VERBS_IN_S
    return 1900 <= found < 2060 and not things


def decade(phrase: Phrase) -> Meaning | None:
    """``the 1990s``, ``the late '80s``, ``the nineties``."""
    value = phrase.value("decade")
    number = int(str(value).removesuffix("s"))
    marked = phrase.has("the", "early", "late", "mid") or (isinstance(value, str) and phrase.has("apostrophe"))
    if phrase.has("year") or phrase.word(-1) in OWNERS or (number < 100 and not marked):
        return None
    if number < 100:
        number += 1900 if phrase.reference and number + 2000 > phrase.reference.year else 2000
    unit = "century" if number % 100 == 0 and number < 2000 else "decade"
    return hints.of_stretch(Stretch(unit, date(number, 1, 1)), phrase)


def century(phrase: Phrase) -> Meaning | None:
    """``the 20th century``."""
    number = phrase.integer("ordinal", "second")
    if phrase.text("unit") != "century" or phrase.before_name() or not number or not 1 < number <= 99:
        return None
    return hints.of_stretch(Stretch("century", date((number - 1) * 100, 1, 1)), phrase)
