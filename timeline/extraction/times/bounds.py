"""What stands around a date: ``since 2014`` is open, ``before Friday`` is bounded, ``from … to`` is an interval."""

from typing import Final

from timeline.extraction.times.phrase import Meaning, Phrase

Found = tuple[Phrase, Meaning, str]
OPEN: Final = {
    "since": "{first}/..",
    "until": "/{last}",
    "till": "/{last}",
    "before": "[..{last}]",
    "by": "[..{last}]",
    "after": "[{first}..]",
}
WITHIN_DAY: Final = ("before", "after", "by")  # before dawn on Monday is still Monday
JOINTS: Final = frozenset(("to", "until", "till", "through", "thru", "-", "–", "—"))


def applied(found: list[Found]) -> list[Found]:
    """The same findings, their EDTF bounded by the words around them."""
    bounded = [_bounded(*each) for each in found]
    for i in range(1, len(found)):
        if (joined := _interval(found[i - 1], found[i])) is not None:
            bounded[i - 1], bounded[i] = (_with(found[i - 1], joined)), (_with(found[i], joined))
    return bounded


def _with(found: Found, edtf: str) -> Found:
    phrase, meaning, rule = found
    return phrase, meaning._replace(edtf=edtf), rule


def _bounded(phrase: Phrase, meaning: Meaning, rule: str) -> Found:
    form = OPEN.get(phrase.word(-1))
    if form is None or meaning.stretch is None or meaning.edtf is None:
        return phrase, meaning, rule
    if meaning.stretch.clock and phrase.word(-1) in WITHIN_DAY:
        return _with((phrase, meaning, rule), str(meaning.stretch.first))
    first, last = _ends(meaning)
    return _with((phrase, meaning, rule), form.format(first=first, last=last))


def _ends(meaning: Meaning) -> tuple[str, str]:
    """How an interval names a stretch as its start and as its end."""
    stretch, edtf = meaning.stretch, meaning.edtf or ""
    if stretch is None or ("/" not in edtf and "T" not in edtf):
        return edtf, edtf
    return str(stretch.first), str(stretch.last)


def _interval(start: Found, end: Found) -> str | None:
    """From one date to the next, where a joint alone is between them, or ``between … and``."""
    phrase, following = start[0], end[0]
    if start[1].stretch is None or end[1].stretch is None or following.first != phrase.last + 1:
        return None
    joint = phrase.word(0)
    if joint not in JOINTS and not (joint == "and" and phrase.word(-1) == "between"):
        return None
    if start[1].stretch.first > end[1].stretch.last:
        return None
    return f"{_ends(start[1])[0]}/{_ends(end[1])[1]}"
