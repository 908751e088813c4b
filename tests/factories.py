"""Builders of annotations: they fill in what a test does not care about."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from timeline.database import run
from timeline.loaders import Outcome, load, read

Item = dict[str, Any]
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)


def actor(slug: str = "mayor", **more: Any) -> Item:
    """An actor as a file has it."""
    return {"slug": slug, "name": slug.title(), "kind": "PERSON", **more}


def source(slug: str = "gazette-1", **more: Any) -> Item:
    """A source as a file has it."""
    return {"slug": slug, "title": f"Article {slug}", **more}


def event(slug: str = "flood", **more: Any) -> Item:
    """An event as a file has it."""
    return {"slug": slug, "date": "2024-03-01", "title": f"Event {slug}", **more}


def statement(slug: str = "warning", **more: Any) -> Item:
    """A statement as a file has it; the mayor says it."""
    said = {"slug": slug, "date": "2024-03-01", "speakers": ["mayor"], "kind": "DIRECT", "text": "The dam will hold."}
    return said | more


def timeline(slug: str = "floods", **more: Any) -> Item:
    """A timeline as a file has it."""
    return {"slug": slug, "title": f"Timeline {slug}", **more}


def annotate(path: Path, **sections: Any) -> Path:
    """Write a file of annotations (JSON is YAML too), and give back its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(sections, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def dataset(folder: Path, **sections: Any) -> Path:
    """Write a folder with a timeline of its name and one file of entries, and give back the folder."""
    annotate(folder / "timeline.yaml", timeline=timeline(folder.name))
    annotate(folder / "entries.yaml", **sections)
    return folder


def loaded(url: str, *paths: Path, dry_run: bool = False) -> Outcome:
    """Load files into a database."""
    return run(url, lambda connection: load(connection, read(paths), NOON, dry_run=dry_run))


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query."""

    def ask(connection: Connection) -> Sequence[Any]:
        return connection.execute(text(query)).all()

    return [tuple(row) for row in run(url, ask)]
