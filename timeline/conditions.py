"""Every condition on a row, as a value; the caller brings the parameters.

A *table* here is an alias of one of our tables; parameters are SQLAlchemy's, bound when the statement runs.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    and_,
    exists,
    extract,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)

from timeline.aliases import lend
from timeline.dialects import Dialect
from timeline.kinds import RecordKind, Review
from timeline.models import (
    Account,
    Actor,
    Addressee,
    Base,
    Change,
    Citation,
    Entry,
    EntryTopic,
    Membership,
    Participation,
    QuestionAbout,
    Role,
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
Seen = Callable[[FromClause], Sequence[Condition]]
"""What must hold of a citation or an answer to count: nothing, or that it was known by a day."""


def all_seen(table: FromClause) -> Sequence[Condition]:
    """That every citation and every answer counts."""
    return ()


def beyond(order: Order, values: Sequence[Parameter], forward: bool) -> Condition:
    """That a row comes after the one with these values of its order (or before it)."""
    row, mark = tuple_(*order), tuple_(*values)
    return row > mark if forward else row < mark


def possibly(table: FromClause, earliest: ColumnElement[Any], latest: ColumnElement[Any]) -> Condition:
    """That some reading of the entry's date overlaps the window."""
    return and_(table.c.earliest <= latest, table.c.latest >= earliest)


def begun(table: FromClause, lasting: int, since: Parameter | None) -> Condition:
    """That an entry is one of the short, middling or long ones, and began since a moment."""
    found: Condition = table.c.lasting == lasting
    return found if since is None else and_(found, table.c.earliest >= since)


def lasts(table: FromClause) -> Condition:
    """That an entry is not one of the short ones, in the words of the indexes that hold only those."""
    found: Condition = table.c.lasting != literal_column("0")
    return found


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
    entry = lend(Base.metadata.tables["entry"])
    return exists().where(entry.c.id == table.c.entry_id, reviewed(entry))


def reached(table: FromClause, origin: FromClause) -> Condition:
    """That an entry may be shown to who comes from a row of ``origin``: only drafts lead to drafts."""
    if "review" not in origin.c:
        return reviewed(table)
    return or_(reviewed(table), ~reviewed(origin))


def reached_by(table: FromClause, owner: ColumnElement[int]) -> Condition:
    """That an entry may be shown to who comes from the entry with the id ``owner``: only drafts lead to drafts."""
    entry = lend(Base.metadata.tables["entry"])
    return or_(reviewed(table), exists().where(entry.c.id == owner, ~reviewed(entry)))


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


def cited_from(dialect: Dialect, table: FromClause, sources: Parameter, seen: Seen = all_seen) -> Condition:
    """That one of the sources reports the entry."""
    citation = lend(Base.metadata.tables["citation"])
    found = citation.c.source_id.in_(_ids(dialect, Source, sources))
    return table.c.id.in_(select(citation.c.entry_id).where(found, *seen(citation)))


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
    entry, parent, below = (lend(Base.metadata.tables["entry"]) for _ in range(3))
    straight = select(entry.c.id, parent.c.slug.label("whole")).join(parent, parent.c.id == entry.c.part_of_id)
    one = isinstance(events, BindParameter)
    within = (straight.where(dialect.among(parent.c.slug, events)) if one else straight).cte(recursive=True)
    within = within.union(select(below.c.id, within.c.whole).where(below.c.part_of_id == within.c.id))
    found = select(within.c.id)
    return table.c.id.in_(found if one else found.where(within.c.whole == events).correlate(events.table))


def answered_by(dialect: Dialect, table: FromClause, actors: Parameter, seen: Seen = all_seen) -> Condition:
    """That one of the actors holds an answer to a question about the entry."""
    account = lend(Base.metadata.tables["account"])
    held = select(QuestionAbout.entry_id).join(account, account.c.question_id == QuestionAbout.question_id)
    return table.c.id.in_(held.where(account.c.holder_id.in_(_ids(dialect, Actor, actors)), *seen(account)))


def reported_by(dialect: Dialect, table: FromClause, actors: Parameter, seen: Seen = all_seen) -> Condition:
    """That a source published by one of the actors reports the entry."""
    citation = lend(Base.metadata.tables["citation"])
    reports = select(citation.c.entry_id).join(Source, Source.id == citation.c.source_id)
    return table.c.id.in_(reports.where(Source.publisher_id.in_(_ids(dialect, Actor, actors)), *seen(citation)))


