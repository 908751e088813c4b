"""From mentions to actors: who is named in a text, and whom its names, descriptions and pronouns mean."""

import datetime
import re
from collections.abc import Sequence

from timeline.extraction.actors import names, tagger
from timeline.extraction.actors.cast import Cast
from timeline.extraction.actors.descriptions import Descriptions
from timeline.extraction.actors.figures import Figure
from timeline.extraction.actors.gender import PRONOUNS
from timeline.extraction.actors.known import Known, Register
from timeline.extraction.actors.name import Name
from timeline.extraction.actors.pronouns import Antecedents
from timeline.extraction.actors.slugs import Slugs
from timeline.extraction.findings import Actor, Mention
from timeline.extraction.tokens import Tokens

JOINED = re.compile(r"\b(?!Fitz|Mac|Mc|De|Di|La|Le|Van|O[’'])[A-Z][a-z]{2,}[A-Z][a-z]{2}")
"""Words joined as firms do: LorneRail, and not McAdam."""


def find(
    tokens: Tokens,
    sentences: list[tuple[int, int]],
    known: Sequence[Known] | Register = (),
    day: datetime.date | None = None,
    *,
    tagger: str | None = None,
) -> list[Actor]:
    """All actors a text names, in the order of their first names; ``day`` is when it was published."""
    return resolve(tokens, sentences, [], known, day, tagger=tagger)[0]


def resolve(
    tokens: Tokens,
    sentences: list[tuple[int, int]],
    mentions: Sequence[Mention],
    known: Sequence[Known] | Register = (),
    day: datetime.date | None = None,
    *,
    others: Sequence[Mention] = (),
    tagger: str | None = None,
) -> tuple[list[Actor], list[Mention]]:
    """All actors of a text, and the mentions with the slugs of those they mean, in the order they are given.

    ``mentions`` are taken for those of people who speak; ``others`` follow them, and may be of people who act or of
    things: they make nobody an actor by themselves. One that the text does not tell apart keeps no slug.
    ``tagger`` names an installed tagger whose names go before those of the rules.
    """
    cast = Cast(tokens, sentences, _names(tokens, sentences, tagger), Register.of(known), day)
    asked = [*mentions, *others]
    meant = _Mentions(cast).read(asked, len(mentions))
    actors = _actors(cast)
    slugged = [
        Mention(m.start, m.end, m.text, m.form, figure.slug or None if figure else None)
        for m, figure in zip(asked, meant, strict=True)
    ]
    return actors, slugged


def _names(tokens: Tokens, sentences: list[tuple[int, int]], tagged_by: str | None) -> list[Name]:
    found = names.find(tokens, sentences)
    return tagger.merged(tokens, found, tagged_by) if tagged_by else found


def _actors(cast: Cast) -> list[Actor]:
    """The figures as actors: those the text tells enough of, or that somebody was asked for."""
    given = Slugs(cast.register.known)
    found = []
    for figure in cast.figures:
        if not figure.places or not (figure.spoken or figure.known or _told(figure)):
            continue
        figure.slug = figure.known.slug if figure.known else given.slug(figure.name)
        found.append(_actor(figure))
    return sorted(found, key=lambda actor: actor.mentions[0].start)


def _told(figure: Figure) -> bool:
    """Whether a figure that does not speak is surely somebody: named, and not by an acronym that stands alone."""
    named = figure.kind is not None and bool(figure.spellings)
    return named and (figure.rule != "name/acronym" or len(figure.places) > 1)


def _actor(figure: Figure) -> Actor:
    roles = dict.fromkeys(role for role in figure.offices.values() if role is not None)
    return Actor(
        slug=figure.slug,
        name=figure.known.name if figure.known else figure.name,
        kind=figure.known.kind if figure.known else figure.kind or _likely(figure),
        known=figure.known is not None,
        names=tuple(figure.spellings),
        roles=tuple(roles),
        mentions=tuple(Mention(*place, figure.slug) for place in sorted(figure.places)),
        rule=figure.rule,
    )


def _likely(figure: Figure) -> str:
    """What somebody is who speaks, and of whom the text tells no more than a name."""
    if figure.articled or JOINED.search(figure.name):
        return "ORGANIZATION"
    if not figure.inside and figure.gender is None and " " not in figure.name and figure.name.endswith("s"):
        return "GROUP"  # Regulars said
    return "STATE" if figure.placed and figure.gender is None else "PERSON"


class _Mentions:
    """Reads mentions in the order of the text, since each tells something of those behind it."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.tokens = cast, cast.tokens
        self.antecedents = Antecedents(cast)
        self.descriptions = Descriptions(cast, self.antecedents)

    def read(self, mentions: Sequence[Mention], speaking: int) -> list[Figure | None]:
        """Whom each mention means; the first ``speaking`` of them are of speakers."""
        spans = [(self.tokens.at(m.start), self.tokens.before(m.end)) for m in mentions]
        meant: list[Figure | None] = [None] * len(mentions)
        later = []
        for i in sorted(range(len(mentions)), key=lambda i: spans[i]):
            first, last = spans[i]
            if first >= last:
                continue
            if mentions[i].form == "pronoun" and self.antecedents.waits(first):
                later.append(i)
                continue
            meant[i] = self._take(mentions[i], first, last, i < speaking)
        for i in later:
            meant[i] = self._take(mentions[i], *spans[i], i < speaking)
        return meant

    def _take(self, mention: Mention, first: int, last: int, speaks: bool) -> Figure | None:
        figure, at, end = self._meant(mention, first, last)
        if figure is None:
            return None
        figure.acts, figure.spoken = True, figure.spoken or speaks
        if last - first == 1 and (told := PRONOUNS.get(self.tokens.lower[first])) and figure.gender is None:
            figure.gender = told
        if not self.antecedents.speaks(figure, at, end):
            figure.places.append((mention.start, mention.end, mention.text, mention.form))
        return figure

    def _meant(self, mention: Mention, first: int, last: int) -> tuple[Figure | None, int, int]:
        if mention.form == "pronoun" and last - first <= 2:
            return self.antecedents.find(first), first, last
        return self.descriptions.find(first, last)
