"""Records to rows: which part of a draft goes into which column of which table."""

from collections.abc import Callable, Iterator
from typing import Any

from timeline import dates
from timeline.drafts import (
    AccountDraft,
    ActorDraft,
    CitationDraft,
    EntryDraft,
    EventDraft,
    QuestionDraft,
    RoleDraft,
    SourceDraft,
    StatementDraft,
    TextDraft,
    TimelineDraft,
    TopicDraft,
)
from timeline.kinds import AnchorState, RecordKind
from timeline.loaders.records import Record
from timeline.models import lasting

Row = dict[str, Any]
Ids = dict[tuple[str, str | None], int]

# The table a record of a kind stands in; each comes after those its rows refer to.
TABLES = {
    RecordKind.TOPIC: "topic",
    RecordKind.TIMELINE: "timeline",
    RecordKind.ACTOR: "actor",
    RecordKind.SOURCE: "source",
    RecordKind.EVENT: "entry",
    RecordKind.STATEMENT: "entry",
    RecordKind.QUESTION: "question",
}
# The tables whose rows belong to a record, and the column that says to which.
PARTS = {
    "timeline": {"era": "timeline_id"},
    "actor": {"actor_name": "actor_id", "role": "actor_id"},
    "source": {"source_host": "source_id"},
    "entry": {
        "entry_topic": "entry_id",
        "membership": "entry_id",
        "participation": "entry_id",
        "speaker": "entry_id",
        "addressee": "entry_id",
        "statement_about": "statement_id",
        "citation": "entry_id",
    },
    "question": {"question_about": "question_id", "account": "question_id"},
}
UNORDERED = ("entry_topic", "membership")


def row(record: Record, ids: Ids) -> Row:
    """The row of a record itself; what links entries to one another is :func:`link`'s."""
    return ROWS[record.kind](record.draft, ids)


def link(record: Record, ids: Ids) -> Row:
    """What an entry is part of, and what it answers."""
    part_of = record.draft.part_of if record.kind is RecordKind.EVENT else None
    answers = record.draft.answers if record.kind is RecordKind.STATEMENT else None
    return {
        "part_of_id": ids.get(("entry", part_of)) if part_of else None,
        "answers_id": ids.get(("entry", answers)) if answers else None,
    }


def parts(record: Record, ids: Ids) -> Iterator[tuple[str, list[Row]]]:
    """The rows that belong to a record, by the name of their table."""
    main = TABLES[record.kind]
    owner, columns = ids[main, record.slug], PARTS.get(main, {})
    copies = _copies(record) if main == "entry" else {}
    for table, rows in _parts(record, ids).items():
        column = columns[table]
        for part in rows:
            part[column] = owner
            part.update(copies)
        if table not in UNORDERED:
            for position, part in enumerate(rows):
                part["position"] = position
        if rows:
            yield table, rows


def _copies(record: Record) -> Row:
    """What every link of an entry holds of it (:class:`timeline.models.Walked`)."""
    draft, date = record.draft, dates.parse(record.draft.date)
    return {
        "entry_earliest": date.lower,
        "entry_latest": date.upper,
        "entry_slug": draft.slug,
        "entry_kind": record.kind.value,
        "entry_review": draft.review.value,
        "entry_lasting": lasting(date.lower, date.upper),
    }


def _parts(record: Record, ids: Ids) -> dict[str, list[Row]]:
    draft = record.draft
    match record.kind:
        case RecordKind.TIMELINE:
            return {"era": [{"title": era.title, "date": era.date, **_bounds(era.date)} for era in draft.eras]}
        case RecordKind.ACTOR:
            names = [{"name": name.name, "language": name.language} for name in draft.names]
            return {"actor_name": names, "role": [_role(role, ids) for role in draft.roles]}
        case RecordKind.SOURCE:
            return {"source_host": _actors(draft.hosts, ids)}
        case RecordKind.QUESTION:
            about = [{"entry_id": ids["entry", slug]} for slug in draft.about]
            return {"question_about": about, "account": [_account(account, ids) for account in draft.accounts]}
        case RecordKind.EVENT:
            people = [{"actor_id": ids["actor", one.actor], "role": one.role} for one in draft.participants]
            return {**_entry_parts(draft, record.states, ids), "participation": people}
        case RecordKind.STATEMENT:
            return {
                **_entry_parts(draft, record.states, ids),
                "speaker": _actors(draft.speakers, ids),
                "addressee": _actors(draft.addressees, ids),
                "statement_about": [{"event_id": ids["entry", slug]} for slug in draft.about],
            }
    return {}


def _entry_parts(draft: EntryDraft, states: tuple[AnchorState, ...], ids: Ids) -> dict[str, list[Row]]:
    pairs = zip(draft.citations, states, strict=True)
    return {
        "entry_topic": [{"topic_id": ids["topic", slug]} for slug in draft.topics],
        "membership": [
            {"timeline_id": ids["timeline", one.timeline], "group": one.group, "headline": one.headline}
            for one in draft.timelines or ()
        ],
        "citation": [_citation(citation, state, ids) for citation, state in pairs],
    }


