"""A made-up timeline in our own tables, of any size, the same for the same seed.

Every table has random numbers of its own, so that each can be written without holding the others. Entries are spread
over the years 1990 to 2025, later ones more densely; a few actors speak and a few events are spoken of very often.
"""

from array import array
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any, NamedTuple

from vocabulary import Vocabulary

from timeline.dates import parse
from timeline.models import Walked, lasting

TIMES = 10
"""How often each of the rare words stands in a statement, about."""

FIRST_DAY = date(1990, 1, 1)
DAYS = 36 * 365
ENTRIES, SOURCES, ACTORS, TOPICS, TIMELINES = 300_000, 20_000, 5_000, 300, 30
COUNTRIES = ("BY", "DE", "FR", "GB", "LT", "PL", "RU", "UA", "US", None)
CATEGORIES = ("protest", "election", "arrest", "meeting", "statement", "accident", None)
ROLES = ("organizer", "participant", "observer", None)

Row = tuple[Any, ...]


class Table(NamedTuple):
    """The rows of one table, for these of its columns."""

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]


class Kind(NamedTuple):
    """How a date is written, and how many in a hundred are written so."""

    share: int
    write: str


# The placeholders are the day itself, the day so many days later, and the same for its month and year.
DATES = (
    Kind(80, "{0:%Y-%m-%d}"),
    Kind(6, "{0:%Y-%m}"),
    Kind(2, "{0:%Y}"),
    Kind(2, "{0:%Y-%m-%d}~"),
    Kind(7, "{0:%Y-%m-%d}/{1:%Y-%m-%d}"),
    Kind(2, "{0:%Y}/{2:%Y}"),
    Kind(1, "{0:%Y-%m}/.."),
)
SHARES = [sum(kind.share for kind in DATES[: number + 1]) for number in range(len(DATES))]

SOURCE = (
    *("id", "slug", "publisher_id", "title", "url", "language", "published"),
    *("published_earliest", "published_latest"),
)
ENTRY = (
    *("id", "slug", "kind", "review", "date", "earliest", "latest", "precision", "approximate", "uncertain"),
    *("start_state", "end_state", "title", "summary", "category", "place_name", "latitude", "longitude", "country"),
    *("text", "statement_kind", "cue", "attitude"),
)
CITATION = ("id", "entry_id", "key", "position", "source_id", "exact", "start", "end", "state")
WALKED = tuple(Walked.__annotations__)


def often(random: Random, number: int) -> int:
    """One of so many, the first ones far more often than the last."""
    return int(number * random.random() ** 3)


def dated(day: date, random: Random) -> Row:
    """The columns of a date that begins about a day: mostly the day itself, sometimes years."""
    text = DATES[bisect(SHARES, random.random() * 100)].write.format(
        day, day + timedelta(days=random.randint(1, 20)), day + timedelta(days=random.randint(700, 7000))
    )
    found = parse(text)
    quality = (found.precision.value, found.approximate, found.uncertain, found.start.value, found.end.value)
    return (text, found.lower, found.upper, *quality)