def found_at(dialect: Dialect, table: FromClause, actors: Parameter, seen: Seen = all_seen) -> Condition:
    """That a source mirrored by one of the actors reports the entry."""
    citation = lend(Base.metadata.tables["citation"])
    reports = select(citation.c.entry_id).join(SourceHost, SourceHost.source_id == citation.c.source_id)
    return table.c.id.in_(reports.where(SourceHost.actor_id.in_(_ids(dialect, Actor, actors)), *seen(citation)))


def anchored(dialect: Dialect, table: FromClause, states: Parameter, seen: Seen = all_seen) -> Condition:
    """That a citation of the entry is in one of the states."""
    citation = lend(Base.metadata.tables["citation"])
    found = select(citation.c.entry_id).where(dialect.among(citation.c.state, states), *seen(citation))
    return table.c.id.in_(found)


def dates_differ(table: FromClause, seen: Seen = all_seen) -> Condition:
    """That a source gives another date for the entry than its own."""
    citation = lend(Base.metadata.tables["citation"])
    other = or_(citation.c.date_earliest != table.c.earliest, citation.c.date_latest != table.c.latest)
    return exists().where(citation.c.entry_id == table.c.id, citation.c.date.is_not(None), other, *seen(citation))


def held_possibly(table: FromClause, earliest: Parameter, latest: Parameter) -> Condition:
    """That some reading of the day since when the answer is held overlaps the window."""
    dated = and_(table.c.date_earliest <= latest, table.c.date_latest >= earliest)
    return and_(table.c.date.is_not(None), dated)


def held_certainly(table: FromClause, earliest: Parameter, latest: Parameter) -> Condition:
    """That every reading of the day since when the answer is held lies inside the window."""
    dated = and_(table.c.date_earliest >= earliest, table.c.date_latest <= latest)
    return and_(table.c.date.is_not(None), dated)


def held_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors holds the answer."""
    return _leads(dialect, table.c.holder_id, Actor, actors)


def told_by(dialect: Dialect, table: FromClause, sources: Parameter) -> Condition:
    """That one of the sources reports the answer."""
    return _leads(dialect, table.c.source_id, Source, sources)


def asked_about(dialect: Dialect, table: FromClause, entries: Parameter) -> Condition:
    """That the question is about one of the entries."""
    return _linked(dialect, table, QuestionAbout.question_id, QuestionAbout.entry_id, Entry, entries)


def differed_on(dialect: Dialect, table: FromClause, actors: Parameter, seen: Seen = all_seen) -> Condition:
    """That one of the actors holds an answer to the question."""
    account = lend(Base.metadata.tables["account"])
    found = account.c.holder_id.in_(_ids(dialect, Actor, actors))
    return table.c.id.in_(select(account.c.question_id).where(found, *seen(account)))


def mirrored_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors mirrors the source."""
    return _linked(dialect, table, SourceHost.source_id, SourceHost.actor_id, Actor, actors)


