"""How long a load takes: entries with citations written to YAML, read, stored, and loaded again unchanged.

    python benchmarks/load.py [--entries 10000] [--database URL]

Without a URL it loads into an SQLite file of its own. A PostgreSQL database must be empty or at our tables' head.
"""

import argparse
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from timeline.config import migrations
from timeline.database import run, upgrade
from timeline.drafts import CitationDraft
from timeline.loaders import load, read
from timeline.loaders.anchors import locate

ACTORS, SOURCES, TOPICS = 300, 500, 20


def write(folder: Path, entries: int) -> int:
    """Write a dataset of so many entries, a half of them statements, two citations each; its size in bytes."""
    random = Random(1)  # noqa: S311
    parts = {
        "timeline.yaml": ["timeline: {slug: bench, title: A benchmark}"],
        "lists.yaml": lists(),
        "entries.yaml": [
            "events:",
            *(event(number, random) for number in range(entries // 2)),
            "statements:",
            *(statement(number, random) for number in range(entries - entries // 2)),
        ],
    }
    for name, lines in parts.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return sum(path.stat().st_size for path in folder.iterdir())


def lists() -> list[str]:
    """What the entries refer to."""
    return [
        "topics:",
        *(f"- {{slug: topic-{n}, name: Topic {n}}}" for n in range(TOPICS)),
        "actors:",
        *(f"- {{slug: actor-{n}, name: Actor {n}, kind: PERSON, names: [{{name: A. {n}}}]}}" for n in range(ACTORS)),
        "sources:",
        *(
            f"- {{slug: source-{n}, title: Article {n}, publisher: actor-{n % ACTORS}, published: {day(n)}}}"
            for n in range(SOURCES)
        ),
    ]


def day(number: int) -> str:
    """A day of August 2020."""
    return f"2020-08-{number % 28 + 1:02}"


def event(number: int, random: Random) -> str:
    """An event in block style, as people write it."""
    return f"""\
  - slug: event-{number}
    date: {2000 + number % 25}-{number % 12 + 1:02}-{number % 28 + 1:02}
    title: Something happened for the {number}th time
    summary: >-
      It is told here in two lines of our own words, which name the place, the people and
      what came of it in the end.
    category: protest
    participants:
      - {{actor: actor-{random.randrange(ACTORS)}, role: organizer}}
    topics: [topic-{number % TOPICS}]
{citations(random)}"""


def statement(number: int, random: Random) -> str:
    """A statement in block style."""
    return f"""\
  - slug: statement-{number}
    date: {2000 + number % 25}-{number % 12 + 1:02}
    speakers: [actor-{random.randrange(ACTORS)}]
    kind: DIRECT
    text: "We have said this {number} times, and we shall say it again."
    cue: said
    about: [event-{number}]
    topics: [topic-{number % TOPICS}]
{citations(random)}"""


def citations(random: Random) -> str:
    """Two citations, the first with its words and their place."""
    first, second = random.sample(range(SOURCES), 2)
    start = random.randrange(5000)
    return f"""\
    citations:
      - source: source-{first}
        exact: said this many times
        prefix: "we have "
        start: {start}
        end: {start + 20}
      - source: source-{second}"""


def timed(what: str, since: float) -> float:
    """Print how long something took; the time now."""
    now = time.perf_counter()
    print(f"{what:<28} {now - since:6.2f} s")
    return now


def measure(folder: Path, url: str, entries: int) -> None:
    """Print how long each step of a first and a second load takes."""
    print(f"{entries:,} entries, {write(folder, entries) / 1e6:.1f} MB of YAML, into {url.split(':')[0]}")
    upgrade(url, migrations())
    for name in ("first load", "the same again"):
        begin = since = time.perf_counter()
        drafts = read([folder])
        since = timed(f"{name}: read", since)
        run(url, lambda connection, drafts=drafts: load(connection, drafts, datetime.now(UTC)))
        timed(f"{name}: store", since)
        timed(f"{name}: together", begin)


def measure_anchors() -> None:
    """Print how long it takes to find 10,000 passages in a text of ten million characters."""
    random = Random(2)  # noqa: S311
    words = ["".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=random.randint(2, 9))) for _ in range(3000)]
    text = " ".join(random.choices(words, k=1_600_000))[:10_000_000]
    starts = [random.randrange(len(text) - 80) for _ in range(10_000)]
    since = time.perf_counter()
    anchors = locate(text, [CitationDraft(exact=text[start : start + 60]) for start in starts])
    timed("10,000 anchors in 10 MB", since)
    assert sum(anchor.start == start for anchor, start in zip(anchors, starts, strict=True)) > 9_990


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--database")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "bench")
        folder.mkdir()
        measure(folder, options.database or f"sqlite:///{place}/timeline.db", options.entries)
    measure_anchors()


if __name__ == "__main__":
    main()
