"""``timeline load``: files of annotations, or lines of JSON, into the database."""

import gzip
import json
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.program import with_database
from timeline.exceptions import TimelineError

if TYPE_CHECKING:
    from rich.progress import TaskID

    from timeline.config import Settings
    from timeline.loaders import Annotate, Outcome

Progress = Callable[[str, int, int], None]
LINES = (".jsonl", ".jsonl.gz")


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path(path_type=Path, readable=False))
@click.option("--seed-data", is_flag=True, help="Load the timelines that come with the program.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "jsonl"]),
    help="What PATH is: annotations, or what `timeline export` writes (- for stdin)  [default: by its ending]",
)
@click.option("--dry-run", is_flag=True, help="Tell what would be added, changed and removed; change nothing.")
@click.option("--print-schema", is_flag=True, help="Print the JSON Schema of the files, for editors.")
@with_database
def load(
    paths: tuple[Path, ...],
    seed_data: bool,
    form: str | None,
    dry_run: bool,
    print_schema: bool,
    settings: "Settings",
) -> None:
    """Load YAML files, and folders with all below them, in one transaction and one revision.

    Every fault is told as file:line:column, and then nothing is loaded. The same files again change nothing;
    what was taken out of a file is removed. Lines of JSON only add and change.

    An article, in a file .txt or .html, is drafted as `timeline extract` does it; its entries are drafts,
    which give way to the annotation a person makes of them.

    \b
    Examples:
      timeline load seed_data/belarus-2020
      timeline load flood.txt
      timeline load --dry-run floods.yaml
      timeline load timeline.jsonl.gz
      timeline load --print-schema > annotations.schema.json
    """
    from timeline import config, loaders
    from timeline.database import require_head

    if print_schema:
        click.echo(json.dumps(loaders.schema(), indent=2, ensure_ascii=False))
        return
    if seed_data:
        paths += (config.seed_data(),)
    if not paths:
        raise click.UsageError("Name the files or folders to load as PATH, or say --seed-data.")
    lines = form == "jsonl" or (form is None and any(path.name.endswith(LINES) for path in paths))
    if lines and len(paths) > 1:
        raise click.UsageError("A file of lines is loaded alone; name one PATH.")
    require_head(settings.database_url, config.migrations())
    # The revision log is public: it says which files, not where they lie on this machine.
    summary = f"load {', '.join(Path(os.path.abspath(path)).name for path in paths)}"
    work = _load_lines if lines else _load_files
    with progress_bar() as progress:
        outcome = work(settings, paths, summary, dry_run, progress)
    _tell(outcome, dry_run)


def _load_files(
    settings: "Settings", paths: tuple[Path, ...], summary: str, dry_run: bool, progress: Progress | None
) -> "Outcome":
    from timeline import loaders
    from timeline.database import run

    articles = any(path.name.endswith(loaders.ARTICLES) for path in paths)
    drafts = loaders.read(paths, progress, _annotator(settings) if articles else None)
    return run(
        settings.database_url,
        lambda connection: loaders.load(
            connection, drafts, datetime.now(UTC), summary, dry_run=dry_run, progress=progress
        ),
    )


def _annotator(settings: "Settings") -> "Annotate":
    """What drafts articles, each knowing the actors of the database and of those before it."""
    from timeline.articles import Acquaintances, Annotator
    from timeline.config import migrations

    return Annotator(Acquaintances.of(settings.database_url, migrations())).annotate


def _load_lines(
    settings: "Settings", paths: tuple[Path, ...], summary: str, dry_run: bool, progress: Progress | None
) -> "Outcome":
    from timeline import loaders
    from timeline.database import run

    (path,) = paths
    with _readable_twice(path) as (file, name):
        return run(
            settings.database_url,
            lambda connection: loaders.load_lines(
                connection, file, datetime.now(UTC), summary, name=name, dry_run=dry_run, progress=progress
            ),
        )


@contextmanager
def _readable_twice(path: Path) -> Iterator[tuple[Path, str]]:
    """A file and its name in errors: the path itself, or a copy of what can be read only once, or is packed."""
    if path.is_file() and path.suffix != ".gz":
        yield path, str(path)
        return
    with tempfile.NamedTemporaryFile(prefix="timeline-", suffix=".jsonl") as copy:
        with _stream(path) as stream:
            try:
                shutil.copyfileobj(stream, copy)
            except (EOFError, zlib.error, gzip.BadGzipFile) as error:
                raise TimelineError(f"{path}: cannot be unpacked, {error}; write the file anew") from None
        copy.flush()
        yield Path(copy.name), "stdin" if str(path) == "-" else str(path)


def _stream(path: Path) -> AbstractContextManager[Any]:
    if str(path) == "-":
        return nullcontext(sys.stdin.buffer)
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _tell(outcome: "Outcome", dry_run: bool) -> None:
    for warning in outcome.warnings:
        click.echo(warning, err=True)
    if dry_run:
        for change in outcome.changes:
            fields = f": {', '.join(change.fields)}" if change.action == "CHANGED" else ""
            click.echo(f"{change.action.lower():<7} {change.kind.lower()} {change.slug}{fields}")
    if not any(outcome.counts().values()):
        click.echo("Nothing has changed.")
        return
    numbers = ", ".join(f"{count} {action.lower()}" for action, count in outcome.counts().items())
    click.echo(f"{'Dry run' if dry_run else f'Revision {outcome.revision}'}: {numbers}.")


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """What draws how far a load has come, where stderr is a terminal; None where it is none."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what)
            bars.update(tasks[what], completed=done, total=total)

        yield progress
