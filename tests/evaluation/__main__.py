"""``make eval``: every measure on our own articles, and on the development data where it lies."""

import argparse
from pathlib import Path

from evaluation import development, faults, measures
from evaluation.gold import articles


def main() -> None:
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what differs, an item a line")
    parser.add_argument("--data", type=Path, help="folder of development data with its scorers")
    asked = parser.parse_args()
    if asked.misses:
        print("\n".join(fault for gold in articles() for fault in faults.faults(gold, measures.found(gold))))
    print("\n".join(measures.table(measures.totals())))
    if asked.data and asked.data.is_dir():
        print("\n".join(development.report(asked.data)))


if __name__ == "__main__":
    main()
