"""What is asked for: seeded choices among what a data set holds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from dataset import DAYS, FIRST_DAY, Dataset, often

from schema.pagination import write_cursor
from timeline.dates import parse

NUMBER = 200
PAGE, DEPTH = 50, 1000
CURSORS = """
SELECT earliest, latest, slug FROM entry WHERE review = 'REVIEWED' ORDER BY earliest, latest, slug LIMIT ? OFFSET ?
"""


@dataclass(frozen=True)
class Sample:
    """A data set and the SQLite file that holds it; every list of variables has ``NUMBER`` members or a few less."""

    dataset: Dataset
    path: str

    def windows(self, days: int) -> Iterator[dict[str, str]]:
        """Windows of so many days, as EDTF and, for those who have no dates, as seconds."""
        random = self.random(f"windows of {days}")
        for _ in range(NUMBER):
            first = FIRST_DAY + timedelta(days=int(DAYS * random.uniform(0.15, 0.85)))
            last = first + timedelta(days=days)
            since, till = str(parse(str(first)).lower), str(parse(str(last)).upper)
            yield {"from": str(first), "to": str(last), "since": since, "till": till}

    def actors(self) -> Iterator[dict[str, str]]:
        """Actors, those who appear often far more often."""
        random = self.random("actors")
        yield from ({"slug": f"actor-{1 + often(random, self.dataset.actors)}"} for _ in range(NUMBER))

    def events(self) -> Iterator[dict[str, str]]:
        """Events, each as likely."""
        numbers = self.random("events").choices(range(self.dataset.events), k=NUMBER)
        yield from ({"slug": f"event-{number + 1}"} for number in numbers if self.dataset.reviewed[number])

    def common_words(self) -> Iterator[dict[str, str]]:
        """Words that stand in several of a hundred entries."""
        yield from ({"text": word} for word in self.dataset.vocabulary.words[10:60])

    def rare_words(self) -> Iterator[dict[str, str]]:
        """Words that stand in about ten entries, however many there are."""
        numbers = self.random("rare words").sample(range(self.dataset.rare_words), k=min(NUMBER, 100))
        yield from ({"text": self.dataset.vocabulary.rare(number)} for number in numbers)

    def known_words(self) -> Iterator[dict[str, str]]:
        """Words that stand in one to two hundred records, however many there are."""
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, searchable_words, 'row')")
            found = connection.execute("SELECT term FROM temp.vocabulary WHERE doc BETWEEN 100 AND 200 ORDER BY term")
            words = [word for (word,) in found]
        yield from ({"text": word} for word in self.random("words").sample(words, k=min(NUMBER, len(words))))

    def cursors(self) -> Iterator[dict[str, str]]:
        """Ends of pages of all entries by date, from the thousandth page on; of the last ones where there are less."""
        first = min(PAGE * DEPTH, int(self.dataset.entries * 0.9))
        with closing(sqlite3.connect(self.path)) as connection:
            rows: list[Any] = connection.execute(CURSORS, (PAGE * NUMBER, first)).fetchall()[:-PAGE:PAGE]
        yield from ({"after": write_cursor("entry:DATE_ASC", row)} for row in rows)

    def random(self, what: str) -> Random:
        """Random numbers for one list, apart from those of the data set."""
        return self.dataset.random(f"asked {what}")
