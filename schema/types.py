"""The types of the API: what may be asked of actors, sources and entries, and what each field reads."""

import strawberry

from schema.fields import (
    STILL,
    account_pages,
    dated,
    describes,
    ended,
    entry_pages,
    on_day,
    part,
    part_pages,
    ranked,
    some_accounts,
    some_citations,
    source_pages,
    utc,
)
from schema.kinds import (
    Action,
    ActorKind,
    AnchorState,
    Attitude,
    Confidence,
    EntryKind,
    RecordKind,
    Review,
    StatementKind,
)
from schema.order import EntryOrder
from schema.pagination import Connection, paged
from schema.reads import Cell, Id, Leads, Many, Passage, Ranking, Record, Value, reads
from schema.reads import Connection as Reading
from schema.scalars import Json
from schema.values import Date, Place, Quote, Spot, Stretch, TextPositionSelector, TextQuoteSelector
from schema.where import (
    ChangeWhere,
    CitationWhere,
    EntryWhere,
    MembershipWhere,
    ParticipationWhere,
    RoleWhere,
    in_office,
)
from timeline import models, queries


@strawberry.interface(description="Whatever can be asked for by its id.")
class Node:
    id: strawberry.ID = reads(Id(), "Global id, made from type and slug; it survives a reload.")


@describes(models.Actor, "A person, state, government, organization, medium or group that acts, speaks or publishes.")
class Actor(Node):
    slug: str = reads(models.Actor.slug, "The name in addresses and references.")
    name: str = reads(models.Actor.name, "The name.")
    kind: ActorKind = reads(models.Actor.kind, "What kind of actor it is.")
    description: str | None = reads(models.Actor.description, "Who that is, in our own words.")
    wikidata: str | None = reads(models.Actor.wikidata, "Wikidata item.")
    names: list["ActorName"] = reads(models.Actor.names, "Other spellings, scripts and short forms.")
    roles: list["Role"] = reads(models.Actor.roles, "Offices held.")
    roles_on: list["Role"] = reads(
        Many(models.Actor.roles, {"day": in_office}), "Offices it may have held on a day.", on_day
    )
    entries: Connection["Entry"] = reads(
        Reading(models.Entry, (models.Actor.statements, models.Actor.addressed, models.Actor.events)),
        "Its own timeline: what it said, what was said to it, what it took part in.",
        paged(EntryOrder.DATE_ASC, EntryWhere),
    )
    companions: list["Companion"] = reads(
        Ranking(queries.companions), "With whom it appears in entries most often.", ranked
    )
    officers: Connection["Role"] = part_pages(
        models.Role, models.Actor.officers, "Offices of this actor and who held them.", RoleWhere
    )
    events: Connection["Event"] = entry_pages(models.Event, models.Actor.events, "Events it took part in.")
    participations: Connection["Participation"] = part_pages(
        models.Participation, models.Actor.participations, "Its parts in events, and as what.", ParticipationWhere
    )
    statements: Connection["Statement"] = entry_pages(models.Statement, models.Actor.statements, "What it said.")
    addressed: Connection["Statement"] = entry_pages(models.Statement, models.Actor.addressed, "What was said to it.")
    published: Connection["Source"] = source_pages(models.Actor.published, "Sources it published.")
    hosted: Connection["Source"] = source_pages(models.Actor.hosted, "Sources it mirrors.")
    accounts: Connection["Account"] = account_pages(models.Actor.accounts, "Answers it holds.")


@describes(models.ActorName, "Another name of an actor.")
class ActorName:
    name: str = reads(models.ActorName.name, "The name as it is written.")
    language: str | None = reads(models.ActorName.language, "BCP 47 tag of the language it is written in.")
    actor: Actor = reads(models.ActorName.actor, "Whose name it is.")


@strawberry.type(description="Somebody who appears in the same entries.")
class Companion:
    together: int = reads(Cell("together"), "In how many entries.")
    actor: Actor = reads(Leads(models.Actor, "actor_id"), "Who.")


