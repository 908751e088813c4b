"""How long a date takes to read, without the cache, in microseconds; the best of five rounds.

``python benchmarks/dates.py``
"""

from timeit import repeat

from timeline.dates import parse

READ = parse.__wrapped__
ROUNDS, TIMES = 5, 20_000
DATES = (
    "2020",
    "2020-08",
    "2020-08-09",
    "2020-08-09~",
    "-0043-03-15",
    "2020-08-09T05:28:00+03:00",
    "2020-08-26/2020-08-29",
    "2020-08-09/..",
    "201X",
    "1985-04-XX",
    "XXXX-02-29",
    "15XX-12-25",
    "?2004-06-~11",
    "2001-34",
    "Y-17E7",
    "Y3388E2S3",
    "[1667,1668,1670..1672]",
    "[2020-08-26..2020-08-29]",
    "{1960,1961-12}",
)


def microseconds(text: str) -> float:
    """The time of one reading of ``text``, from text to value."""
    return min(repeat(lambda: READ(text), number=TIMES, repeat=ROUNDS)) / TIMES * 1e6


def main() -> None:
    """Print one line a date."""
    for text in DATES:
        print(f"{microseconds(text):8.2f} µs  {text}")


if __name__ == "__main__":
    main()
