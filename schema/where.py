"""What a connection may be asked to keep: one filter a kind of row, all of the same build."""

from typing import Any, Optional

import strawberry
from sqlalchemy import BigInteger, ColumnElement, FromClause

from schema.arguments import Slot, Tree, said
from schema.days import bound
from schema.filters import (
    among,
    became_known,
    by_day,
    column_in,
    days,
    during,
    filters,
    like,
    number,
    numbered,
    one_of,
    puts,
    searched,
    whether,
)
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
from timeline import conditions, knowledge, models, places
from timeline.exceptions import TimelineError

HALF_ROUND = 20_016
"""Kilometres from any place to the one farthest away, rounded up."""


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
    return places.inside(table, *edges)


def _upright(south: float, north: float) -> None:
    if south > north:
        raise TimelineError(f"south: {south:g} lies north of north: {north:g}; exchange them")


def _near(table: FromClause, near: Tree, binder: Binder) -> ColumnElement[bool]:
    latitude = number(near["latitude"], -90, 90, "latitude", binder)
    longitude = number(near["longitude"], -180, 180, "longitude", binder)
    cosine = number(near["kilometres"], 0, HALF_ROUND, "kilometres", binder, places.cosine)
    return places.near(table, latitude, longitude, cosine)


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
    return knowledge.news(table, *days(between, binder))


SEARCHED = "Words it is to have, as in `search`."
KNOWN_BY = "EDTF day by which a source that reports it had appeared; all else here and below is as of that day, too."
BECAME_KNOWN = "What was not known by the one day and was by the other."


def in_office(table: FromClause, day: Slot, binder: Binder) -> ColumnElement[bool]:
    """That an office may have been held on a day."""
    return conditions.in_office(table, *(binder.one(day, bound(name), BigInteger) for name in ("lower", "upper")))


@filters("entries")
class EntryWhere:
    text: str | None = puts(searched(RecordKind.EVENT, RecordKind.STATEMENT), SEARCHED)
    slugs: list[str] | None = puts(column_in("slug"), "One of these slugs.")
    during: Window | None = puts(during(conditions.possibly, conditions.certainly), "When it happened or was said.")
    known_by: str | None = puts(by_day(knowledge.known_by), KNOWN_BY)
    became_known: Between | None = puts(became_known(knowledge.known_by), BECAME_KNOWN)
    told_anew: Between | None = puts(_told_anew, "What was known and then told again, by a source or in an answer.")
    actors: Among | None = puts(
        among(conditions.involving), "Who spoke or took part, by slug.", models.Actor.statements, models.Actor.events
    )
    speakers: Among | None = puts(among(conditions.spoken_by), "Who spoke, by slug.", models.Actor.statements)
    addressees: Among | None = puts(among(conditions.spoken_to), "Who was spoken to, by slug.", models.Actor.addressed)
    participants: Among | None = puts(among(conditions.joined_by), "Who took part, by slug.", models.Actor.events)
    holders: Among | None = puts(among(conditions.answered_by, "account"), "Who holds an answer about it, by slug.")
    topics: Among | None = puts(
        among(conditions.filed_under), "Under which topics it is filed, by slug.", models.Topic.entries
    )
    sources: Among | None = puts(among(conditions.cited_from, "citation"), "Which sources report it, by slug.")
    publishers: Among | None = puts(among(conditions.reported_by, "citation"), "Who published such a source, by slug.")
    hosts: Among | None = puts(among(conditions.found_at, "citation"), "Who mirrors such a source, by slug.")
    timelines: Among | None = puts(
        among(conditions.standing_on), "On which timelines it stands, by slug.", models.Timeline.entries
    )
    part_of: Among | None = puts(among(conditions.part_of), "To which events it belongs, straight or through others.")
    about: Among | None = puts(
        among(conditions.about), "Which events it is a statement about, by slug.", models.Event.statements
    )
    place: PlaceWhere | None = puts(_place, "Where it happened.")
    kinds: list[EntryKind] | None = puts(column_in("kind"), "Events, statements or both.")
    statement_kinds: list[StatementKind] | None = puts(column_in("statement_kind"), "Quoted, indirect or mixed.")
    attitudes: list[Attitude] | None = puts(column_in("attitude"), "How the report puts what was said.")
    categories: list[str] | None = puts(column_in("category"), "Kinds of event.")
    confidence: list[Confidence] | None = puts(column_in("confidence"), "How well its sources were read.")
    anchors: list[AnchorState] | None = puts(
        one_of(conditions.anchored, "citation"), "With a citation in such a state."
    )
    dates_differ: bool | None = puts(
        whether(conditions.dates_differ, "citation"), "Whether a source gives another date for it, or none does."
    )
    review: list[Review] | None = puts(column_in("review"), "Reviewed entries only where left out.")
    citations: Optional["CitationWhere"] = like(models.Citation, conditions.CITED, "With a citation like this.")