@describes(models.Role, "An office or function an actor held.")
class Role:
    title: str = reads(models.Role.title, "What the office is called.")
    since: Date | None = dated(models.Role.since, "First day; null where it is not known.")
    until: Date | None = reads(
        Value((models.Role.until,), ended), "Last day; null where it is not known, and while the office is held."
    )
    current: bool = reads(
        Value((models.Role.until,), lambda until: until == STILL), "Whether the office is still held, as far as told."
    )
    actor: Actor = reads(models.Role.actor, "Who held it.")
    organization: Actor | None = reads(models.Role.organization, "What it is an office of.")


@describes(models.Source, "An article or document, as its publisher dated it.")
class Source(Node):
    slug: str = reads(models.Source.slug, "The name in addresses and references.")
    publisher: Actor | None = reads(models.Source.publisher, "Who published it.")
    hosts: list[Actor] = reads(
        models.Source.hosts, "The chain of those that mirror it, nearest to the publisher first."
    )
    title: str | None = reads(models.Source.title, "Its headline as printed.")
    byline: str | None = reads(models.Source.byline, "Who signed it, as printed.")
    section: str | None = reads(models.Source.section, "The section it stands in, as printed.")
    url: str | None = reads(models.Source.url, "Where it can be read.")
    language: str | None = reads(models.Source.language, "BCP 47 tag of its language.")
    published: Date | None = dated(models.Source.published, "The day its publisher dated it.")
    local_time: str | None = reads(models.Source.local_time, "The time of day printed, by the publisher's clock.")
    utc_offset: str | None = reads(models.Source.utc_offset, "The UTC offset printed; null where none was.")
    retrieved: Date | None = dated(models.Source.retrieved, "When it was read.")
    sha256: str | None = reads(models.Source.sha256, "SHA-256 of its text (UTF-8, line feeds).")
    length: int | None = reads(models.Source.length, "Length of its text in Unicode code points.")
    text: str | None = reads(models.Source.text, "Its text, where it may be kept.")
    note: str | None = reads(models.Source.note, "A remark of the curator.")
    citations: Connection["Citation"] = part_pages(
        models.Citation, models.Source.citations, "What it is cited for.", CitationWhere
    )
    entries: Connection["Entry"] = entry_pages(models.Entry, models.Source.entries, "Entries it reports.")
    accounts: Connection["Account"] = account_pages(models.Source.accounts, "Answers it reports.")


@strawberry.interface(description="What stands on a timeline: an event or a statement.")
class Entry(Node):
    slug: str = reads(models.Entry.slug, "The name in addresses and references.")
    entry_kind: EntryKind = reads(models.Entry.kind, "Event or statement.")
    review: Review = reads(models.Entry.review, "Whether a person has read it.")
    confidence: Confidence | None = reads(models.Entry.confidence, "How well its sources were read.")
    date: Date = dated(models.Entry.date, "When it happened or was said.")
    date_reason: str | None = reads(models.Entry.date_reason, "Why that date.")
    note: str | None = reads(models.Entry.note, "A remark of the curator.")
    citations: list["Citation"] = reads(
        models.Entry.citations, "Where it is reported, in whose exact words.", some_citations
    )
    sources: Connection[Source] = source_pages(models.Entry.sources, "The sources that report it.")
    topics: list["Topic"] = reads(models.Entry.topics, "What it is filed under.")
    timelines: list["Timeline"] = reads(models.Entry.timelines, "The timelines it stands on.")
    memberships: list["Membership"] = reads(models.Entry.memberships, "Where it stands, in which group, as what.")
    questions: list["Question"] = reads(models.Entry.questions, "Questions about it on which sources differ.")


