"""Every SELECT, as a value without a session; the caller brings the parameters and the conditions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    null,
    select,
    table,
    union,
    union_all,
)

from timeline.aliases import lend
from timeline.conditions import Condition, Order, Parameter, certainly, possibly, reviewed
from timeline.dates import EARLIEST_SECOND, LATEST_SECOND
from timeline.dialects import Dialect, Scope
from timeline.kinds import EntryKind, RecordKind, Review
from timeline.knowledge import cited_by_day, known_by
from timeline.models import (
    Account,
    Actor,
    ActorName,
    Addressee,
    Base,
    Citation,
    Event,
    Membership,
    Participation,
    Question,
    Revision,
    Role,
    Source,
    SourceHost,
    Speaker,
    Timeline,
    Topic,
)
from timeline.walks import walk


def page(table: FromClause, conditions: Sequence[Condition], order: Order, limit: Parameter) -> Select[Any]:
    """The ids of one page of a table."""
    return select(table.c.id).where(*conditions).order_by(*order).limit(limit)


def spanned(
    dialect: Dialect,
    table: FromClause,
    spans: Sequence[Condition],
    conditions: Sequence[Condition],
    order: Order,
    limit: Parameter,
    most: int,
    outer: FromClause | None,
) -> FromClause:
    """The first rows, ``most`` at most, of a table of entries that begin in some stretches; may speak of ``outer``."""
    columns = [table.c[name] for name in ("id", "earliest", "latest", "slug")]
    parts = [select(*columns).where(*conditions, span).correlate(outer) for span in spans]
    return dialect.merged(parts, order, limit, most).subquery()


def walked(table: FromClause, conditions: Sequence[Condition], order: Order, limit: Any) -> Select[Any]:
    """The first entries of a walk (:mod:`timeline.walks`), each once, though several links may lead to it."""
    key = _by_date(table)
    first = select(func.min(table.c.id).label("id"), *key).where(*conditions)
    return first.group_by(*key).order_by(*order).limit(limit)


def met(table: FromClause, conditions: Sequence[Condition]) -> Select[Any]:
    """What tells the entries of a walk apart that meet the conditions."""
    return select(*_by_date(table)).where(*conditions).group_by(*_by_date(table))


def counted_apart(walks: Sequence[Select[Any]], outer: FromClause) -> Select[Any]:
    """How many entries several walks meet, which may speak of a row of ``outer``."""
    found = [walk.correlate(outer) for walk in walks]
    together = found[0] if len(found) == 1 else union(*found)
    return select(func.count()).select_from(together.subquery())


def _by_date(table: FromClause) -> list[ColumnElement[Any]]:
    return [table.c[name] for name in ("earliest", "latest", "slug")]


def gathered(walks: Sequence[Select[Any]], outer: FromClause) -> FromClause:
    """The entries of several walks, which may speak of a row of ``outer``."""
    found = [one.correlate(outer).subquery() for one in walks]
    return found[0] if len(found) == 1 else union_all(*(select(one).correlate(outer) for one in found)).subquery()


def counted(table: FromClause, conditions: Sequence[Condition]) -> Select[Any]:
    """How many rows of a table meet the conditions, or how many entries are counted in such rows of the tally."""
    number = func.coalesce(func.sum(table.c.number), 0) if "number" in table.c else func.count()
    return select(number).select_from(table).where(*conditions)


def current_revision() -> Select[Any]:
    """The number of the newest revision, 0 for none."""
    return select(func.coalesce(func.max(Revision.id), 0))


def newest_revision() -> Select[int, datetime]:
    """The number of the newest revision and when it was made."""
    return select(Revision.id, Revision.at).where(Revision.id == select(func.max(Revision.id)).scalar_subquery())


def migration() -> Select[Any]:
    """The migration the tables are at."""
    return select(column("version_num", String)).select_from(table("alembic_version"))


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


def bounds(table: FromClause) -> list[ColumnElement[Any]]:
    """The first and the last second that the dates of entries give, ends unknown and open left aside."""
    begun, ended = func.nullif(table.c.earliest, EARLIEST_SECOND), func.nullif(table.c.latest, LATEST_SECOND)
    return [func.min(func.coalesce(begun, ended)), func.max(func.coalesce(ended, begun))]


def stretches(starts: FromClause) -> FromClause:
    """From first seconds, and one beyond, to stretches: each with its last second."""
    following = func.lead(starts.c.value).over(order_by=starts.c.value)
    last = literal(LATEST_SECOND, BigInteger)
    every = select(
        starts.c.value.label("lo"), case((following == last, last), else_=following - 1).label("hi")
    ).subquery()
    return select(every.c.lo, every.c.hi).where(every.c.hi.is_not(None)).subquery()


BOUNDS = ("earliest", "latest")


def counted_within(
    dialect: Dialect, stretches: FromClause, table: FromClause, conditions: Sequence[Condition]
) -> Select[Any]:
    """What has its first second in each stretch, and what its last: each time how many events and how many statements
    there are, and how many of both lie wholly in it.

    Those in the tally are looked up stretch by stretch; entries are found once, by whatever conditions there are, and
    counted by date first: there are far fewer dates than entries.
    """
    if "number" in table.c:
        within = select(_counts(dialect, table, table.c.number, stretches)).where(*conditions)
        lie = (within.where(table.c[bound].between(stretches.c.lo, stretches.c.hi)) for bound in BOUNDS)
        return select(null(), stretches.c.lo, *(each.correlate(stretches).scalar_subquery() for each in lie))
    placed = _placed(stretches, table, conditions)
    numbers = (case((placed.c.bound == bound, placed.c.number), else_=0) for bound in BOUNDS)
    counts = [_counts(dialect, placed, number, placed) for number in numbers]
    return select(null(), placed.c.lo, *counts).where(placed.c.at <= placed.c.hi).group_by(placed.c.lo)


def _counts(dialect: Dialect, table: FromClause, number: ColumnElement[int], stretch: FromClause) -> ColumnElement[Any]:
    """How many events, how many statements, and how many of both lie wholly in a stretch, in one column."""
    conditions = [*(table.c.kind == kind.value for kind in EntryKind), certainly(table, stretch.c.lo, stretch.c.hi)]
    return dialect.listed([func.sum(case((condition, number), else_=0)) for condition in conditions])


def _placed(stretches: FromClause, table: FromClause, conditions: Sequence[Condition]) -> FromClause:
    """Dates, each with the stretch that was the last to begin by its first second, and by its last, in one walk."""
    date = [table.c[name] for name in ("kind", *BOUNDS)]
    found = select(*date, func.count().label("number")).where(*conditions).group_by(*date).cte("found")
    nothing = [cast(null(), column.type).label(column.name) for column in date]
    begun = select(stretches.c.lo.label("at"), stretches.c.lo, stretches.c.hi, *nothing, literal(0).label("number"))
    parts = [begun.add_columns(cast(null(), String).label("bound"))]
    for bound in BOUNDS:
        at = [found.c[bound], *(cast(null(), BigInteger) for _ in range(2))]
        parts.append(select(*at, *found.c, literal(bound)))
    every = union_all(*parts).subquery()
    order = [every.c.at, every.c.number]
    lo, hi = (func.max(every.c[name]).over(order_by=order, rows=(None, 0)).label(name) for name in ("lo", "hi"))
    placed = select(lo, hi, *(column for column in every.c if column.name not in ("lo", "hi"))).subquery()
    return select(placed).where(placed.c.number > 0).subquery()


def telling(table: FromClause, day: Parameter | None) -> ColumnElement[int]:
    """How much is told of an entry by a day, or at all: the citations of it and the reviewed statements about it."""
    if day is None:
        return table.c.told
    citation, spoken = lend(Base.metadata.tables["citation"]), walk(Event.__mapper__.relationships["statements"])
    assert spoken is not None
    counts = (
        select(func.count()).where(citation.c.entry_id == table.c.id, cited_by_day(citation, day)),
        select(func.count()).where(spoken.c.owner == table.c.id, reviewed(spoken), known_by(spoken, day)),
    )
    cited, said = (count.correlate(table).scalar_subquery() for count in counts)
    return cited + said


def most_telling(table: FromClause, day: Parameter | None) -> Order:
    """The order that begins with what most is told of by a day, or at all."""
    return [telling(table, day).desc(), table.c.earliest, table.c.slug]


def begun_in(stretches: FromClause, table: FromClause) -> Condition:
    """That an entry begins in a stretch; the first one, before the window, counts for those that reach in."""
    return table.c.earliest.between(stretches.c.lo, stretches.c.hi)


def most_told_on(
    walk: FromClause, conditions: Sequence[Condition], day: Parameter | None, limit: Parameter
) -> Select[Any]:
    """The ids of the most telling entries of a walk (:mod:`timeline.walks`)."""
    entry = lend(Base.metadata.tables["entry"])
    found = select(walk.c.id).join(entry, entry.c.id == walk.c.id).where(*conditions)
    return found.order_by(*most_telling(entry, day)).limit(limit)


def spread_over(
    dialect: Dialect, stretches: FromClause, page: Select[Any], day: Parameter | None, limit: Parameter
) -> Select[Any]:
    """The ids of some entries: the first of the page of each stretch, then the second of each, and so on.

    A stretch may have several pages, and several of them an entry.
    """
    table = lend(Base.metadata.tables["entry"])
    columns = [table.c[name] for name in ("id", "earliest", "slug")]
    found = select(stretches.c.lo, *columns, telling(table, day).label("told")).distinct()
    each = found.select_from(dialect.pages(stretches, page, table)).subquery()
    order = [each.c.told.desc(), each.c.earliest, each.c.slug]
    place = func.row_number().over(partition_by=each.c.lo, order_by=order).label("place")
    ranked = select(each.c.id, place, each.c.told, each.c.slug).subquery()
    return select(ranked.c.id).order_by(ranked.c.place, ranked.c.told.desc(), ranked.c.slug).limit(limit)


MOST_FOUND = 10_000
"""How many are found by their names, and how many elsewhere, at most; a word that more have tells too little."""


def found(dialect: Dialect, in_name: Parameter, elsewhere: Parameter) -> FromClause:
    """What a search finds: first by name, there the shortest name, then by other texts, there the shortest text."""
    records = Base.metadata.tables["searchable"]
    columns = [records.c[name] for name in ("id", "slug", "review")] + [cast(records.c.kind, String).label("kind")]
    ranks = ((in_name, Scope.NAME, records.c.name_length), (elsewhere, Scope.ELSEWHERE, records.c.length))
    parts = []
    for place, (sought, scope, length) in enumerate(ranks):
        rank = [literal(place, Integer).label("place"), length.label("length")]
        parts.append(dialect.first_found(records, [*columns, *rank], sought, scope, MOST_FOUND))
    return union_all(*parts).subquery()


def texts(kind: RecordKind) -> Select[Any]:
    """What records of a kind are searched by: slug, review, and the lines of their names and of their other texts."""
    entry = Base.metadata.tables["entry"]
    cited = _lines_of(Citation.exact, Citation.entry_id == entry.c.id, Citation.position)
    match kind:
        case RecordKind.ACTOR:
            names = _lines_of(ActorName.name, ActorName.actor_id == Actor.id, ActorName.position)
            roles = _lines_of(Role.title, Role.actor_id == Actor.id, Role.position)
            return _texts(Actor.__table__, [Actor.name, names], [Actor.description, roles])
        case RecordKind.SOURCE:
            return _texts(Source.__table__, [Source.title], [Source.byline, Source.section, Source.text])
        case RecordKind.TOPIC:
            return _texts(Topic.__table__, [Topic.name], [Topic.description])
        case RecordKind.TIMELINE:
            return _texts(Timeline.__table__, [Timeline.title], [Timeline.description])
        case RecordKind.QUESTION:
            values = _lines_of(Account.value, Account.question_id == Question.id, Account.position)
            return _texts(Question.__table__, [Question.text], [values])
        case RecordKind.EVENT:
            told = [entry.c.summary, entry.c.place_name, cited]
            return _texts(entry, [entry.c.title], told).where(entry.c.kind == kind.value)
    return _texts(entry, [], [entry.c.text, cited]).where(entry.c.kind == kind.value)


def _texts(table: FromClause, names: Sequence[Any], told: Sequence[Any]) -> Select[Any]:
    review = table.c.review if "review" in table.c else literal(Review.REVIEWED.value)
    return select(table.c.slug, review.label("review"), _lines(names).label("name"), _lines(told).label("text"))


def _lines(parts: Sequence[Any]) -> ColumnElement[str]:
    whole: ColumnElement[str] = literal("")
    for part in parts:
        whole = whole + func.coalesce(part, "") + "\n"
    return whole


def _lines_of(column: Any, belongs: Condition, order: Any) -> ColumnElement[str]:
    """The values of a column in the rows that belong to the row outside, a line each, in their order."""
    rows = select(column.label("line")).where(belongs, column.is_not(None)).order_by(order)
    lines = rows.correlate_except(column.table).subquery()
    return select(func.aggregate_strings(lines.c.line, "\n")).scalar_subquery()