def _topic(draft: TopicDraft, ids: Ids) -> Row:
    return _plain(draft, "slug", "name", "description")


def _timeline(draft: TimelineDraft, ids: Ids) -> Row:
    return _plain(draft, "slug", "title", "description")


def _actor(draft: ActorDraft, ids: Ids) -> Row:
    return _plain(draft, "slug", "name", "kind", "description", "wikidata")


def _source(draft: SourceDraft, ids: Ids) -> Row:
    text, bounds = draft.text or TextDraft(), _bounds(draft.published)
    plain = "slug title byline section url language published local_time utc_offset retrieved note"
    return {
        **_plain(draft, *plain.split()),
        "publisher_id": ids.get(("actor", draft.publisher)),
        "published_earliest": bounds["earliest"],
        "published_latest": bounds["latest"],
        "sha256": text.sha256,
        "length": text.length,
        "text": text.content,
    }


def _event(draft: EventDraft, ids: Ids) -> Row:
    row, place = _entry(draft), draft.place
    row["kind"] = RecordKind.EVENT
    row["title"] = draft.title
    row["summary"] = draft.summary
    row["category"] = draft.category
    if place:
        row["place_name"] = place.name
        row["latitude"] = place.latitude
        row["longitude"] = place.longitude
        row["country"] = place.country
    return row


def _statement(draft: StatementDraft, ids: Ids) -> Row:
    row = _entry(draft)
    row["kind"] = RecordKind.STATEMENT
    row["statement_kind"] = draft.kind
    row["text"] = draft.text
    row["cue"] = draft.cue
    row["medium"] = draft.medium
    row["attitude"] = draft.attitude
    return row


# Rows of one statement have the same columns, be they of events or of statements.
NOTHING: Row = {
    **dict.fromkeys(("title", "summary", "category", "place_name", "latitude", "longitude", "country")),
    **dict.fromkeys(("text", "statement_kind", "cue", "medium", "attitude")),
}


def _entry(draft: EntryDraft) -> Row:
    date = dates.parse(draft.date)
    return {
        **NOTHING,
        "slug": draft.slug,
        "review": draft.review,
        "confidence": draft.confidence,
        "date": draft.date,
        "date_reason": draft.date_reason,
        "note": draft.note,
        "earliest": date.lower,
        "latest": date.upper,
        "precision": date.precision,
        "approximate": date.approximate,
        "uncertain": date.uncertain,
        "start_state": date.start,
        "end_state": date.end,
    }


def _question(draft: QuestionDraft, ids: Ids) -> Row:
    return _plain(draft, "slug", "text", "note")


ROWS: dict[RecordKind, Callable[[Any, Ids], Row]] = {
    RecordKind.TOPIC: _topic,
    RecordKind.TIMELINE: _timeline,
    RecordKind.ACTOR: _actor,
    RecordKind.SOURCE: _source,
    RecordKind.EVENT: _event,
    RecordKind.STATEMENT: _statement,
    RecordKind.QUESTION: _question,
}


def _role(draft: RoleDraft, ids: Ids) -> Row:
    """An office; an end that is not known, or ``..``, is as late as can be."""
    until = None if draft.until == ".." else draft.until
    return {
        **_plain(draft, "title", "since", "until"),
        "organization_id": ids.get(("actor", draft.organization)),
        "since_earliest": _bounds(draft.since)["earliest"],
        "until_latest": _bounds(until)["latest"],
    }


def _citation(draft: CitationDraft, state: AnchorState, ids: Ids) -> Row:
    return {
        **_date(draft.date),
        "key": draft.key,
        "exact": draft.exact,
        "prefix": draft.prefix,
        "suffix": draft.suffix,
        "start": draft.start,
        "end": draft.end,
        "note": draft.note,
        "source_id": ids["source", draft.source],
        "state": state,
    }


def _account(draft: AccountDraft, ids: Ids) -> Row:
    return {
        **_plain(draft, "key", "value", "attribution", "note"),
        **_date(draft.date),
        "holder_id": ids.get(("actor", draft.holder)),
        "source_id": ids.get(("source", draft.source)),
        "statement_id": ids.get(("entry", draft.statement)),
    }


def _actors(slugs: list[str], ids: Ids) -> list[Row]:
    return [{"actor_id": ids["actor", slug]} for slug in slugs]


def _plain(draft: Any, *fields: str) -> Row:
    values = vars(draft)
    return {field: values[field] for field in fields}


def _bounds(text: str | None) -> Row:
    """First and last second of a date; of none, the first and last there are."""
    if text is None:
        return {"earliest": dates.EARLIEST_SECOND, "latest": dates.LATEST_SECOND}
    date = dates.parse(text)
    return {"earliest": date.lower, "latest": date.upper}


NO_DATE: Row = dict.fromkeys(("date", "date_earliest", "date_latest"))


def _date(text: str | None) -> Row:
    """A date that may be absent, with its bounds."""
    if text is None:
        return NO_DATE
    bounds = _bounds(text)
    return {"date": text, "date_earliest": bounds["earliest"], "date_latest": bounds["latest"]}
