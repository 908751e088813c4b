"""The slugs a load knows, on disk: what stands in the database and what the lines bring, however many they are.

They lie in an SQLite file of their own, which fills no memory and which two processes can share one after the other.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from timeline.kinds import RecordKind
from timeline.loaders.records import Name
from timeline.loaders.rows import TABLES

TABLES_OF = {table: tuple(kind for kind in TABLES if TABLES[kind] == table) for table in TABLES.values()}
HELD = 50_000
"""How many names are kept in memory."""
NEIGHBOURS = 1_000
"""How many slugs before and after a missing one are looked through for one that was meant."""

SCRIPT = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
PRAGMA cache_size=-32768;
CREATE TABLE IF NOT EXISTS name
  (place TEXT, slug TEXT, kind TEXT, id INTEGER, line INTEGER, standing INTEGER, PRIMARY KEY (place, slug))
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS text (slug TEXT PRIMARY KEY, kept INTEGER, summed INTEGER, length INTEGER, content TEXT);
CREATE TABLE IF NOT EXISTS parent (id INTEGER PRIMARY KEY, parent INTEGER);
"""


class Known(NamedTuple):
    """A slug in use: its kind, the id of its row, the line that brings it (None for none), whether it stands."""

    kind: RecordKind
    id: int
    line: int | None
    standing: bool


class Text(NamedTuple):
    """What is known of a source's text: whether its sum is, its length, the text itself."""

    summed: bool
    length: int | None
    content: str | None


class Names(dict[tuple[str, str | None], int]):
    """The ids of rows by table and slug, looked up when they are asked for; a KeyError is a slug nobody has.

    ``kinds`` are those of the entries among them, by slug, once they were asked for.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.kinds: dict[str | None, str] = {}
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.executescript(SCRIPT)
        self.look = self.connection.cursor().execute
        self.text = lru_cache(maxsize=32)(self._text)

    def begin(self) -> None:
        """Write without waiting for the disk until :meth:`commit`."""
        self.connection.execute("BEGIN")

    def commit(self) -> None:
        """Let other processes see what was written."""
        self.connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def stand(self, kind: RecordKind, ids: Iterable[tuple[str, int]]) -> None:
        """Keep the slugs and ids that the database holds of a kind."""
        rows = ((TABLES[kind], slug, kind.value, id) for slug, id in ids)
        self.connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, NULL, 1)", rows)

    def bring(self, names: Sequence[tuple[str, str, str, int, int]]) -> int:
        """Keep slugs that lines bring: table, slug, kind, the id if it is new, the line; how many are kept.

        Of lines with one slug the first counts.
        """
        cursor = self.connection.executemany(
            "INSERT INTO name VALUES (?, ?, ?, ?, ?, 0)"
            " ON CONFLICT DO UPDATE SET line = excluded.line WHERE line IS NULL AND kind = excluded.kind",
            names,
        )
        return max(cursor.rowcount, 0)

    def stands(self) -> bool:
        """Whether anything stands in the database."""
        return bool(self.connection.execute("SELECT EXISTS (SELECT 1 FROM name WHERE standing)").fetchone()[0])

    def known(self, table: str, slug: str) -> Known | None:
        """What is known of a slug."""
        query = "SELECT kind, id, line, standing FROM name WHERE place = ? AND slug = ?"
        found = self.connection.execute(query, (table, slug)).fetchone()
        return found and Known(RecordKind(found[0]), found[1], found[2], bool(found[3]))

    def __missing__(self, key: tuple[str, str | None]) -> int:
        found = self.look("SELECT id, kind FROM name WHERE place = ? AND slug = ?", key).fetchone()
        if found is None:
            raise KeyError(key)
        return self.hold(*key, *found)

    def hold(self, table: str, slug: str | None, id: int, kind: str) -> int:
        """Have an id at hand without looking it up, for a while."""
        if len(self) >= HELD:
            self.clear()
            self.kinds.clear()
        self[table, slug] = id
        if table == "entry":
            self.kinds[slug] = kind
        return id

    def get(self, key: tuple[str, str | None], default: int | None = None) -> int | None:  # type: ignore[override]
        """The id of a slug; of no slug, none."""
        return default if key[1] is None else self[key]

    def keep_text(self, slug: str, text: Text | None) -> None:
        """Keep what is known of a source's text, in place of what was known before."""
        self.connection.execute("DELETE FROM text WHERE slug = ?", (slug,))
        if text:
            self.connection.execute("INSERT INTO text VALUES (?, ?, ?, ?, ?)", (slug, text.content is not None, *text))

    def kept(self) -> set[str]:
        """The slugs of the sources whose text is at hand."""
        return {slug for (slug,) in self.connection.execute("SELECT slug FROM text WHERE kept")}

    def _text(self, slug: str) -> Text:
        query = "SELECT summed, length, content FROM text WHERE slug = ?"
        found = self.connection.execute(query, (slug,)).fetchone()
        return Text(bool(found[0]), found[1], found[2]) if found else Text(False, None, None)

    def keep_parents(self, pairs: Iterable[tuple[int, int | None]]) -> None:
        """Keep what entries are part of or answer, in place of what they were before."""
        self.connection.executemany("INSERT OR REPLACE INTO parent VALUES (?, ?)", pairs)

    def parents(self) -> Iterator[tuple[int, int]]:
        """What entries are part of or answer, as ids."""
        yield from self.connection.execute("SELECT id, parent FROM parent WHERE parent IS NOT NULL")

    def highest_parent(self) -> int:
        """The highest id among them, 0 for none."""
        query = "SELECT coalesce(max(max(id, parent)), 0) FROM parent WHERE parent IS NOT NULL"
        return int(self.connection.execute(query).fetchone()[0])

    def entry(self, id: int) -> tuple[Name, int | None]:
        """Name and line of an entry."""
        query = "SELECT kind, slug, line FROM name WHERE place = 'entry' AND id = ?"
        kind, slug, line = self.connection.execute(query, (id,)).fetchone()
        return (RecordKind(kind), slug), line

    def near(self, slug: str) -> set[Name]:
        """The names with this slug, and those whose slugs come shortly before and after it."""
        found: set[Name] = set()
        for table in TABLES_OF:
            for sign, order in ((">=", "ASC"), ("<", "DESC")):
                query = f"SELECT kind, slug FROM name WHERE place = ? AND slug {sign} ? ORDER BY slug {order} LIMIT ?"  # noqa: S608
                rows = self.connection.execute(query, (table, slug, NEIGHBOURS))
                found.update((RecordKind(kind), near) for kind, near in rows)
        return found