@dataclass(frozen=True)
class Dataset:
    """So many entries, a third of them events, and all they refer to in proportion."""

    entries: int = ENTRIES
    seed: int = 1

    @property
    def events(self) -> int:
        """How many events there are; their ids go from 1 on, those of the statements follow."""
        return self.entries // 3

    @property
    def actors(self) -> int:
        """How many actors there are."""
        return self._scaled(ACTORS)

    @property
    def sources(self) -> int:
        """How many sources there are."""
        return self._scaled(SOURCES)

    @property
    def rare_words(self) -> int:
        """How many words there are that stand in few statements, as many in each however many entries there are."""
        return self.entries // 100

    def _scaled(self, number: int) -> int:
        return max(20, number * self.entries // ENTRIES)

    def random(self, what: str) -> Random:
        """Random numbers for one purpose."""
        return Random(f"{self.seed} {what}")  # noqa: S311

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of all texts."""
        return Vocabulary(self.seed)

    @cached_property
    def days(self) -> list[int]:
        """The day of each event, counted from the first."""
        random = self.random("days")
        return [int(DAYS * random.random() ** 0.6) for _ in range(self.events)]

    @cached_property
    def reviewed(self) -> bytearray:
        """1 for each reviewed entry, 0 for each draft; one in fifty is a draft."""
        random = self.random("review")
        return bytearray(random.random() >= 0.02 for _ in range(self.entries))

    @cached_property
    def seconds(self) -> "array[int]":
        """The first and the last second of each entry, once it has been written."""
        return array("q", bytes(16 * self.entries))

    def linked(self, rows: Iterable[Row], place: int) -> Iterator[Row]:
        """Links with what they hold of their entry, whose id stands at a place."""
        for row in rows:
            yield (*row, *self._walked(row[place] - 1))

    def _walked(self, number: int) -> Row:
        earliest, latest = self.seconds[2 * number : 2 * number + 2]
        return (earliest, latest, *self._named_entry(number), lasting(earliest, latest))

    def _named_entry(self, number: int) -> Row:
        kind = "EVENT" if number < self.events else "STATEMENT"
        return (f"{kind.lower()}-{number + 1}", kind, "REVIEWED" if self.reviewed[number] else "DRAFT")

    @cached_property
    def about(self) -> list[int | None]:
        """The number of the event that each statement is about, None where it is about none."""
        random, found = self.random("about"), list[int | None]()
        for _ in range(self.entries - self.events):
            event = often(random, self.events)
            found.append(event if random.random() < 0.8 and self.reviewed[event] else None)
        return found

    def tables(self) -> Iterator[Table]:
        """Every table that has rows, those first that others refer to."""
        yield Table("actor", ("id", "slug", "name", "kind", "description"), self._actors())
        yield Table("actor_name", ("id", "actor_id", "position", "name"), self._names())
        yield Table("source", SOURCE, self._sources())
        yield Table("topic", ("id", "slug", "name"), self._named("topic", TOPICS))
        yield Table("timeline", ("id", "slug", "title"), self._named("timeline", TIMELINES))
        yield Table("entry", ENTRY, self._events())
        yield Table("entry", ENTRY, self._statements())
        yield from self._links()
        yield Table("revision", ("id", "at", "summary"), [(1, datetime(2026, 1, 1, tzinfo=UTC), "made up")])

    def _links(self) -> Iterator[Table]:
        columns = ("id", "entry_id", "position", "actor_id", "role")
        yield Table("participation", columns + WALKED, self.linked(self._participations(), 1))
        for name, most, share in (("speaker", 2, 1.0), ("addressee", 1, 0.1)):
            columns = ("entry_id", "position", "actor_id")
            yield Table(name, columns + WALKED, self.linked(self._spoken(name, most, share), 0))
        columns = ("statement_id", "position", "event_id")
        yield Table("statement_about", columns + WALKED, self.linked(self._about(), 0))
        yield Table("citation", CITATION + WALKED, self.linked(self._citations(), 1))
        yield Table("entry_topic", ("entry_id", "topic_id", *WALKED), self.linked(self._filed(TOPICS, 0.3), 0))
        members = ((number, timeline, entry) for number, (entry, timeline) in enumerate(self._filed(TIMELINES, 0.1), 1))
        yield Table("membership", ("id", "timeline_id", "entry_id", *WALKED), self.linked(members, 2))

    def _actors(self) -> Iterator[Row]:
        random, kinds = self.random("actors"), ("PERSON", "PERSON", "PERSON", "STATE", "ORGANIZATION", "MEDIA", "GROUP")
        for number in range(1, self.actors + 1):
            name = self.vocabulary.text(random, 2).removesuffix(".").title()
            yield number, f"actor-{number}", name, random.choice(kinds), self.vocabulary.text(random, 10)

    def _names(self) -> Iterator[Row]:
        random = self.random("names")
        for number in range(1, self.actors + 1):
            yield number, number, 0, self.vocabulary.text(random, 2).removesuffix(".").title()

    def _sources(self) -> Iterator[Row]:
        random = self.random("sources")
        for number in range(1, self.sources + 1):
            day = parse(str(FIRST_DAY + timedelta(days=random.randrange(DAYS))))
            yield (
                *(number, f"source-{number}", 1 + often(random, self.actors), self.vocabulary.text(random, 8)),
                *(f"https://news.example/{number}", "en", day.edtf, day.lower, day.upper),
            )

    def _named(self, what: str, number: int) -> Iterator[Row]:
        random = self.random(what)
        for each in range(1, number + 1):
            yield each, f"{what}-{each}", self.vocabulary.text(random, 2).removesuffix(".")

    def _entry(self, number: int, day: date, random: Random) -> Row:
        date = dated(day, random)
        self.seconds[2 * number : 2 * number + 2] = array("q", date[1:3])
        return (number + 1, *self._named_entry(number), *date)

    def _events(self) -> Iterator[Row]:
        random, words = self.random("events"), self.vocabulary
        for number, day in enumerate(self.days):
            summary = words.text(random, 18) if random.random() < 0.7 else None
            place = words.text(random, 1).removesuffix(".") if random.random() < 0.6 else None
            where = (place, random.uniform(45, 60), random.uniform(-5, 35), random.choice(COUNTRIES))
            told = (words.text(random, 6), summary, random.choice(CATEGORIES), *(where if place else (None,) * 4))
            begun = FIRST_DAY + timedelta(days=day)
            yield (*self._entry(number, begun, random), *told, None, None, None, None)

    def _statements(self) -> Iterator[Row]:
        random, words = self.random("statements"), self.vocabulary
        for number, event in enumerate(self.about, self.events):
            about = random.randrange(DAYS) if event is None else self.days[event] + random.randrange(15)
            kind, attitude = random.choice(("DIRECT", "INDIRECT", "MIXED")), random.choice(("ASSERTED", "DENIED", None))
            text = words.text(random, 15)
            if random.random() < TIMES * self.rare_words / len(self.about):
                text += f" {words.rare(random.randrange(self.rare_words))}"
            said = (text, kind, "said", attitude)
            day = FIRST_DAY + timedelta(days=about)
            yield (*self._entry(number, day, random), *(None,) * 7, *said)

    def _participations(self) -> Iterator[Row]:
        random, number = self.random("participations"), 0
        for event in range(1, self.events + 1):
            for position in range(random.choice((1, 1, 2, 2, 3))):
                number += 1
                yield number, event, position, 1 + often(random, self.actors), random.choice(ROLES)

    def _spoken(self, what: str, most: int, share: float) -> Iterator[Row]:
        """Who speaks (or is spoken to): in so large a share of the statements one actor, in few of them several."""
        random = self.random(what)
        for statement in range(self.events + 1, self.entries + 1):
            if random.random() < share:
                number = most if random.random() < 0.03 else 1
                for position, actor in enumerate({1 + often(random, self.actors) for _ in range(number)}):
                    yield statement, position, actor

    def _about(self) -> Iterator[Row]:
        for statement, event in enumerate(self.about, self.events + 1):
            if event is not None:
                yield statement, 0, event + 1

    def _citations(self) -> Iterator[Row]:
        random, number = self.random("citations"), 0
        for entry in range(1, self.entries + 1):
            for position in range(random.choice((1, 2)) if entry <= self.events else 1):
                number += 1
                exact = self.vocabulary.text(random, 8) if random.random() < 0.3 else None
                start = random.randrange(5000)
                anchor = (exact, start, start + len(exact), "EXACT") if exact else (None, None, None, "UNANCHORED")
                yield (number, entry, str(position), position, 1 + random.randrange(self.sources), *anchor)

    def _filed(self, number: int, share: float) -> Iterator[Row]:
        """So large a share of the entries, each with one of so many."""
        random = self.random(f"filed under {number}")
        for entry in range(1, self.entries + 1):
            if random.random() < share:
                yield entry, 1 + often(random, number)