@filters("offices")
class RoleWhere:
    titles: list[str] | None = puts(column_in("title"), "Called one of these.")
    holders: Among | None = puts(among(conditions.in_post), "Who held it, by slug.")
    organizations: Among | None = puts(among(conditions.posted), "What it is an office of, by slug.")
    day: str | None = puts(in_office, "EDTF day on which it may have been held.")
    current: bool | None = puts(whether(conditions.held_still), "Whether it is still held, as far as told.")


@filters("actors")
class ActorWhere:
    text: str | None = puts(searched(RecordKind.ACTOR), SEARCHED)
    kinds: list[ActorKind] | None = puts(column_in("kind"), "Of which kinds.")
    slugs: list[str] | None = puts(column_in("slug"), "One of these slugs.")
    names: list[str] | None = puts(one_of(conditions.named), "Called one of these, in whatever spelling.")
    wikidata: list[str] | None = puts(column_in("wikidata"), "One of these Wikidata items.")
    roles: RoleWhere | None = like(models.Role, conditions.OFFICES, "Who held an office like this.")
    entries: EntryWhere | None = like(
        models.Entry,
        conditions.with_one(conditions.SPEAKING, conditions.ADDRESSED, conditions.JOINING),
        "That appears in an entry like this: speaks, is spoken to or takes part.",
    )
    statements: EntryWhere | None = like(
        models.Entry, conditions.with_one(conditions.SPEAKING), "Who made a statement like this."
    )
    events: EntryWhere | None = like(
        models.Entry, conditions.with_one(conditions.JOINING), "Who took part in an event like this."
    )


@filters("sources")
class SourceWhere:
    text: str | None = puts(searched(RecordKind.SOURCE), SEARCHED)
    slugs: list[str] | None = puts(column_in("slug"), "One of these slugs.")
    published: Window | None = puts(
        during(conditions.published_possibly, conditions.published_certainly), "When its publisher dated it."
    )
    known_by: str | None = puts(by_day(knowledge.published_by_day), "EDTF day by which it had appeared.")
    became_known: Between | None = puts(became_known(knowledge.published_by_day), BECAME_KNOWN)
    publishers: Among | None = puts(among(conditions.published_by), "Who published it, by slug.")
    hosts: Among | None = puts(among(conditions.mirrored_by), "Who mirrors it, by slug.")
    languages: list[str] | None = puts(column_in("language"), "In one of these languages, BCP 47.")
    sections: list[str] | None = puts(column_in("section"), "In one of these sections, as printed.")
    urls: list[str] | None = puts(column_in("url"), "At one of these addresses.")
    entries: EntryWhere | None = like(models.Entry, conditions.REPORTING, "That reports an entry like this.")


@filters("citations")
class CitationWhere:
    states: list[AnchorState] | None = puts(column_in("state"), "In one of these states.")
    dates_differ: bool | None = puts(whether(conditions.date_differs), "Whether it gives another date than its entry.")
    known_by: str | None = puts(by_day(knowledge.cited_by_day), "EDTF day by which its source had appeared.")
    became_known: Between | None = puts(became_known(knowledge.cited_by_day), BECAME_KNOWN)
    sources: Among | None = puts(among(conditions.cited), "Which source it is from, by slug.")
    source: SourceWhere | None = like(models.Source, conditions.leading("source_id"), "From a source like this.")
    entry: EntryWhere | None = like(models.Entry, conditions.leading("entry_id"), "Of an entry like this.")


