"""``timeline dates``: what an EDTF date means."""

import json
import sys
from collections.abc import Iterator

import click


# A year before 1 BC begins with a minus, as an option does: what is no option here is a date.
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("texts", metavar="TEXT...", nargs=-1, type=click.UNPROCESSED)
def dates(texts: tuple[str, ...]) -> None:
    """Say what EDTF dates mean, one line of JSON each; reads lines from stdin where no TEXT is given.

    Exits with 1 if one of them is no date.

    \b
    Examples:
      timeline dates 2020-08-27 '2020~' 1984/.. -0043
      cut -d, -f1 dates.csv | timeline dates
    """
    from timeline.dates import as_record

    # JSON is UTF-8 whatever the terminal speaks; a byte that is no text comes out as a JSON escape.
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", line_buffering=True)  # type: ignore[union-attr]
    valid = True
    for text in texts or _lines():
        record = as_record(text)
        valid = valid and bool(record["valid"])
        print(json.dumps(record, ensure_ascii=False))
    sys.exit(not valid)


def _lines() -> Iterator[str]:
    sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    return (line.rstrip("\r\n") for line in sys.stdin)
