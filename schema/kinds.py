"""The closed vocabularies as GraphQL enums."""

from enum import StrEnum

import strawberry

from timeline import dates, kinds


class Match(StrEnum):
    """How surely a date must lie in a window."""

    POSSIBLY = "POSSIBLY"
    CERTAINLY = "CERTAINLY"


DESCRIPTIONS: dict[type[StrEnum], str] = {
    kinds.ActorKind: "What kind of actor somebody is, as in FollowTheMoney.",
    kinds.EntryKind: "What stands on a timeline.",
    kinds.Review: "Whether a person has read an entry (REVIEWED) or only the extraction made it (DRAFT).",
    kinds.StatementKind: "Quoted (DIRECT), in the reporter's words (INDIRECT), or both (MIXED).",
    kinds.Attitude: "How the report puts what was said.",
    kinds.Confidence: "CONFIRMED: read in the sources cited; CERTAIN: known otherwise, not read there for the point.",
    kinds.AnchorState: "How cited words stand to the text: at these offsets (EXACT), elsewhere (MOVED),"
    " nowhere (ORPHANED), or not pinned down (UNANCHORED).",
    kinds.RecordKind: "What a change is about.",
    kinds.Action: "What a change did.",
    dates.End: "Whether an end of a date is given (KNOWN), not known (UNKNOWN), or there is none (OPEN).",
    dates.Precision: "The coarsest unit a date is given in.",
    kinds.Unit: "How long a bucket of a histogram is.",
    Match: "POSSIBLY: some reading of the date overlaps the window; CERTAINLY: every reading lies inside it.",
}
for kind, description in DESCRIPTIONS.items():
    strawberry.enum(kind, description=description)

ActorKind = kinds.ActorKind
EntryKind = kinds.EntryKind
Review = kinds.Review
StatementKind = kinds.StatementKind
Attitude = kinds.Attitude
Confidence = kinds.Confidence
AnchorState = kinds.AnchorState
RecordKind = kinds.RecordKind
Action = kinds.Action
Unit = kinds.Unit
End = dates.End
Precision = dates.Precision