@filters("answers")
class AccountWhere:
    holders: Among | None = puts(among(conditions.held_by), "Who holds it, by slug.")
    sources: Among | None = puts(among(conditions.told_by), "Which source reports it, by slug.")
    held: Window | None = puts(during(conditions.held_possibly, conditions.held_certainly), "Since when it is held.")
    values: list[str] | None = puts(column_in("value"), "One of these answers, to the letter.")
    known_by: str | None = puts(by_day(knowledge.held_by_day), "EDTF day by which it was known.")
    became_known: Between | None = puts(became_known(knowledge.held_by_day), BECAME_KNOWN)
    question: Optional["QuestionWhere"] = like(
        models.Question, conditions.leading("question_id"), "To a question like this."
    )


@filters("questions")
class QuestionWhere:
    text: str | None = puts(searched(RecordKind.QUESTION), SEARCHED)
    slugs: list[str] | None = puts(column_in("slug"), "One of these slugs.")
    about: Among | None = puts(among(conditions.asked_about), "Which entries it is about, by slug.")
    holders: Among | None = puts(among(conditions.differed_on, "account"), "Who holds an answer to it, by slug.")
    differ: bool | None = puts(whether(conditions.differing, "account"), "Whether its answers differ.")
    known_by: str | None = puts(by_day(knowledge.asked_by_day), "EDTF day by which an answer to it was known.")
    accounts: AccountWhere | None = like(models.Account, conditions.ANSWERED, "With an answer like this.")


@filters("topics")
class TopicWhere:
    text: str | None = puts(searched(RecordKind.TOPIC), SEARCHED)
    slugs: list[str] | None = puts(column_in("slug"), "One of these slugs.")
    names: list[str] | None = puts(column_in("name"), "Called one of these.")
    entries: EntryWhere | None = like(models.Entry, conditions.FILING, "With an entry like this filed under it.")


@filters("timelines")
class TimelineWhere:
    text: str | None = puts(searched(RecordKind.TIMELINE), SEARCHED)
    slugs: list[str] | None = puts(column_in("slug"), "One of these slugs.")
    entries: EntryWhere | None = like(models.Entry, conditions.HOLDING, "With an entry like this on it.")


@filters("parts in events")
class ParticipationWhere:
    actors: Among | None = puts(among(conditions.in_post), "Who took part, by slug.")
    roles: list[str] | None = puts(column_in("role"), "As one of these.")
    event: EntryWhere | None = like(models.Entry, conditions.leading("entry_id"), "In an event like this.")


@filters("places on timelines")
class MembershipWhere:
    timelines: Among | None = puts(among(conditions.listed_on), "On which timeline, by slug.")
    groups: list[str] | None = puts(column_in("group"), "In one of these groups.")
    entry: EntryWhere | None = like(models.Entry, conditions.leading("entry_id"), "Of an entry like this.")


@filters("changes")
class ChangeWhere:
    kinds: list[RecordKind] | None = puts(column_in("kind"), "About which kinds of record.")
    actions: list[Action] | None = puts(column_in("action"), "Added, changed or removed.")
    slugs: list[str] | None = puts(column_in("slug"), "About records with one of these slugs.")
    origins: list[str] | None = puts(column_in("origin"), "From one of these files.")


@filters("revisions")
class RevisionWhere:
    numbers: list[int] | None = puts(numbered("id"), "One of these numbers.")
    at: Window | None = puts(during(conditions.committed, conditions.committed), "When it was committed, in UTC.")
    changes: ChangeWhere | None = like(models.Change, conditions.CHANGED, "That made a change like this.")


@filters("hits")
class SearchWhere:
    kinds: list[RecordKind] | None = puts(column_in("kind"), "Of which kinds.")
    known_by: str | None = puts(by_day(knowledge.found_by_day), "EDTF day by which it was known.")
    review: list[Review] | None = puts(column_in("review"), "Reviewed entries only where left out.")