@describes(models.Event, "Something that happened, in our own words.", EntryKind.EVENT)
class Event(Entry):
    title: str = reads(models.Event.title, "A headline in our own words.")
    summary: str | None = reads(models.Event.summary, "What happened, in our own words.")
    category: str | None = reads(models.Event.category, "The kind of event in one word.")
    place: Place | None = reads(
        Value(
            (models.Event.place_name, models.Event.latitude, models.Event.longitude, models.Event.country),
            Spot.of,
        ),
        "Where it happened.",
    )
    part_of: "Event | None" = reads(models.Event.part_of, "The larger event it belongs to.")
    parts: Connection["Event"] = entry_pages(models.Event, models.Event.parts, "The events that belong to it.")
    participants: list["Participation"] = reads(models.Event.participants, "Who took part, and as what.")
    statements: Connection["Statement"] = entry_pages(
        models.Statement, models.Event.statements, "What was said about it."
    )


@describes(models.Statement, "What somebody said, as a source reports it.", EntryKind.STATEMENT)
class Statement(Entry):
    kind: StatementKind = reads(models.Statement.statement_kind, "Quoted, in the reporter's words, or both.")
    text: str = reads(models.Statement.text, "The words quoted, or what was said in our own words.")
    cue: str | None = reads(models.Statement.cue, "The word that attributes it.")
    medium: str | None = reads(models.Statement.medium, "Through which medium.")
    attitude: Attitude | None = reads(models.Statement.attitude, "How the report puts it.")
    speakers: list[Actor] = reads(models.Statement.speakers, "Who said it; several where they spoke jointly.")
    addressees: list[Actor] = reads(models.Statement.addressees, "Whom it was said to.")
    about: list[Event] = reads(models.Statement.about, "The events it is about.")
    answers: "Statement | None" = reads(models.Statement.answers, "The statement it answers.")
    answered_by: Connection["Statement"] = entry_pages(
        models.Statement, models.Statement.answered_by, "The statements that answer it."
    )
    accounts: Connection["Account"] = account_pages(models.Statement.accounts, "Answers to questions that it makes.")


@describes(models.Participation, "That an actor took part in an event, and as what.")
class Participation:
    role: str | None = reads(models.Participation.role, "As what.")
    actor: Actor = reads(models.Participation.actor, "Who took part.")
    event: Event = reads(models.Participation.event, "In what.")


@describes(models.Citation, "Where a source bears out an entry.", owner=(models.Entry, "entry_id"))
class Citation(Node):
    key: str = reads(models.Citation.key, "Tells the citations of an entry apart.")
    exact: str | None = reads(models.Citation.exact, "The exact words of the source.")
    prefix: str | None = reads(models.Citation.prefix, "The characters before them.")
    suffix: str | None = reads(models.Citation.suffix, "The characters after them.")
    start: int | None = reads(models.Citation.start, "Where they start in the text, in Unicode code points.")
    end: int | None = reads(models.Citation.end, "Where they end, exclusive.")
    quote: TextQuoteSelector | None = reads(
        Value((models.Citation.exact, models.Citation.prefix, models.Citation.suffix), Quote.of),
        "The words as a selector.",
    )
    position: TextPositionSelector | None = reads(
        Value((models.Citation.start, models.Citation.end), Stretch.of), "The offsets as a selector."
    )
    state: AnchorState = reads(models.Citation.state, "How the words stand to the text of the source.")
    date: Date | None = dated(models.Citation.date, "The date this source gives, where it differs from the entry's.")
    note: str | None = reads(models.Citation.note, "A remark of the curator.")
    entry: Entry = reads(models.Citation.entry, "What it bears out.")
    source: Source = reads(models.Citation.source, "The source, with its publisher and chain of hosts.")


@describes(models.Question, "A question on which sources differ.")
class Question(Node):
    slug: str = reads(models.Question.slug, "The name in addresses and references.")
    text: str = reads(models.Question.text, "The question.")
    note: str | None = reads(models.Question.note, "A remark of the curator.")
    about: list[Entry] = reads(models.Question.about, "What it is about.")
    accounts: list["Account"] = reads(
        models.Question.accounts, "The answers, side by side, none above another.", some_accounts
    )


