"""The development data, where it lies: its texts through the program, the outside scorers over what comes out."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from timeline.extraction.article import extract
from timeline.extraction.findings import Extraction

CALLS = (
    ("timebank", "timex_eval.py", ()),
    ("timebank", "timex_eval.py", ("--calendar",)),
    ("polnear-dev", "quotes_eval.py", ()),
    ("polnear-dev", "quotes_eval.py", ("--track", "indirect", "--speech")),
)


def report(data: Path) -> Iterator[str]:
    """What each outside scorer says of each set, as lines."""
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, Path] = {}
        for name, scorer, options in CALLS:
            gold = data / "dev" / f"{name}.jsonl"
            if name not in made:
                made[name] = Path(folder) / f"{name}.jsonl"
                made[name].write_text("".join(_predictions(gold)), "utf-8")
            yield f"\n{name}: {scorer} {' '.join(options)}"
            call = [sys.executable, data / scorer, gold, made[name], *options]
            yield subprocess.run(call, check=True, capture_output=True, text=True).stdout.rstrip()


def _predictions(gold: Path) -> Iterator[str]:
    for line in gold.read_text("utf-8").splitlines():
        document = json.loads(line)
        found = extract(document["text"], published=document["dct"])
        yield json.dumps({"id": document["id"], **prediction(found)}) + "\n"


def prediction(found: Extraction) -> dict[str, list[dict[str, Any]]]:
    """The findings in the form the outside scorers read."""
    names = {actor.slug: actor.name for actor in found.actors}
    quotes = []
    for said in found.statements:
        quote: dict[str, Any] = {"start": said.start, "end": said.end, "kind": said.kind}
        if said.speakers:
            who = said.speakers[0]
            name = names.get(who.actor or "", who.text)
            quote |= {"speaker_start": who.start, "speaker_end": who.end, "speaker": name}
        quotes.append(quote)
    timexes = [{"start": one.start, "end": one.end, "type": one.type, "value": one.value} for one in found.dates]
    return {"quotes": quotes, "timexes": timexes}
