"""Names from a tagger the user has: an entry point of the group ``timeline.taggers``, off unless it is named.

An entry point gives a function from a text to triples (start, end, label) in code points, end exclusive; labels are
those of OntoNotes: PERSON, ORG, GPE, NORP and others, which are left out.
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from timeline.exceptions import TimelineError
from timeline.extraction.actors.name import Name
from timeline.extraction.actors.names import PLACE
from timeline.extraction.actors.states import STATES
from timeline.extraction.tokens import Tokens

GROUP = "timeline.taggers"
KINDS = {"PERSON": "PERSON", "PER": "PERSON", "ORG": "ORGANIZATION", "NORP": "GROUP", "GPE": PLACE, "LOC": PLACE}
Tagger = Callable[[str], Iterable[tuple[int, int, str]]]


class TaggerError(TimelineError):
    """A tagger that is asked for and not installed, that fails, or that gives places outside of the text."""


@cache
def load(name: str) -> Tagger:
    """The tagger of that name."""
    found = entry_points(group=GROUP)
    for point in found:
        if point.name == name:
            return _loaded(point)
    there = ", ".join(sorted(found.names)) or "none is"
    raise TaggerError(f"no tagger {name!r} is installed in the entry-point group {GROUP!r}; installed: {there}")


def _loaded(point: EntryPoint) -> Tagger:
    try:
        tagger: Tagger = point.load()
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise TaggerError(f"tagger {point.name!r} cannot be loaded ({told}); install its package anew") from error
    return tagger


def merged(tokens: Tokens, names: list[Name], tagger: str) -> list[Name]:
    """The names of the tagger, and those of the rules that stand under none of them, in their order."""
    tagged = [
        name for start, end, label in _tagged(tokens.text, tagger) if (name := _name(tokens, start, end, label, tagger))
    ]
    covered = {i for name in tagged for i in range(name.first, name.last)}
    kept = [name for name in names if covered.isdisjoint(range(name.first, name.last))]
    return sorted([*tagged, *kept])


def _tagged(text: str, tagger: str) -> list[tuple[int, int, str]]:
    tag = load(tagger)
    try:
        return [(int(start), int(end), str(label)) for start, end, label in tag(text)]
    except Exception as error:
        told = f"{type(error).__name__}: {error}"
        raise TaggerError(f"tagger {tagger!r} failed ({told}); it has to give triples (start, end, label)") from error


def _name(tokens: Tokens, start: int, end: int, label: str, tagger: str) -> Name | None:
    if not 0 <= start < end <= len(tokens.text):
        raise TaggerError(
            f"tagger {tagger!r} names ({start}, {end}), which is no place in {len(tokens.text)} characters"
        )
    first, last = tokens.at(start), tokens.before(end)
    if label not in KINDS or first >= last:
        return None
    kind = "STATE" if label == "GPE" and tokens.span(first, last) in STATES else KINDS[label]
    return Name(first, last, kind, first)
