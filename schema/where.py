"""What a connection may be asked to keep: one filter a kind of row, all of the same build."""

from typing import Any, Optional

import strawberry
from sqlalchemy import ColumnElement, FromClause

from schema.arguments import Tree, said
from schema.filters import among, became_known, by_day, column_in, days, during, joins, number, one_of, puts, whether
from schema.kinds import (
    Action,
    ActorKind,
    AnchorState,
    Attitude,
    Confidence,
    EntryKind,
    Match,
    RecordKind,
    Review,
    StatementKind,
)
from schema.plan import Binder
from timeline import conditions
from timeline.exceptions import TimelineError

HALF_ROUND = 20_016
"""Kilometres from any place to the one farthest away, rounded up."""

AND = "All of these hold."
OR = "At least one of these holds."
NOT = "This does not hold."


def given(description: str, name: str | None = None, default: Any = strawberry.UNSET) -> Any:
    """A field of an input that only carries a value."""
    return strawberry.field(name=name, description=description, default=default)


@strawberry.input(description="A window of time; a side left out is open.")
class Window:
    from_: str | None = given("EDTF date it begins with.", "from")
    to: str | None = given("EDTF date it ends with, inclusive.")
    match: Match = given("Whether the date must possibly or certainly lie in the window.", default=Match.POSSIBLY)


@strawberry.input(description="Which slugs; several conditions hold together.")
class Among:
    any: list[str] | None = given("At least one of these slugs.")
    all: list[str] | None = given("Every one of these slugs.")
    none: list[str] | None = given("Not one of these slugs.")


@strawberry.input(description="A box on the globe in degrees (WGS 84); it may cross the 180th meridian.")
class Box:
    south: float = given("Its southern edge.")
    west: float = given("Its western edge.")
    north: float = given("Its northern edge, not south of the southern.")
    east: float = given("Its eastern edge.")


@strawberry.input(description="A circle on the globe.")
class Near:
    latitude: float = given("Degrees north of its centre (WGS 84).")
    longitude: float = given("Degrees east of its centre (WGS 84).")
    kilometres: float = given("Its radius along the ground, 0 to 20,016.")


def _box(table: FromClause, box: Tree, binder: Binder) -> ColumnElement[bool]:
    binder.expect(lambda variables: _upright(box["south"].get(variables), box["north"].get(variables)))
    edges = [number(box[name], -90, 90, name, binder) for name in ("south", "north")]
    edges += [number(box[name], -180, 180, name, binder) for name in ("west", "east")]
    return conditions.inside(table, *edges)


def _upright(south: float, north: float) -> None:
    if south > north:
        raise TimelineError(f"south: {south:g} lies north of north: {north:g}; exchange them")


def _near(table: FromClause, near: Tree, binder: Binder) -> ColumnElement[bool]:
    latitude = number(near["latitude"], -90, 90, "latitude", binder)
    longitude = number(near["longitude"], -180, 180, "longitude", binder)
    cosine = number(near["kilometres"], 0, HALF_ROUND, "kilometres", binder, conditions.cosine)
    return conditions.near(table, latitude, longitude, cosine)


@strawberry.input(description="Where something happened; all conditions given hold together.")
class PlaceWhere:
    countries: list[str] | None = given("In one of these countries, ISO 3166-1 alpha-2.")
    box: Box | None = given("Inside this box.")
    near: Near | None = given("Within this circle.")


def _place(table: FromClause, place: Tree, binder: Binder) -> ColumnElement[bool]:
    found = []
    if said(place, "countries"):
        found.append(column_in("country")(table, place["countries"], binder))
    if said(place, "box"):
        found.append(_box(table, place["box"], binder))
    if said(place, "near"):
        found.append(_near(table, place["near"], binder))
    return conditions.every(found)


@strawberry.input(description="The time between two days, the first left out, the last included.")
class Between:
    from_: str = given("EDTF day it begins after.", "from", default=strawberry.UNSET)
    to: str = given("EDTF day it ends with.")


def _told_anew(table: FromClause, between: Tree, binder: Binder) -> ColumnElement[bool]:
    return conditions.news(table, *days(between, binder))


BECAME_KNOWN = "What was not known by the one day and was by the other."