@describes(
    models.Account,
    "One answer to a question on which sources differ.",
    owner=(models.Question, "question_id"),
)
class Account(Node):
    key: str = reads(models.Account.key, "Tells the answers to a question apart.")
    value: str = reads(models.Account.value, "The answer.")
    attribution: str | None = reads(models.Account.attribution, "Who holds it, where that is no actor of the data.")
    date: Date | None = dated(models.Account.date, "Since when they hold it.")
    note: str | None = reads(models.Account.note, "A remark of the curator.")
    question: Question = reads(models.Account.question, "What it answers.")
    holder: Actor | None = reads(models.Account.holder, "Who holds it.")
    source: Source | None = reads(models.Account.source, "Which source reports it.")
    statement: Statement | None = reads(models.Account.statement, "The statement that makes it.")


@describes(models.Topic, "A subject entries are filed under.")
class Topic(Node):
    slug: str = reads(models.Topic.slug, "The name in addresses and references.")
    name: str = reads(models.Topic.name, "What it is called.")
    description: str | None = reads(models.Topic.description, "What belongs there.")
    entries: Connection[Entry] = entry_pages(models.Entry, models.Topic.entries, "What is filed under it.")


@describes(models.Timeline, "A named selection of entries.")
class Timeline(Node):
    slug: str = reads(models.Timeline.slug, "The name in addresses and references.")
    title: str = reads(models.Timeline.title, "What it is called.")
    description: str | None = reads(models.Timeline.description, "What it tells, in our own words.")
    eras: list["Era"] = reads(models.Timeline.eras, "Its stretches.")
    entries: Connection[Entry] = entry_pages(
        models.Entry, models.Timeline.entries, "Events and statements, interleaved by date."
    )
    members: Connection["Membership"] = part_pages(
        models.Membership, models.Timeline.memberships, "The entries with their group and headline.", MembershipWhere
    )


@describes(models.Membership, "That an entry stands on a timeline.")
class Membership:
    group: str | None = reads(models.Membership.group, "The row or group it stands in.")
    headline: str | None = reads(models.Membership.headline, "What it is called there.")
    timeline: Timeline = reads(models.Membership.timeline, "The timeline.")
    entry: Entry = reads(models.Membership.entry, "The entry.")


@describes(models.Era, "A stretch of a timeline with a name of its own.")
class Era:
    title: str = reads(models.Era.title, "What it is called.")
    date: Date = dated(models.Era.date, "From when to when.")
    timeline: Timeline = reads(models.Era.timeline, "Of which timeline.")


@describes(models.Revision, "One committed load or edit; its number is the version of the data.")
class Revision:
    number: int = reads(models.Revision.id, "Its number.")
    at: str = reads(Value((models.Revision.at,), utc), "When it was committed, ISO 8601 in UTC.")
    summary: str = reads(models.Revision.summary, "What was done.")
    changes: Connection["Change"] = part_pages(models.Change, models.Revision.changes, "What it changed.", ChangeWhere)


@describes(models.Change, "What a revision did to one record.")
class Change:
    kind: RecordKind = reads(models.Change.kind, "What kind of record.")
    slug: str = reads(models.Change.slug, "Its slug.")
    action: Action = reads(models.Change.action, "Whether it was added, changed or removed.")
    origin: str = reads(models.Change.origin, "The file it came from.")
    before: Json | None = reads(models.Change.before, "The record before; null where it was added.")
    after: Json | None = reads(models.Change.after, "The record after; null where it was removed.")
    revision: Revision = reads(models.Change.revision, "Of which revision.")


@strawberry.type(description="A stretch of a passage.")
class Segment:
    text: str = part("text", "Its text; those of a passage, put together, are the passage.")
    marked: bool = part("marked", "Whether it is what was searched.")


@describes(models.Searchable, "What a search found.")
class SearchHit:
    kind: RecordKind = reads(Value((models.Searchable.kind,)), "What kind of record.")
    slug: str = reads(models.Searchable.slug, "Its slug.")
    node: Node = reads(Record(), "The record itself.")
    passage: list[Segment] = reads(
        Passage(), "Of its name and its texts the line with most of the words, these marked; cut where it is long."
    )
