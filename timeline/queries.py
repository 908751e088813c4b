"""Every SELECT and every condition, as values without a session; the caller brings the parameters.

A *table* here is an alias of one of our tables; parameters are SQLAlchemy's, bound when the statement runs.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from math import cos, pi
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    case,
    cast,
    column,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    table,
    true,
    tuple_,
    union,
)

from timeline.dates import EARLIEST_SECOND, LATEST_SECOND
from timeline.dialects import Dialect
from timeline.kinds import Review
from timeline.models import (
    Account,
    Actor,
    Addressee,
    Base,
    Citation,
    Entry,
    EntryTopic,
    Membership,
    Participation,
    QuestionAbout,
    Revision,
    Source,
    SourceHost,
    Speaker,
    StatementAbout,
    Timeline,
    Topic,
)

Condition = ColumnElement[bool]
Parameter = BindParameter[Any]
Order = Sequence[ColumnElement[Any]]


def page(table: FromClause, conditions: Sequence[Condition], order: Order, limit: Parameter) -> Select[Any]:
    """The ids of one page of a table."""
    return select(table.c.id).where(*conditions).order_by(*order).limit(limit)


def counted(table: FromClause, conditions: Sequence[Condition]) -> Select[Any]:
    """How many rows of a table meet the conditions."""
    return select(func.count()).select_from(table).where(*conditions)


def counted_each(
    dialect: Dialect, keys: Parameter, table: FromClause, member: Condition, conditions: Sequence[Condition]
) -> Select[Any]:
    """How many rows of a table belong to each key; ``member`` speaks of the keys' ``value``."""
    parents = dialect.each(keys)
    number = select(func.count()).select_from(table).where(member, *conditions).scalar_subquery()
    return select(parents.c.value, number)


def beyond(order: Order, values: Sequence[Parameter], forward: bool) -> Condition:
    """That a row comes after the one with these values of its order (or before it)."""
    row, mark = tuple_(*order), tuple_(*values)
    return row > mark if forward else row < mark


def current_revision() -> Select[Any]:
    """The number of the newest revision, 0 for none."""
    return select(func.coalesce(func.max(Revision.id), 0))


def newest_revision() -> Select[int, datetime]:
    """The number of the newest revision and when it was made."""
    return select(Revision.id, Revision.at).where(Revision.id == select(func.max(Revision.id)).scalar_subquery())


def migration() -> Select[Any]:
    """The migration the tables are at."""
    return select(column("version_num", String)).select_from(table("alembic_version"))


def possibly(table: FromClause, earliest: ColumnElement[Any], latest: ColumnElement[Any]) -> Condition:
    """That some reading of the entry's date overlaps the window."""
    return and_(table.c.earliest <= latest, table.c.latest >= earliest)


def certainly(table: FromClause, earliest: ColumnElement[Any], latest: ColumnElement[Any]) -> Condition:
    """That every reading of the entry's date lies inside the window."""
    return and_(table.c.earliest >= earliest, table.c.latest <= latest)


def published_possibly(table: FromClause, earliest: Parameter, latest: Parameter) -> Condition:
    """That some reading of the source's day of publication overlaps the window."""
    return and_(table.c.published_earliest <= latest, table.c.published_latest >= earliest)


def published_certainly(table: FromClause, earliest: Parameter, latest: Parameter) -> Condition:
    """That every reading of the source's day of publication lies inside the window."""
    return and_(table.c.published_earliest >= earliest, table.c.published_latest <= latest)


def reviewed(table: FromClause) -> Condition:
    """That a person has read the entry."""
    read: Condition = table.c.review == Review.REVIEWED.value
    return read


def of_reviewed(table: FromClause) -> Condition:
    """That a person has read the entry the row belongs to."""
    entry = Base.metadata.tables["entry"].alias()
    return exists().where(entry.c.id == table.c.entry_id, reviewed(entry))


def reached(table: FromClause, origin: FromClause) -> Condition:
    """That an entry may be shown to who comes from a row of ``origin``: only drafts lead to drafts."""
    if "review" not in origin.c:
        return reviewed(table)
    return or_(reviewed(table), ~reviewed(origin))


def reached_by(table: FromClause, owner: ColumnElement[int]) -> Condition:
    """That an entry may be shown to who comes from the entry with the id ``owner``: only drafts lead to drafts."""
    entry = Base.metadata.tables["entry"].alias()
    return or_(reviewed(table), exists().where(entry.c.id == owner, ~reviewed(entry)))