@strawberry.input(description="Which entries; all conditions given hold together.")
class EntryWhere:
    during: Window | None = puts(during(conditions.possibly, conditions.certainly), "When it happened or was said.")
    known_by: str | None = puts(by_day(conditions.known_by), "EDTF day by which a source that reports it had appeared.")
    became_known: Between | None = puts(became_known(conditions.known_by), BECAME_KNOWN)
    told_anew: Between | None = puts(_told_anew, "What was known and then told again, by a source or in an answer.")
    actors: Among | None = puts(among(conditions.involving), "Who spoke or took part, by slug.")
    speakers: Among | None = puts(among(conditions.spoken_by), "Who spoke, by slug.")
    addressees: Among | None = puts(among(conditions.spoken_to), "Who was spoken to, by slug.")
    participants: Among | None = puts(among(conditions.joined_by), "Who took part, by slug.")
    holders: Among | None = puts(among(conditions.answered_by), "Who holds an answer to a question about it, by slug.")
    topics: Among | None = puts(among(conditions.filed_under), "Under which topics it is filed, by slug.")
    sources: Among | None = puts(among(conditions.cited_from), "Which sources report it, by slug.")
    publishers: Among | None = puts(among(conditions.reported_by), "Whose sources report it, by slug of the publisher.")
    hosts: Among | None = puts(among(conditions.found_at), "Whose mirrors of sources report it, by slug of the host.")
    timelines: Among | None = puts(among(conditions.standing_on), "On which timelines it stands, by slug.")
    part_of: Among | None = puts(among(conditions.part_of), "To which events it belongs, straight or through others.")
    about: Among | None = puts(among(conditions.about), "Which events it is a statement about, by slug.")
    place: PlaceWhere | None = puts(_place, "Where it happened.")
    kinds: list[EntryKind] | None = puts(column_in("kind"), "Events, statements or both.")
    statement_kinds: list[StatementKind] | None = puts(column_in("statement_kind"), "Quoted, indirect or mixed.")
    attitudes: list[Attitude] | None = puts(column_in("attitude"), "How the report puts what was said.")
    categories: list[str] | None = puts(column_in("category"), "Kinds of event.")
    confidence: list[Confidence] | None = puts(column_in("confidence"), "How well its sources were read.")
    anchors: list[AnchorState] | None = puts(one_of(conditions.anchored), "With a citation in one of these states.")
    dates_differ: bool | None = puts(
        whether(conditions.dates_differ), "Whether a source gives another date for it, or none does."
    )
    review: list[Review] | None = puts(column_in("review"), "Reviewed entries only where left out.")
    and_: list["EntryWhere"] | None = joins("and", AND)
    or_: list["EntryWhere"] | None = joins("or", OR)
    not_: Optional["EntryWhere"] = joins("not", NOT)


@strawberry.input(description="Which actors; all conditions given hold together.")
class ActorWhere:
    kinds: list[ActorKind] | None = puts(column_in("kind"), "Of which kinds.")
    slugs: list[str] | None = puts(column_in("slug"), "One of these slugs.")
    and_: list["ActorWhere"] | None = joins("and", AND)
    or_: list["ActorWhere"] | None = joins("or", OR)
    not_: Optional["ActorWhere"] = joins("not", NOT)


@strawberry.input(description="Which sources; all conditions given hold together.")
class SourceWhere:
    published: Window | None = puts(
        during(conditions.published_possibly, conditions.published_certainly), "When its publisher dated it."
    )
    known_by: str | None = puts(by_day(conditions.published_by_day), "EDTF day by which it had appeared.")
    became_known: Between | None = puts(became_known(conditions.published_by_day), BECAME_KNOWN)
    publishers: Among | None = puts(among(conditions.published_by), "Who published it, by slug.")
    hosts: Among | None = puts(among(conditions.mirrored_by), "Who mirrors it, by slug.")
    languages: list[str] | None = puts(column_in("language"), "In one of these languages, BCP 47.")
    and_: list["SourceWhere"] | None = joins("and", AND)
    or_: list["SourceWhere"] | None = joins("or", OR)
    not_: Optional["SourceWhere"] = joins("not", NOT)


@strawberry.input(description="Which citations; all conditions given hold together.")
class CitationWhere:
    states: list[AnchorState] | None = puts(column_in("state"), "In one of these states.")
    known_by: str | None = puts(by_day(conditions.cited_by_day), "EDTF day by which its source had appeared.")
    became_known: Between | None = puts(became_known(conditions.cited_by_day), BECAME_KNOWN)
    and_: list["CitationWhere"] | None = joins("and", AND)
    or_: list["CitationWhere"] | None = joins("or", OR)
    not_: Optional["CitationWhere"] = joins("not", NOT)


@strawberry.input(description="Which answers; all conditions given hold together.")
class AccountWhere:
    holders: Among | None = puts(among(conditions.held_by), "Who holds it, by slug.")
    sources: Among | None = puts(among(conditions.told_by), "Which source reports it, by slug.")
    known_by: str | None = puts(by_day(conditions.held_by_day), "EDTF day by which it was known.")
    became_known: Between | None = puts(became_known(conditions.held_by_day), BECAME_KNOWN)
    and_: list["AccountWhere"] | None = joins("and", AND)
    or_: list["AccountWhere"] | None = joins("or", OR)
    not_: Optional["AccountWhere"] = joins("not", NOT)


@strawberry.input(description="Which questions; all conditions given hold together.")
class QuestionWhere:
    about: Among | None = puts(among(conditions.asked_about), "Which entries it is about, by slug.")
    holders: Among | None = puts(among(conditions.differed_on), "Who holds an answer to it, by slug.")
    known_by: str | None = puts(by_day(conditions.asked_by_day), "EDTF day by which an answer to it was known.")
    and_: list["QuestionWhere"] | None = joins("and", AND)
    or_: list["QuestionWhere"] | None = joins("or", OR)
    not_: Optional["QuestionWhere"] = joins("not", NOT)


@strawberry.input(description="Which changes; all conditions given hold together.")
class ChangeWhere:
    kinds: list[RecordKind] | None = puts(column_in("kind"), "About which kinds of record.")
    actions: list[Action] | None = puts(column_in("action"), "Added, changed or removed.")
    slugs: list[str] | None = puts(column_in("slug"), "About records with one of these slugs.")
    and_: list["ChangeWhere"] | None = joins("and", AND)
    or_: list["ChangeWhere"] | None = joins("or", OR)
    not_: Optional["ChangeWhere"] = joins("not", NOT)
