"""What a text tells to have happened: a verb or a noun of an event, its words, its date and who took part."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from timeline.extraction import lexicon
from timeline.extraction.events import headlines
from timeline.extraction.events.datings import Dating, Datings, is_future, joined, told_by
from timeline.extraction.events.headlines import Words
from timeline.extraction.events.outlines import CONDITIONS, Dated, Outline, contents, outlines
from timeline.extraction.events.predicates import Predicate, nouns
from timeline.extraction.findings import Date, Event, EventStatus, Mention, Statement
from timeline.extraction.tokens import Tokens

NOTHING = frozenset(["no", "nobody", "none", "nothing", "neither"])
CHARGES = frozenset({"accuse", "blame", "charge", "indict", "suspect"})
SPEAKERS = frozenset({"i", "we", "you"})
LEADING = frozenset({",", "after", "before", "and", "by", "–", "—", "-", "--"})
BOTH = 2  # who did it, and what was done or to whom
ALIKE = 12  # events of the same verb with which a new one is compared


class Telling(NamedTuple):
    """An event as the text tells it: its participants are still words; the verb or kind of noun sets it apart."""

    event: Event
    mentions: tuple[Mention, ...]
    """Subject first, then object."""
    verb: str

    def settled(self, actor: Callable[[Mention], str | None]) -> Event:
        """The event with the slugs of those of its participants who are known to be actors."""
        event = self.event
        slugs = dict.fromkeys([slug for mention in self.mentions if (slug := actor(mention))])
        return Event(event.start, event.end, event.title, event.date, tuple(slugs), event.status, event.rule)


@dataclass(slots=True)
class Teller:
    """What the rules need to know of the whole text."""

    tokens: Tokens
    statements: Sequence[Statement]
    owners: list[int]
    datings: Datings
    headline: tuple[int, int]
    cues: dict[int, tuple[Mention, ...]]
    """Who speaks, by the place of the cue."""

    def statement(self, at: int) -> Statement | None:
        """The statement a token is part of, other than as its cue."""
        if self.owners[at] < 0:
            return None
        statement = self.statements[self.owners[at]]
        cue, start = statement.cue, self.tokens.starts[at]
        if cue and cue.start <= start < cue.end:
            return None
        # Who brings in words beside his own, by a content that reaches too far, does not tell that he does.
        return None if self.cues.get(start) == statement.speakers != () else statement


def find(
    tokens: Tokens,
    sentences: Sequence[tuple[int, int]],
    dates: Sequence[Date],
    statements: Sequence[Statement],
    published: str | None = None,
    headline: tuple[int, int] = (0, 0),
) -> list[Telling]:
    """The events of a text, each told once, in order.

    ``published`` is a day (``2024-03-01``); ``headline`` gives the tokens whose present tense tells what happened.
    """
    owners = contents(tokens, statements)
    lines = outlines(tokens, sentences, dates, owners)
    return among(tokens, lines, owners, statements, published, headline)


def among(
    tokens: Tokens,
    lines: Sequence[Outline],
    owners: list[int],
    statements: Sequence[Statement],
    published: str | None,
    headline: tuple[int, int] = (0, 0),
) -> list[Telling]:
    """As :func:`find`, from outlines made before."""
    cues = {one.cue.start: one.speakers for one in statements if one.cue}
    teller = Teller(tokens, statements, owners, Datings(tokens, lines, published), headline, cues)
    title = tokens.ends[headline[1] - 1] if headline[1] else 0
    return _once((telling for line in lines for telling in _of_sentence(teller, line)), title)


def _of_sentence(teller: Teller, line: Outline) -> Iterator[Telling]:
    if "?" in teller.tokens.words[max(line.first, line.last - 2) : line.last]:
        return
    used: set[Dated | None] = set()
    earlier: Dating | None = None
    for k, verb in enumerate(line.predicates):
        if verb.sort != "event" or verb.mood == "open" or not _happened(teller, line, verb):
            continue
        statement = teller.statement(verb.at)
        told = told_by(statement.said if statement else None, teller.datings.published)
        before, earlier = earlier, teller.datings.of(line, k, told, earlier)
        if _weak(teller, line, verb, earlier, before):
            continue
        telling = _verb_telling(teller, line, k, earlier, statement)
        if telling:
            used.add(line.dated.get(verb.at))
            yield telling
    for at in line.nouns if line.dated else ():
        if at in line.dated and line.dated[at] not in used:
            yield from _noun_telling(teller, line, at)


def _happened(teller: Teller, line: Outline, verb: Predicate) -> bool:
    """Whether a verb of an event tells that it happened, and not under a condition."""
    tokens = teller.tokens
    if verb.mood == "present":
        dated = line.dated.get(verb.at)
        return teller.headline[0] <= verb.at < teller.headline[1] or (dated is not None and dated.relation == "entry")
    before = tokens.lower[verb.first - 1] if verb.first > line.first else ","
    if verb.mood == "participle" and verb.at not in line.dated and (before not in LEADING or verb.at == line.first):
        return False
    return not _conditional(teller, line, verb.first)


def _weak(teller: Teller, line: Outline, verb: Predicate, dating: Dating, before: Dating | None) -> bool:
    """Whether a verb says nothing for a timeline: a trend without a beginning, or what only goes along with others."""
    if dating.edtf == "../..":
        return verb.first - 1 not in line.nouns
    if verb.mood != "participle" or dating.rule != "event/undated":
        return False
    return before is None or verb.passive or teller.statement(verb.at) is not None


def _conditional(teller: Teller, line: Outline, at: int) -> bool:
    opens = line.opens(at)
    return opens >= line.first and teller.tokens.lower[opens] in CONDITIONS


def _status(statement: Statement | None) -> EventStatus:
    if statement is None:
        return "asserted"
    return "denied" if statement.attitude == "denied" else "alleged"


def _laid_to(line: Outline, k: int) -> EventStatus | None:
    """What is only laid to somebody: ``denied stealing``, ``was accused of stealing``."""
    verb, before = line.predicates[k], line.predicates[k - 1]
    if not k or verb.mood != "participle" or line.opens(verb.at) > before.at:
        return None
    return "denied" if before.verb == "deny" else "alleged" if before.verb in CHARGES else None


def _verb_telling(teller: Teller, line: Outline, k: int, dating: Dating, statement: Statement | None) -> Telling | None:
    verb = line.predicates[k]
    words = headlines.of_verb(teller.tokens, line, k)
    if words is None or teller.tokens.lower[words.first] in NOTHING:
        return None
    if dating.rule == "event/undated" and _idle(teller, line, verb, words, statement):
        return None
    if len(words.mentions) < BOTH and _tells(teller, verb, dating):
        return None
    status = _laid_to(line, k) or _status(statement)
    event = Event(words.start, words.end, words.title, dating.edtf, (), status, dating.rule)
    return Telling(event, words.mentions, verb.verb)


def _tells(teller: Teller, verb: Predicate, dating: Dating) -> bool:
    """Whether a verb only brings in words: ``Lind wrote``, ``when asked``."""
    if verb.verb not in lexicon.words("event-telling-verbs"):
        return False
    starts = teller.tokens.starts
    cue = starts[verb.at] in teller.cues or starts[verb.first] in teller.cues
    return cue or verb.mood == "participle" or dating.rule == "event/undated"


def _idle(teller: Teller, line: Outline, verb: Predicate, words: Words, statement: Statement | None) -> bool:
    """Whether an undated event names nobody: ``she left``, or ``I bought a boat`` in a column or a transcript."""
    if statement is None and teller.tokens.lower[words.first] in SPEAKERS:
        return True
    named = any(mention.form != "pronoun" for mention in words.mentions)
    return not named and teller.tokens.lower[verb.at + 1 : verb.at + 2] != ["that"]


def _noun_telling(teller: Teller, line: Outline, at: int) -> Iterator[Telling]:
    dated = line.dated[at]
    published = teller.datings.published
    if is_future(dated.date.edtf or "", published) or _conditional(teller, line, at):
        return
    words = headlines.of_noun(teller.tokens, line, at)
    status = _status(teller.statement(at))
    event = Event(words.start, words.end, words.title, joined(dated, published), (), status, "event/noun")
    yield Telling(event, words.mentions, nouns()[teller.tokens.lower[at]])


def _once(tellings: Iterator[Telling], title: int) -> list[Telling]:
    """The events without those told before: of two that are the same, the one with a day or not of the title stays."""
    kept: list[Telling] = []
    places: dict[str, list[int]] = {}
    for telling in tellings:
        alike = places.setdefault(telling.verb, [])
        place = next((i for i in alike[-ALIKE:] if _same(kept[i], telling)), None)
        if place is None:
            alike.append(len(kept))
            kept.append(telling)
        elif (_exact(telling), kept[place].event.start < title) > (_exact(kept[place]), False):
            kept[place] = telling
    return sorted(kept, key=lambda telling: telling.event.start)


def _exact(telling: Telling) -> int:
    """How exact a date is: a day, a month, a year, within bounds, nothing."""
    edtf = telling.event.date
    return 0 if edtf is None else 1 if ".." in edtf else 1 + len(edtf)


def _same(one: Telling, other: Telling) -> bool:
    """Whether two events of the same verb are one: no two days, and who took part agrees as far as it is told."""
    first, second = one.event.date, other.event.date
    if first != second and _exact(one) > 1 and _exact(other) > 1:
        return False
    pairs = list(zip(one.mentions, other.mentions, strict=False))
    return bool(pairs) and all(_head(a) == _head(b) for a, b in pairs)


def _head(mention: Mention) -> str:
    return mention.text.rpartition(" ")[2].casefold()
