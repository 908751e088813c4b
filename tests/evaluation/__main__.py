"""``make eval``: every measure on our own articles, and on the development data where it lies."""

import argparse
from pathlib import Path

from evaluation import development, faults, measures
from evaluation.gold import articles

BESIDE = Path("../shared/eval")  # texts under licences that keep them out of this project; done without where missing


def main() -> None:
    parser = argparse.ArgumentParser(prog="make eval", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what differs, an item a line")
    parser.add_argument("--data", type=Path, default=BESIDE, help="folder of development data [%(default)s]")
    asked = parser.parse_args()
    if asked.misses:
        print("\n".join(fault for gold in articles() for fault in faults.faults(gold, measures.found(gold))))
    print("\n".join(measures.table(measures.totals())))
    if asked.data.is_dir():
        print("\n".join(development.report(asked.data)))


if __name__ == "__main__":
    main()