def known_by(table: FromClause, latest: Parameter) -> Condition:
    """That a source certainly published by then reports the entry."""
    reports = select(Citation.entry_id).join(Source, Source.id == Citation.source_id)
    return table.c.id.in_(reports.where(Source.published_latest <= latest))


def spoken_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors made the statement."""
    return _linked(dialect, table, Speaker.entry_id, Speaker.actor_id, Actor, actors)


def joined_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors took part in the event."""
    return _linked(dialect, table, Participation.entry_id, Participation.actor_id, Actor, actors)


def involving(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors made the statement or took part in the event."""
    return or_(spoken_by(dialect, table, actors), joined_by(dialect, table, actors))


def filed_under(dialect: Dialect, table: FromClause, topics: Parameter) -> Condition:
    """That the entry is filed under one of the topics."""
    return _linked(dialect, table, EntryTopic.entry_id, EntryTopic.topic_id, Topic, topics)


def cited_from(dialect: Dialect, table: FromClause, sources: Parameter) -> Condition:
    """That one of the sources reports the entry."""
    return _linked(dialect, table, Citation.entry_id, Citation.source_id, Source, sources)


def standing_on(dialect: Dialect, table: FromClause, timelines: Parameter) -> Condition:
    """That the entry stands on one of the timelines."""
    return _linked(dialect, table, Membership.entry_id, Membership.timeline_id, Timeline, timelines)


def spoken_to(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That the statement was addressed to one of the actors."""
    return _linked(dialect, table, Addressee.entry_id, Addressee.actor_id, Actor, actors)


def about(dialect: Dialect, table: FromClause, events: Parameter) -> Condition:
    """That the statement is about one of the events."""
    return _linked(dialect, table, StatementAbout.statement_id, StatementAbout.event_id, Entry, events)


def part_of(dialect: Dialect, table: FromClause, events: Parameter) -> Condition:
    """That the event belongs to one of the events, straight or through others."""
    entry, parent, below = (Base.metadata.tables["entry"].alias() for _ in range(3))
    straight = select(entry.c.id, parent.c.slug.label("whole")).join(parent, parent.c.id == entry.c.part_of_id)
    one = isinstance(events, BindParameter)
    within = (straight.where(dialect.among(parent.c.slug, events)) if one else straight).cte(recursive=True)
    within = within.union(select(below.c.id, within.c.whole).where(below.c.part_of_id == within.c.id))
    found = select(within.c.id)
    return table.c.id.in_(found if one else found.where(within.c.whole == events).correlate(events.table))


def answered_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors holds an answer to a question about the entry."""
    held = select(QuestionAbout.entry_id).join(Account, Account.question_id == QuestionAbout.question_id)
    return table.c.id.in_(held.where(Account.holder_id.in_(_ids(dialect, Actor, actors))))


def reported_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That a source published by one of the actors reports the entry."""
    reports = select(Citation.entry_id).join(Source, Source.id == Citation.source_id)
    return table.c.id.in_(reports.where(Source.publisher_id.in_(_ids(dialect, Actor, actors))))


def found_at(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That a source mirrored by one of the actors reports the entry."""
    reports = select(Citation.entry_id).join(SourceHost, SourceHost.source_id == Citation.source_id)
    return table.c.id.in_(reports.where(SourceHost.actor_id.in_(_ids(dialect, Actor, actors))))


def anchored(dialect: Dialect, table: FromClause, states: Parameter) -> Condition:
    """That a citation of the entry is in one of the states."""
    citation = Base.metadata.tables["citation"].alias()
    return table.c.id.in_(select(citation.c.entry_id).where(dialect.among(citation.c.state, states)))


def dates_differ(table: FromClause) -> Condition:
    """That a source gives another date for the entry than its own."""
    citation = Base.metadata.tables["citation"].alias()
    other = or_(citation.c.date_earliest != table.c.earliest, citation.c.date_latest != table.c.latest)
    return exists().where(citation.c.entry_id == table.c.id, citation.c.date.is_not(None), other)


def inside(table: FromClause, south: Parameter, north: Parameter, west: Parameter, east: Parameter) -> Condition:
    """That the place lies in a box of degrees, which crosses the 180th meridian where it ends west of its beginning."""
    longitude = table.c.longitude
    between = or_(
        and_(west <= east, longitude >= west, longitude <= east),
        and_(west > east, or_(longitude >= west, longitude <= east)),
    )
    return and_(table.c.latitude >= south, table.c.latitude <= north, between)


EARTH_RADIUS = 6371.0088
"""Mean radius of the earth in kilometres (IUGG)."""


def cosine(kilometres: float) -> float:
    """The cosine of the angle that a distance along the ground stands for; beyond half round there is nothing."""
    return cos(min(kilometres / EARTH_RADIUS, pi)) - 1e-13  # as much as rounding may cost, less than three metres


def near(table: FromClause, latitude: Parameter, longitude: Parameter, cosine: Parameter) -> Condition:
    """That the place lies within a distance along the ground, by its :func:`cosine`: the law of cosines."""
    here, there = func.radians(table.c.latitude), func.radians(latitude)
    turn = func.radians(table.c.longitude - longitude)
    return func.sin(here) * func.sin(there) + func.cos(here) * func.cos(there) * func.cos(turn) >= cosine


def cited_by_day(table: FromClause, latest: Parameter) -> Condition:
    """That the source of the citation or account had certainly appeared by then."""
    return table.c.source_id.in_(select(Source.id).where(Source.published_latest <= latest))


def held_by_day(table: FromClause, latest: Parameter) -> Condition:
    """That the source of the account had certainly appeared by then; without source, that it was held by then."""
    undocumented = and_(table.c.source_id.is_(None), table.c.date_latest <= latest)
    return or_(cited_by_day(table, latest), undocumented)


def asked_by_day(table: FromClause, latest: Parameter) -> Condition:
    """That an answer to the question was known by then."""
    account = Base.metadata.tables["account"].alias()
    return exists().where(account.c.question_id == table.c.id, held_by_day(account, latest))


def held_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors holds the answer."""
    return and_(table.c.holder_id.is_not(None), table.c.holder_id.in_(_ids(dialect, Actor, actors)))


def told_by(dialect: Dialect, table: FromClause, sources: Parameter) -> Condition:
    """That one of the sources reports the answer."""
    return and_(table.c.source_id.is_not(None), table.c.source_id.in_(_ids(dialect, Source, sources)))


def asked_about(dialect: Dialect, table: FromClause, entries: Parameter) -> Condition:
    """That the question is about one of the entries."""
    return _linked(dialect, table, QuestionAbout.question_id, QuestionAbout.entry_id, Entry, entries)


def differed_on(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors holds an answer to the question."""
    return _linked(dialect, table, Account.question_id, Account.holder_id, Actor, actors)


def mirrored_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors mirrors the source."""
    return _linked(dialect, table, SourceHost.source_id, SourceHost.actor_id, Actor, actors)


def published_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors published the source; false, not unknown, of a source without a publisher."""
    publisher = table.c.publisher_id
    return and_(publisher.is_not(None), publisher.in_(_ids(dialect, Actor, actors)))


def _linked(dialect: Dialect, table: FromClause, owner: Any, target: Any, model: Any, slugs: Parameter) -> Condition:
    return table.c.id.in_(select(owner).where(target.in_(_ids(dialect, model, slugs))))


def _ids(dialect: Dialect, model: Any, slugs: Parameter) -> Select[Any]:
    if isinstance(slugs, BindParameter):
        return select(model.id).where(dialect.among(model.slug, slugs))
    return select(model.id).where(model.slug == slugs).correlate(slugs.table)


def path(table: FromClause, owner: type[Base], reference: str) -> ColumnElement[str]:
    """What a part is known by outside: the slug of its owner and its own key."""
    whole = owner.__table__.alias()
    slug = select(whole.c.slug).where(whole.c.id == table.c[reference]).scalar_subquery()
    return slug + "/" + table.c.key


def owned_by(dialect: Dialect, table: FromClause, owner: type[Base], reference: str, slugs: Parameter) -> Condition:
    """That the part belongs to one of the owners; narrows a search by :func:`path` to an index."""
    whole = owner.__table__.alias()
    owners = select(whole.c.id).where(dialect.among(whole.c.slug, slugs))
    return table.c[reference].in_(owners)


def timelines() -> Select[str, str, int]:
    """Every timeline with the number of its entries, by slug."""
    entries = func.count(Membership.id).label("entries")
    return (
        select(Timeline.slug, Timeline.title, entries)
        .outerjoin(Membership, Membership.timeline_id == Timeline.id)
        .group_by(Timeline.id)
        .order_by(Timeline.slug)
    )


def told(timeline: str, earliest: int, latest: int, *, certain: bool, reviews: Sequence[Review]) -> Select[Any]:
    """The entries of one timeline that possibly (or certainly) lie in a window of seconds, in the order of dates."""
    entry = Base.metadata.tables["entry"]
    lies = certainly if certain else possibly
    return (
        select(entry, Membership.headline)
        .join(Membership, Membership.entry_id == entry.c.id)
        .join(Timeline, Timeline.id == Membership.timeline_id)
        .where(Timeline.slug == timeline, entry.c.review.in_(reviews))
        .where(lies(entry, literal(earliest, BigInteger), literal(latest, BigInteger)))
        .order_by(entry.c.earliest, entry.c.latest, entry.c.slug)
    )


def speakers_of(entries: Select[Any]) -> Select[int, str]:
    """Who made each of the statements among some entries, in their order."""
    named = select(Speaker.entry_id, Actor.name).join(Actor, Actor.id == Speaker.actor_id)
    return named.where(Speaker.entry_id.in_(_ids_of(entries))).order_by(Speaker.entry_id, Speaker.position)


def citations_of(entries: Select[Any]) -> Select[Any]:
    """Where each of some entries is reported: source, publisher, and the date that source gives."""
    return (
        select(Citation.entry_id, Citation.date, Citation.source_id)
        .add_columns(Source.title, Source.published, Actor.name.label("publisher"))
        .join(Source, Source.id == Citation.source_id)
        .outerjoin(Actor, Actor.id == Source.publisher_id)
        .where(Citation.entry_id.in_(_ids_of(entries)))
        .order_by(Citation.entry_id, Citation.position)
    )


def hosts_of(entries: Select[Any]) -> Select[int, str]:
    """Who mirrors each of the sources some entries are reported in, nearest to the publisher first."""
    cited = select(Citation.source_id).where(Citation.entry_id.in_(_ids_of(entries)))
    named = select(SourceHost.source_id, Actor.name).join(Actor, Actor.id == SourceHost.actor_id)
    return named.where(SourceHost.source_id.in_(cited)).order_by(SourceHost.source_id, SourceHost.position)


def _ids_of(entries: Select[Any]) -> Select[Any]:
    return entries.with_only_columns(Base.metadata.tables["entry"].c.id).order_by(None)


def every(conditions: Sequence[Condition]) -> Condition:
    """That all conditions hold; true where there are none."""
    return and_(true(), *conditions)


def all_of(dialect: Dialect, table: FromClause, linked: Callable[..., Condition], slugs: Parameter) -> Condition:
    """That the row is linked to every one of the slugs: there is none it is not linked to."""
    wanted = dialect.each(slugs)
    return ~exists(select(wanted.c.value).where(~linked(dialect, table, wanted.c.value)))


def appearing(table: FromClause, actor: ColumnElement[int]) -> Condition:
    """That the actor with this id made the statement, was spoken to, or took part in the event."""
    links = [(Speaker.entry_id, Speaker.actor_id), (Addressee.entry_id, Addressee.actor_id)]
    links.append((Participation.entry_id, Participation.actor_id))
    found = [select(entry).where(owner == actor).correlate(actor.table) for entry, owner in links]
    return or_(*(table.c.id.in_(entries) for entries in found))


def appearances() -> Select[Any]:
    """Every appearance of an actor in an entry: as speaker, addressee or participant."""
    links = union(
        select(Speaker.entry_id, Speaker.actor_id),
        select(Addressee.entry_id, Addressee.actor_id),
        select(Participation.entry_id, Participation.actor_id),
    ).subquery()
    return select(links.c.entry_id, links.c.actor_id)


def companions(
    dialect: Dialect, owners: Parameter, entry: FromClause, conditions: Sequence[Condition], limit: Parameter
) -> Select[Any]:
    """For each actor those that appear in the same reviewed entries most often, with how often."""
    mine, theirs = appearances().subquery(), appearances().subquery()
    together = func.count().label("together")
    counted = (
        select(mine.c.actor_id.label("value"), theirs.c.actor_id.label("actor_id"), together)
        .join_from(mine, theirs, and_(mine.c.entry_id == theirs.c.entry_id, mine.c.actor_id != theirs.c.actor_id))
        .join(entry, entry.c.id == mine.c.entry_id)
        .where(dialect.among(mine.c.actor_id, owners), reviewed(entry), *conditions)
        .group_by(mine.c.actor_id, theirs.c.actor_id)
        .subquery()
    )
    order = func.row_number().over(partition_by=counted.c.value, order_by=[counted.c.together.desc(), Actor.slug])
    placed = select(counted, order.label("place")).join(Actor, Actor.id == counted.c.actor_id).subquery()
    return select(placed).where(placed.c.place <= limit)


def in_office(table: FromClause, earliest: Parameter, latest: Parameter) -> Condition:
    """That the role may have been held at some moment of a window."""
    return and_(table.c.since_earliest <= latest, table.c.until_latest >= earliest)


def changed_since(table: FromClause, revision: Parameter) -> Condition:
    """That a later revision made the change."""
    later: Condition = table.c.revision_id > revision
    return later


def published_by_day(table: FromClause, latest: Parameter) -> Condition:
    """That the source had certainly appeared by then."""
    appeared: Condition = table.c.published_latest <= latest
    return appeared


def news(table: FromClause, before: Parameter, after: Parameter) -> Condition:
    """That an entry known by one day was told of again by another: by a source, or by an answer to a question."""
    citation, account = (Base.metadata.tables[name].alias() for name in ("citation", "account"))
    asked = Base.metadata.tables["question_about"].alias()
    cited = exists().where(
        citation.c.entry_id == table.c.id, cited_by_day(citation, after), ~cited_by_day(citation, before)
    )
    answered = exists().where(
        asked.c.entry_id == table.c.id,
        account.c.question_id == asked.c.question_id,
        held_by_day(account, after),
        ~func.coalesce(held_by_day(account, before), false()),
    )
    return and_(known_by(table, before), or_(cited, answered))


KNOWN: dict[str, Callable[[FromClause, Parameter], Condition]] = {
    "entry": known_by,
    "citation": cited_by_day,
    "account": held_by_day,
    "source": published_by_day,
    "question": asked_by_day,
}
"""By table, what it means that a row was known by a day."""


def bounds(table: FromClause) -> list[ColumnElement[Any]]:
    """The first and the last second that the dates of entries give, ends unknown and open left aside."""
    begun, ended = func.nullif(table.c.earliest, EARLIEST_SECOND), func.nullif(table.c.latest, LATEST_SECOND)
    return [func.min(func.coalesce(begun, ended)), func.max(func.coalesce(ended, begun))]


def stretches(starts: FromClause) -> FromClause:
    """From first seconds to stretches: each with its last second, the last one without end."""
    following = func.lead(starts.c.value).over(order_by=starts.c.value)
    end = func.coalesce(following - 1, literal(LATEST_SECOND, BigInteger))
    return select(starts.c.value.label("lo"), end.label("hi")).subquery()


def counted_within(
    stretches: FromClause, table: FromClause, bound: str, conditions: Sequence[Condition]
) -> Select[Any]:
    """How many entries, by kind, have their first (or last) second in each stretch, and how many lie wholly in it."""
    whole = func.sum(case((certainly(table, stretches.c.lo, stretches.c.hi), 1), else_=0))
    lies = table.c[bound].between(stretches.c.lo, stretches.c.hi)
    return (
        select(null(), stretches.c.lo, table.c.kind, func.count(), cast(whole, BigInteger))
        .select_from(stretches.join(table, lies))
        .where(*conditions)
        .group_by(stretches.c.lo, table.c.kind)
    )


def telling(table: FromClause) -> ColumnElement[int]:
    """How much is told of an entry: the citations of it and the statements about it."""
    cited = select(func.count()).where(Citation.entry_id == table.c.id).correlate(table).scalar_subquery()
    spoken = select(func.count()).where(StatementAbout.event_id == table.c.id).correlate(table).scalar_subquery()
    return cited + spoken


def most_telling(table: FromClause) -> Order:
    """The order that begins with what most is told of."""
    return [telling(table).desc(), table.c.earliest, table.c.slug]


def spread_over(
    stretches: FromClause, table: FromClause, conditions: Sequence[Condition], limit: Parameter
) -> Select[Any]:
    """The ids of some entries: the most telling of each stretch, then the second most telling, and so on.

    An entry stands in the stretch it begins in; the first stretch, before the window, counts for those that reach in.
    """
    place = func.row_number().over(partition_by=stretches.c.lo, order_by=most_telling(table)).label("place")
    begun = stretches.join(table, table.c.earliest.between(stretches.c.lo, stretches.c.hi))
    ranked = (
        select(table.c.id, place, telling(table).label("told"), table.c.slug)
        .select_from(begun)
        .where(*conditions)
        .subquery()
    )
    return select(ranked.c.id).order_by(ranked.c.place, ranked.c.told.desc(), ranked.c.slug).limit(limit)
