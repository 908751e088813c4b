"""The development data, where it lies: its texts through the program, the outside scorers over what comes out."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from timeline.exceptions import NotAnArticleError
from timeline.extraction.article import extract
from timeline.extraction.findings import Extraction

# Set, scorer, its options, and which of its figures stand beside which target.
CALLS: tuple[tuple[str, str, tuple[str, ...], dict[str, float | None]], ...] = (
    ("timebank", "timex_eval.py", ("--json",), {"relaxed f1": 91, "value f1": 80, "interval f1": None}),
    ("timebank", "timex_eval.py", ("--json", "--calendar"), {"interval f1": 88}),
    ("polnear-dev", "quotes_eval.py", ("--track", "quoted"), {"overlap f1": 96.5, "speaker_acc": 90, "joint f1": 87}),
    ("polnear-dev", "quotes_eval.py", ("--track", "indirect", "--speech"), {"overlap p": 80, "overlap f1": 60}),
)


def report(data: Path) -> Iterator[str]:
    """What each outside scorer says of each set, a figure a line."""
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        for name, scorer, options, figures in CALLS:
            gold = data / "dev" / f"{name}.jsonl"
            predicted.write_text("".join(_predictions(gold, indirect="indirect" in options)), "utf-8")
            call = [sys.executable, str(data / scorer), str(gold), str(predicted), *options]
            result = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
            for figure, target in figures.items():
                label = " ".join((name, *(option.strip("-") for option in options if "json" not in option), figure))
                yield f"{label:60}{_figure(result, figure):7.1f}{'' if target is None else f'  target {target}'}"


def _figure(result: dict[str, Any], figure: str) -> float:
    measure, _, part = figure.partition(" ")
    return float(result[measure][part] if part else result[measure])


def _predictions(gold: Path, indirect: bool) -> Iterator[str]:
    """A line a document; of statements only the indirect and mixed ones, where the scorer knows no other."""
    for line in gold.read_text("utf-8").splitlines():
        document = json.loads(line)
        with suppress(NotAnArticleError):  # all that is in it counts as missed
            found = extract(document["text"], published=document["dct"])
            given = prediction(found)
            given["quotes"] = [quote for quote in given["quotes"] if not indirect or quote["kind"] != "direct"]
            yield json.dumps({"id": document["id"], **given}) + "\n"


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
