"""What was found in an article as a draft annotation: the shape that files of annotations have, for a curator to check.

Every entry is a draft, anchored to its words. What no entry can be made of, since nobody is known to have said it, is
told apart. Each draft has remarks: the rule that found it and the words it rests on.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count

from anyascii import anyascii

from timeline.drafts import (
    ActorDraft,
    CitationDraft,
    Document,
    EventDraft,
    NameDraft,
    ParticipantDraft,
    RoleDraft,
    SourceDraft,
    StatementDraft,
    TextDraft,
)
from timeline.extraction.findings import Actor, Date, Event, Extraction, Mention, Span, Statement
from timeline.extraction.speech.nesting import mixed_around
from timeline.kinds import ActorKind, Attitude, Review, StatementKind
from timeline.values import UNPRINTABLE

AROUND = 24  # characters of context on each side of a citation
LONGEST_CITED = 20_000
LONGEST_LINE = 1_000
LONGEST_NAME = 300
WORDS_OF_SLUG = 6
SOME_DAY = "XXXX"
BRACKET = re.compile(r"\[[^\[\]]{1,200}\]")
QUOTES = "\"“”„«»‘’'"

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft annotation, remarks on its parts by their places in it, and what was left out."""

    document: Document
    remarks: dict[Place, list[str]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def drafted(
    found: Extraction, text: str, slug: str, publishers: Callable[[str], str | None] = lambda name: None
) -> Drafted:
    """The draft annotation of an article whose source is to be called ``slug``.

    ``publishers`` gives the slug of a publisher that is known by a name.
    """
    return _Drafting(found, text, slug).drafted(publishers)


class _Drafting:
    def __init__(self, found: Extraction, text: str, slug: str) -> None:
        self.found, self.text, self.slug = found, text, slug
        self.remarks: dict[Place, list[str]] = {}
        self.left_out: list[str] = []
        self.taken: set[str] = set()
        # Such as officials or the Galician army: whom that means, only this article tells.
        self.groups = {
            actor.slug: actor.name for actor in found.actors if actor.rule.startswith("group/") and not actor.known
        }

    def called(self, actor: str) -> str:
        """The slug of an actor in the draft."""
        return f"{self.slug}-{actor}"[:120].rstrip("-") if actor in self.groups else actor

    def drafted(self, publishers: Callable[[str], str | None]) -> Drafted:
        events = [self.event(number, event) for number, event in enumerate(self.found.events)]
        statements = self.statements()
        publisher = self.found.source.publisher
        known = publishers(publisher) if publisher else None
        actors = list(self.actors(events, statements))
        if publisher and not known:
            known = self.proposed(publisher, actors)
        document = Document(actors=actors, source=self.source(known), events=events, statements=statements)
        return Drafted(document, self.remarks, self.left_out)

    def source(self, publisher: str | None) -> SourceDraft:
        source = self.found.source
        self.remarks["source",] = [f"{name}: {rule}" for name, rule in source.rules.items()]
        return SourceDraft(
            slug=self.slug,
            publisher=publisher,
            title=_line(source.title),
            byline=_line(source.byline),
            section=_line(source.section),
            url=source.url,
            language="en",
            published=source.published,
            local_time=source.local_time,
            utc_offset=source.utc_offset,
            text=TextDraft(sha256=sha256(self.text.encode()).hexdigest(), length=len(self.text)),
        )

    def proposed(self, publisher: str, actors: list[ActorDraft]) -> str:
        """The slug of a publisher nobody knows yet, put among the actors where it is none of them."""
        name = _line(publisher, LONGEST_NAME) or ""
        slug = slugged(name) or f"{self.slug}-publisher"
        if slug not in {actor.slug for actor in actors} | {actor.slug for actor in self.found.actors if actor.known}:
            self.remarks["actors", len(actors)] = [f"publisher: {self.found.source.rules.get('publisher', 'page')}"]
            actors.append(ActorDraft(slug=slug, name=name, kind=ActorKind.MEDIA))
        return slug

    def actors(self, events: list[EventDraft], statements: list[StatementDraft]) -> Iterator[ActorDraft]:
        """The actors nobody knows yet, of those that entries refer to."""
        needed = {slug for statement in statements for slug in statement.speakers}
        needed |= {participant.actor for event in events for participant in event.participants}
        new = [
            replace(actor, slug=self.called(actor.slug))
            for actor in self.found.actors
            if self.called(actor.slug) in needed and not actor.known
        ]
        for number, actor in enumerate(new):
            first = actor.mentions[0] if actor.mentions else None
            self.remarks["actors", number] = [_rested(actor.rule, ("first", first))]
            yield _actor(actor, {actor.slug for actor in new} | {a.slug for a in self.found.actors if a.known})

    def event(self, number: int, event: Event) -> EventDraft:
        date, reason, words = self.dated(event.date, event.start, event.end, "happened")
        self.remarks["events", number] = [_rested(event.rule, ("date", words))]
        return EventDraft(
            slug=self.named(event.title),
            date=date,
            date_reason=reason,
            review=Review.DRAFT,
            title=_line(event.title) or "?",
            participants=[
                ParticipantDraft(actor=self.called(slug))
                for slug in event.participants
                if not is_common(self.groups.get(slug, "A name"))
            ],
            citations=[self.citation(event.start, event.end)],
            note=None if event.status == "asserted" else f"The article has it as {event.status}.",
        )

    def statements(self) -> list[StatementDraft]:
        drafts: list[StatementDraft] = []
        for statement, within in zip(self.found.statements, mixed_around(self.found.statements), strict=True):
            if within is not None:
                continue
            speakers = list(dict.fromkeys(self.called(who.actor) for who in statement.speakers if who.actor))
            if not speakers:
                self.left_out.append(self.unspoken(statement))
                continue
            drafts.append(self.statement(len(drafts), statement, speakers))
        return drafts

    def unspoken(self, statement: Statement) -> str:
        words = _line(self.text[statement.start : statement.end], 200)
        named = " and ".join(mention.text for mention in statement.speakers)
        who = f"it is not clear who {_line(named)!r} is" if named else "nobody is named"
        return f"{statement.start}-{statement.end} {statement.rule}: {who}: {words}"

    def statement(self, number: int, statement: Statement, speakers: list[str]) -> StatementDraft:
        date, reason, words = self.dated(statement.said, statement.start, statement.end, "was said")
        rested: list[tuple[str, Span | Mention | Date | None]] = [
            ("cue", statement.cue),
            *(("speaker", mention) for mention in statement.speakers),
            ("date", words),
            *(("bracket", span) for span in self.brackets(statement)),
        ]
        self.remarks["statements", number] = [_rested(statement.rule, *rested)]
        said = _unquoted(self.text[statement.start : statement.end], statement.kind)
        return StatementDraft(
            slug=self.named(said),
            date=date,
            date_reason=reason,
            review=Review.DRAFT,
            speakers=speakers,
            kind=StatementKind(statement.kind.upper()),
            text=said,
            cue=_line(statement.cue.text) if statement.cue else None,
            attitude=Attitude(statement.attitude.upper()),
            citations=[self.citation(statement.start, statement.end)],
        )

    def brackets(self, statement: Statement) -> Iterator[Span]:
        """What an editor put into somebody's words."""
        if statement.kind != "indirect":
            for match in BRACKET.finditer(self.text, statement.start, statement.end):
                yield Span(*match.span(), match.group())

    def dated(self, edtf: str | None, start: int, end: int, what: str) -> tuple[str, str | None, Date | None]:
        """The date of an entry, why that one, and the words that give it."""
        if edtf is None:
            published = self.found.source.published
            before = f"[..{published}]" if published and len(published) == 10 else None
            reason = f"The article does not say when it {what}{'; not after its publication' if before else ''}."
            return before or SOME_DAY, reason, None
        words = _nearest((date for date in self.found.dates if date.edtf == edtf), start, end)
        if words:
            return edtf, f"The article says “{_line(words.text)}”.", words
        since = "" if edtf.startswith("[..") else "not before what it tells of, and "
        bounded = edtf.startswith("[") and ".." in edtf
        return (
            edtf,
            f"The article does not say when it {what}; {since}not after it was told." if bounded else None,
            None,
        )

    def citation(self, start: int, end: int) -> CitationDraft:
        end = min(end, start + LONGEST_CITED)
        text = self.text
        return CitationDraft(
            exact=text[start:end],
            prefix=text[max(0, start - AROUND) : start] or None,
            suffix=text[end : end + AROUND] or None,
            start=start,
            end=end,
        )

    def named(self, words: str) -> str:
        """A slug of the source's and the first words, one of a kind."""
        stem = f"{self.slug}-{slugged(words, WORDS_OF_SLUG) or 'entry'}"[:110].rstrip("-")
        slugs = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
        slug = next(slug for slug in slugs if slug not in self.taken)
        self.taken.add(slug)
        return slug


def is_common(name: str) -> bool:
    """Whether the name of a group is nothing but common nouns, the first perhaps at the beginning of a sentence."""
    return name.isascii() and name[1:] == name[1:].lower() and (name[:1].islower() or " " not in name)


def slugged(words: str, most: int = 12) -> str:
    """A slug of the first words of a text; empty where nothing of it can be written in one."""
    latin = anyascii(words[:400].replace("'", "").replace("’", "")).lower()
    return "-".join(re.findall("[a-z0-9]+", latin)[:most])[:100].rstrip("-")


def _actor(actor: Actor, there: set[str]) -> ActorDraft:
    names = dict.fromkeys(_line(name, LONGEST_NAME) for name in actor.names)
    roles = {(_line(role.title), role.organization if role.organization in there else None) for role in actor.roles}
    return ActorDraft(
        slug=actor.slug,
        name=_line(actor.name) or actor.slug,
        kind=ActorKind(actor.kind) if actor.kind in ActorKind.__members__ else ActorKind.ORGANIZATION,
        names=[NameDraft(name=name) for name in names if name and name != actor.name],
        roles=[RoleDraft(title=title, organization=office) for title, office in sorted(roles, key=str) if title],
    )


def _line(words: str | None, longest: int = LONGEST_LINE) -> str | None:
    """Words on one line, without characters that cannot be stored; None for none."""
    return " ".join(UNPRINTABLE.sub(" ", words).split())[:longest].rstrip() or None if words else None


def _unquoted(words: str, kind: str) -> str:
    """What was said, without the quotation marks around the whole of it."""
    words = words.strip()
    bare = words.strip(QUOTES + " ,") if kind == "direct" else words
    return (bare or words)[:LONGEST_CITED]


def _nearest(dates: Iterable[Date], start: int, end: int) -> Date | None:
    """The expression of time that stands nearest to a place."""
    return min(dates, key=lambda date: (max(date.start - end, start - date.end, 0), date.start), default=None)


def _rested(rule: str, *words: tuple[str, "Span | Mention | Date | None"]) -> str:
    """A rule and the words it rests on: ``quoted/after-cue: cue 'said' 210-214``."""
    named = [f"{what} {_line(word.text, 80)!r} {word.start}-{word.end}" for what, word in words if word]
    return f"{rule}: {', '.join(named)}" if named else rule
