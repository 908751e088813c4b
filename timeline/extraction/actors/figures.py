"""Figures: who plays a part in a text, while it is read, and the places where each is seen."""

from dataclasses import dataclass, field

from timeline.extraction.actors.known import Known
from timeline.extraction.actors.offices import Office
from timeline.extraction.findings import MentionForm, Role

SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "qc", "kc", "mp", "mep", "msp", "obe", "cbe", "phd", "md"))
"""What stands behind a name and is none: of younger ones, of offices and of honours."""


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody of the text while it is read."""

    name: str
    kind: str | None
    """A value of ActorKind; None while the text has not told."""
    rule: str
    gender: str | None = None
    known: Known | None = None
    slug: str = ""
    spellings: dict[str, None] = field(default_factory=dict)
    offices: dict[Office, Role | None] = field(default_factory=dict)
    """Offices held; with the text's words for them where the text tells."""
    places: list[tuple[int, int, str, MentionForm]] = field(default_factory=list)
    """Where it is named or meant: start, end, words and form."""
    articled: bool = False
    """Whether ``the`` stands before its name, as it does before no person's."""
    spoken: bool = False
    """Whether a speaker was found to be meant."""
    acts: bool = False
    """Whether somebody who speaks or acts was found to be meant."""
    inside: bool = False
    """Whether its name stands anywhere but at the beginning of a sentence."""
    placed: bool = False
    """Whether a word that goes before places stands before its name: ``in Thornfield``."""

    @property
    def last_name(self) -> str:
        """The last word of the name, letters behind it aside."""
        words = self.name.split()
        return next((word for word in reversed(words) if word.lower() not in SUFFIXES), words[-1])


@dataclass(slots=True, eq=False)
class Sighting:
    """A place where a figure is named or meant."""

    first: int
    last: int
    figure: Figure
    sentence: int
    speaks: bool = False
