"""How many articles a second the extraction reads, beside one regular expression that only cuts them into words.

    python benchmarks/extraction.py [--copies 20] [--times 7] [--workers 1 2]

The articles are those of our tests, each repeated or cut to 600 words, and each given so many ``--copies``. They are
read within this process, then by ``timeline extract --jsonl`` as a process of its own with its start. Seconds are those
of processors at work, the middle of some rounds in which all take turns, so that a busy machine slows all alike.
"""

import argparse
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from ratios import ratio, table

from timeline.extraction.article import extract

ARTICLES = Path(__file__).parents[1] / "tests" / "articles"
WORDS = 600
WORD = re.compile(r"\w+")

Run = Callable[[Sequence[str]], object]


def articles() -> list[str]:
    """The articles of the tests, each of 600 words."""
    return [_of_length(path.read_text("utf-8")) for path in sorted(ARTICLES.glob("*.txt"))]


def _of_length(text: str) -> str:
    repeated = "\n\n".join([text] * (WORDS // len(WORD.findall(text)) + 1))
    return repeated[: list(WORD.finditer(repeated))[WORDS - 1].end()] + "."


def in_words(texts: Sequence[str]) -> list[list[str]]:
    """The floor: what no extraction can do without."""
    return [WORD.findall(text) for text in texts]


def in_process(texts: Sequence[str]) -> list[object]:
    """What is found, as values of Python."""
    return [extract(text) for text in texts]


def by_workers(workers: int) -> Run:
    """The whole program: from lines of JSON to lines of JSON."""

    def run(texts: Sequence[str]) -> None:
        command = [sys.executable, "-m", "timeline", "extract", "--no-database", "--jsonl", "--workers", str(workers)]
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
            file.writelines(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
            file.flush()
            subprocess.run([*command, file.name], check=True, stdout=subprocess.DEVNULL)  # noqa: S603

    return run


def measured(runs: dict[str, Run], texts: Sequence[str], times: int) -> list[list[str]]:
    """Articles a second of processor time and by the clock, and how many floors each takes, measured in turns."""
    worked, passed = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list)
    for run in runs.values():
        run(texts[:10])  # lists and expressions are loaded once
    for _ in range(times):
        for name, run in runs.items():
            began, before = time.perf_counter(), _worked()
            run(texts)
            passed[name].append(time.perf_counter() - began)
            worked[name].append(_worked() - before)
    floor = worked[next(iter(runs))]
    return [
        [
            name,
            f"{len(texts) / statistics.median(worked[name]):,.0f}",
            f"{len(texts) / statistics.median(passed[name]):,.0f}",
            f"{1000 * statistics.median(worked[name]) / len(texts):.2f}",
            f"{ratio(worked[name], floor):.1f}",
        ]
        for name in runs
    ]


def _worked() -> float:
    """The processor time of this process and of all it started that have ended."""
    used = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=20, help="how often each article is read in a round")
    parser.add_argument("--times", type=int, default=7, help="rounds")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2], help="of the whole program")
    options = parser.parse_args()
    texts = articles() * options.copies
    runs: dict[str, Run] = {"cut into words": in_words, "extract()": in_process}
    for workers in options.workers:
        runs[f"timeline extract --workers {workers}"] = by_workers(workers)
    print(f"{len(texts)} articles of {WORDS} words, {len(articles())} of the tests repeated to that length\n")
    heads = ["articles read by", "a second and core", "a second", "ms of a core", "times the first"]
    print(table(heads, measured(runs, texts, options.times)))


if __name__ == "__main__":
    main()
