"""What was known by a day, and what was told anew between two."""

from collections.abc import Callable

from sqlalchemy import FromClause, and_, exists, false, func, or_, select

from timeline.aliases import lend
from timeline.conditions import Condition, Parameter
from timeline.kinds import RecordKind
from timeline.models import Base, Citation, Source


def published_by_day(table: FromClause, latest: Parameter) -> Condition:
    """That the source had certainly appeared by then."""
    appeared: Condition = table.c.published_latest <= latest
    return appeared


def cited_by_day(table: FromClause, latest: Parameter) -> Condition:
    """That the source of the citation or account had certainly appeared by then."""
    return table.c.source_id.in_(select(Source.id).where(Source.published_latest <= latest))


def known_by(table: FromClause, latest: Parameter) -> Condition:
    """That a source certainly published by then reports the entry."""
    if "owner" in table.c:
        # Of a walk few entries are looked at, so that those known by then need not be gathered first.
        citation, source = (lend(Base.metadata.tables[name]) for name in ("citation", "source"))
        cited = and_(citation.c.entry_id == table.c.id, source.c.id == citation.c.source_id)
        return exists().where(cited, source.c.published_latest <= latest)
    reports = select(Citation.entry_id).join(Source, Source.id == Citation.source_id)
    return table.c.id.in_(reports.where(Source.published_latest <= latest))


def held_by_day(table: FromClause, latest: Parameter) -> Condition:
    """That the source of the account had certainly appeared by then; without source, that it was held by then."""
    undocumented = and_(table.c.source_id.is_(None), table.c.date_latest <= latest)
    return or_(cited_by_day(table, latest), undocumented)


def asked_by_day(table: FromClause, latest: Parameter) -> Condition:
    """That an answer to the question was known by then."""
    account = lend(Base.metadata.tables["account"])
    return exists().where(account.c.question_id == table.c.id, held_by_day(account, latest))


def news(table: FromClause, before: Parameter, after: Parameter) -> Condition:
    """That an entry known by one day was told of again by another: by a source, or by an answer to a question."""
    citation, account = (lend(Base.metadata.tables[name]) for name in ("citation", "account"))
    asked = lend(Base.metadata.tables["question_about"])
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


def of_known(table: FromClause, latest: Parameter) -> Condition:
    """That the entry to which the row belongs was known by then."""
    entry = lend(Base.metadata.tables["entry"])
    return exists().where(entry.c.id == table.c.entry_id, known_by(entry, latest))


def found_by_day(table: FromClause, latest: Parameter) -> Condition:
    """That what was found was known by then; there is no day for actors, topics and timelines."""
    timeless = [RecordKind.ACTOR, RecordKind.TOPIC, RecordKind.TIMELINE]
    found = [table.c.kind == kind.value for kind in timeless]
    for name, kinds in (("entry", ("EVENT", "STATEMENT")), ("source", ("SOURCE",)), ("question", ("QUESTION",))):
        records = lend(Base.metadata.tables[name])
        known = table.c.slug.in_(select(records.c.slug).where(KNOWN[name](records, latest)))
        found += [and_(table.c.kind == kind, known) for kind in kinds]
    return or_(*found)


KNOWN: dict[str, Callable[[FromClause, Parameter], Condition]] = {
    "entry": known_by,
    "citation": cited_by_day,
    "account": held_by_day,
    "membership": of_known,
    "participation": of_known,
    "source": published_by_day,
    "question": asked_by_day,
    "searchable": found_by_day,
}
"""By table, what it means that a row was known by a day."""