def published_by(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors published the source; false, not unknown, of a source without a publisher."""
    return _leads(dialect, table.c.publisher_id, Actor, actors)


def posted(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That the office is one of one of the actors; false, not unknown, of an office of nobody in the data."""
    return _leads(dialect, table.c.organization_id, Actor, actors)


def in_post(dialect: Dialect, table: FromClause, actors: Parameter) -> Condition:
    """That one of the actors held the office or took part in the event."""
    return _leads(dialect, table.c.actor_id, Actor, actors)


def listed_on(dialect: Dialect, table: FromClause, timelines: Parameter) -> Condition:
    """That the membership is one of one of the timelines."""
    return _leads(dialect, table.c.timeline_id, Timeline, timelines)


def cited(dialect: Dialect, table: FromClause, sources: Parameter) -> Condition:
    """That the citation is from one of the sources."""
    return _leads(dialect, table.c.source_id, Source, sources)


def named(dialect: Dialect, table: FromClause, names: Parameter) -> Condition:
    """That the actor is called by one of the names, in whatever spelling."""
    other = lend(Base.metadata.tables["actor_name"])
    others = select(other.c.actor_id).where(dialect.among(other.c.name, names))
    return or_(dialect.among(table.c.name, names), table.c.id.in_(others))


def held_still(table: FromClause) -> Condition:
    """That the office is still held, as far as told."""
    return func.coalesce(table.c.until, "") == ".."


def committed(table: FromClause, earliest: Parameter, latest: Parameter) -> Condition:
    """That the revision was committed in a window of seconds."""
    second = func.floor(extract("epoch", table.c.at))
    return and_(second >= earliest, second <= latest)


def differing(table: FromClause, seen: Seen = all_seen) -> Condition:
    """That two answers to the question are not the same."""
    account = lend(Base.metadata.tables["account"])
    given = select(func.count(account.c.value.distinct())).where(account.c.question_id == table.c.id, *seen(account))
    return given.scalar_subquery() > 1


def date_differs(table: FromClause) -> Condition:
    """That the citation gives another date than its entry has."""
    entry = lend(Base.metadata.tables["entry"])
    other = or_(table.c.date_earliest != entry.c.earliest, table.c.date_latest != entry.c.latest)
    return exists().where(entry.c.id == table.c.entry_id, table.c.date.is_not(None), other)


# Links to rows that meet a filter of their own; ``found`` selects their ids.

Linked = Callable[[FromClause, Select[Any]], Condition]


def with_one(*links: tuple[Any, Any]) -> Linked:
    """That a table between leads from the row to one that was found; ``links`` pair the columns of such tables."""

    def linked(table: FromClause, found: Select[Any]) -> Condition:
        return or_(*(table.c.id.in_(select(own).where(other.in_(found))) for own, other in links))

    return linked


def leading(name: str) -> Linked:
    """That a column of the row holds the id of one that was found."""
    return lambda table, found: and_(table.c[name].is_not(None), table.c[name].in_(found))


HOLDING = with_one((Membership.timeline_id, Membership.entry_id))
FILING = with_one((EntryTopic.topic_id, EntryTopic.entry_id))
SPEAKING = (Speaker.actor_id, Speaker.entry_id)
ADDRESSED = (Addressee.actor_id, Addressee.entry_id)
JOINING = (Participation.actor_id, Participation.entry_id)
REPORTING = with_one((Citation.source_id, Citation.entry_id))
CITED = with_one((Citation.entry_id, Citation.id))
OFFICES = with_one((Role.actor_id, Role.id))
ANSWERED = with_one((Account.question_id, Account.id))
CHANGED = with_one((Change.revision_id, Change.id))


def _leads(dialect: Dialect, column: Any, model: Any, slugs: Parameter) -> Condition:
    return and_(column.is_not(None), column.in_(_ids(dialect, model, slugs)))


def _linked(dialect: Dialect, table: FromClause, owner: Any, target: Any, model: Any, slugs: Parameter) -> Condition:
    return table.c.id.in_(select(owner).where(target.in_(_ids(dialect, model, slugs))))


def _ids(dialect: Dialect, model: Any, slugs: Parameter) -> Select[Any]:
    if isinstance(slugs, BindParameter):
        return select(model.id).where(dialect.among(model.slug, slugs))
    return select(model.id).where(model.slug == slugs).correlate(slugs.table)


def path(table: FromClause, owner: type[Base], reference: str) -> ColumnElement[str]:
    """What a part is known by outside: the slug of its owner and its own key."""
    whole = lend(owner.__table__)
    slug = select(whole.c.slug).where(whole.c.id == table.c[reference]).scalar_subquery()
    return slug + "/" + table.c.key


def owned_by(dialect: Dialect, table: FromClause, owner: type[Base], reference: str, slugs: Parameter) -> Condition:
    """That the part belongs to one of the owners; narrows a search by :func:`path` to an index."""
    whole = lend(owner.__table__)
    owners = select(whole.c.id).where(dialect.among(whole.c.slug, slugs))
    return table.c[reference].in_(owners)


def every(conditions: Sequence[Condition]) -> Condition:
    """That all conditions hold; true where there are none."""
    return and_(true(), *conditions)


def all_of(dialect: Dialect, table: FromClause, linked: Callable[..., Condition], slugs: Parameter) -> Condition:
    """That the row is linked to every one of the slugs: there is none it is not linked to."""
    wanted = dialect.each(slugs)
    return ~exists(select(wanted.c.value).where(~linked(dialect, table, wanted.c.value)))


def in_office(table: FromClause, earliest: Parameter, latest: Parameter) -> Condition:
    """That the role may have been held at some moment of a window."""
    return and_(table.c.since_earliest <= latest, table.c.until_latest >= earliest)


def changed_since(table: FromClause, revision: Parameter) -> Condition:
    """That a later revision made the change."""
    later: Condition = table.c.revision_id > revision
    return later


def searched(dialect: Dialect, table: FromClause, kinds: Sequence[RecordKind], sought: Parameter) -> Condition:
    """That a record of one of the kinds has the words sought, in the language of :meth:`Dialect.sought`."""
    records = lend(Base.metadata.tables["searchable"])
    of_kinds = or_(*(records.c.kind == kind.value for kind in kinds))
    return table.c.slug.in_(select(records.c.slug).where(of_kinds, records.c.id.in_(dialect.matching(sought))))
