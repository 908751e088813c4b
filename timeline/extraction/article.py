"""An article from its text to all that is found in it: the parts of the extraction put together."""

from collections.abc import Iterable, Sequence

from timeline.exceptions import NotAnArticleError
from timeline.extraction import actors, events, times
from timeline.extraction.actors.known import Known, Register
from timeline.extraction.events import Telling, outlines
from timeline.extraction.events.datings import Dating
from timeline.extraction.events.when import Occasions
from timeline.extraction.findings import Actor, Date, Extraction, Mention, Statement
from timeline.extraction.pages import html, page
from timeline.extraction.pages.page import Page
from timeline.extraction.pages.places import moved
from timeline.extraction.sentences import sentences
from timeline.extraction.speech import quotations, quoted, reported
from timeline.extraction.tokens import Tokens

LONGEST = 2_000_000  # code points of one article: a thick book has fewer
Meant = dict[tuple[int, int], Mention]
"""Mentions with the actors they mean, by their places."""


def extract(
    text: str,
    *,
    published: str | None = None,
    url: str | None = None,
    known: Sequence[Known] | Register = (),
    tagger: str | None = None,
) -> Extraction:
    """Find source, statements, dates, events and actors in an article of plain text or HTML.

    ``published`` is its day where that is known otherwise, as EDTF or with a time as in ISO 8601; ``known`` are
    actors of a database; ``tagger`` names an installed tagger whose names go before those of the rules.

    Raises:
        NotAnArticleError: the text is a list of articles, holds none, or is longer than :data:`LONGEST`.
        DateError: ``published`` is no date.
        TaggerError: no tagger of that name is installed.
    """
    if html.is_html(text):
        marked = html.read(text, url=url, published=published)
        return moved(found_in(marked.page, known, tagger), marked.raw)
    return found_in(page.read(text, url=url, published=published), known, tagger)


def found_in(read: Page, known: Sequence[Known] | Register = (), tagger: str | None = None) -> Extraction:
    """What :func:`extract` finds, in a page that was taken apart before."""
    if (length := len(read.body_text)) > LONGEST:
        raise NotAnArticleError("too long", f"it has {length:,} characters, and one article at most {LONGEST:,}")
    return _Reading(read).extraction(known, tagger)


class _Reading:
    """One page on its way through the parts."""

    def __init__(self, read: Page) -> None:
        self.page = read
        # What is no article is blank in this text, which is as long as the page: all places are places in the page.
        self.tokens = Tokens(read.body_text)
        self.sentences = sentences(self.tokens)
        self.dates = times.find(self.tokens, self.sentences, read.reference)
        published = read.source.published or ""
        self.day = published if len(published) == 10 else read.reference.isoformat() if read.reference else None

    def extraction(self, known: Sequence[Known] | Register, tagger: str | None) -> Extraction:
        statements = self.statements()
        owners = outlines.contents(self.tokens, statements)
        lines = outlines.outlines(self.tokens, self.sentences, self.dates, owners)
        occasions = Occasions(self.tokens, lines, statements, self.day)
        told = events.among(self.tokens, lines, owners, _said(statements, occasions), self.day, self.headline())
        cast, meant = self.resolved(statements, told, known, tagger)
        # What one speaker goes on to say was said on the same occasion, so that speakers are settled before.
        said = _said([_settled(statement, meant) for statement in statements], occasions)
        happened = tuple(telling.settled(lambda mention: _actor(mention, meant)) for telling in told)
        return Extraction(self.page.source, tuple(said), self.every_date(), happened, tuple(cast), self.page.zones)

    def statements(self) -> list[Statement]:
        """All statements in order, the longer first; a place that was found twice stands once."""
        runs = quotations.runs(self.tokens)
        direct = quoted.statements(self.tokens, self.sentences, runs)
        found = (*direct, *reported.statements(self.tokens, self.sentences, runs))
        places = {(one.start, -one.end): one for one in found}
        return [places[place] for place in sorted(places)]

    def headline(self) -> tuple[int, int]:
        """The tokens of the headline."""
        zone = next((zone for zone in self.page.zones if zone.name == "headline"), None)
        return (self.tokens.at(zone.start), self.tokens.before(zone.end)) if zone else (0, 0)

    def resolved(
        self,
        statements: Iterable[Statement],
        told: Iterable[Telling],
        known: Sequence[Known] | Register,
        tagger: str | None,
    ) -> tuple[list[Actor], Meant]:
        """The actors, and whom those who speak and take part are."""
        spoken = {(m.start, m.end): m for statement in statements for m in statement.speakers}
        # Who speaks at a place tells more than who takes part there.
        taking_part = {(m.start, m.end): m for telling in told for m in telling.mentions}
        others = [mention for place, mention in taking_part.items() if place not in spoken]
        speakers = list(spoken.values())
        cast, meant = actors.resolve(
            self.tokens, self.sentences, speakers, known, self.page.reference, others=others, tagger=tagger
        )
        return cast, {(mention.start, mention.end): mention for mention in meant}

    def every_date(self) -> tuple[Date, ...]:
        """The dates of the article and of its frame, in order."""
        return tuple(sorted((*self.page.dates, *self.dates), key=lambda date: (date.start, date.end)))


def _said(statements: Sequence[Statement], occasions: Occasions) -> list[Statement]:
    """The statements with the dates on which they were said, and by which rule."""
    return [_dated(one, dating) for one, dating in zip(statements, occasions.datings(statements), strict=True)]


# Statements are made anew without dataclasses.replace, which takes longer than all else done to them here.
def _dated(one: Statement, dating: Dating) -> Statement:
    rule = f"{one.rule}, {dating.rule}"
    return Statement(one.start, one.end, one.kind, one.cue, one.speakers, dating.edtf, rule, one.attitude)


def _settled(one: Statement, meant: Meant) -> Statement:
    speakers = tuple([meant[mention.start, mention.end] for mention in one.speakers])
    return Statement(one.start, one.end, one.kind, one.cue, speakers, one.said, one.rule, one.attitude)


def _actor(mention: Mention, meant: Meant) -> str | None:
    return meant[mention.start, mention.end].actor
