"""The closed vocabularies: what kinds there are of actors, entries, statements, anchors and changes."""

from enum import StrEnum


class ActorKind(StrEnum):
    """What kind of actor somebody is, as in FollowTheMoney."""

    PERSON = "PERSON"
    STATE = "STATE"
    GOVERNMENT = "GOVERNMENT"
    ORGANIZATION = "ORGANIZATION"
    MEDIA = "MEDIA"
    GROUP = "GROUP"


class EntryKind(StrEnum):
    """What stands on a timeline."""

    EVENT = "EVENT"
    STATEMENT = "STATEMENT"


class Review(StrEnum):
    """Whether a person has read an entry, or only the extraction made it."""

    REVIEWED = "REVIEWED"
    DRAFT = "DRAFT"


class StatementKind(StrEnum):
    """Whether a statement is quoted, in the reporter's words, or both."""

    DIRECT = "DIRECT"
    INDIRECT = "INDIRECT"
    MIXED = "MIXED"


class Attitude(StrEnum):
    """How the report puts what was said."""

    ASSERTED = "ASSERTED"
    ALLEGED = "ALLEGED"
    DENIED = "DENIED"
    CONDITIONAL = "CONDITIONAL"


class Confidence(StrEnum):
    """Whether the cited sources were read for the exact point, or it is known otherwise."""

    CONFIRMED = "CONFIRMED"
    CERTAIN = "CERTAIN"


class AnchorState(StrEnum):
    """How the words of a citation stand to the text of its source.

    EXACT: they stand at these offsets of the text with that sum; MOVED: they stand elsewhere in it; ORPHANED: they
    do not stand in it; UNANCHORED: no words, or no place for them, are given.
    """

    EXACT = "EXACT"
    MOVED = "MOVED"
    ORPHANED = "ORPHANED"
    UNANCHORED = "UNANCHORED"


class RecordKind(StrEnum):
    """What a change can be about."""

    ACTOR = "ACTOR"
    SOURCE = "SOURCE"
    TOPIC = "TOPIC"
    EVENT = "EVENT"
    STATEMENT = "STATEMENT"
    QUESTION = "QUESTION"
    TIMELINE = "TIMELINE"


class Unit(StrEnum):
    """How long a bucket of a histogram is, from short to long."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
    DECADE = "DECADE"
    CENTURY = "CENTURY"


class Action(StrEnum):
    """What a change did."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    REMOVED = "REMOVED"
