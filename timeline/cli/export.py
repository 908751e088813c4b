"""``timeline export``: all records as lines of JSON."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from timeline.cli.program import with_database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from timeline.config import Settings


@click.command()
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE; it appears when whole.")
@with_database
def export(output: Path | None, settings: "Settings") -> None:
    """Print every record as a line of JSON, in one order and one form.

    What `timeline load --format jsonl` reads: the same records come back, on SQLite as on
    PostgreSQL, each known to be from the file it came from.

    \b
    Examples:
      timeline export --output timeline.jsonl
      timeline export | gzip > timeline.jsonl.gz
    """
    from timeline.config import migrations
    from timeline.database import require_head, run
    from timeline.loaders import dump

    require_head(settings.database_url, migrations())
    with opened(output) as stream:

        def write(connection: "Connection") -> OSError | None:
            """Write all there is; what the stream refuses is no fault of the database."""
            for lines in dump(connection):
                try:
                    stream.write(lines)
                except OSError as error:
                    return error
            return None

        if refused := run(settings.database_url, write, reading=True):
            raise refused


@contextmanager
def opened(output: Path | None) -> Iterator[IO[bytes]]:
    """Where the lines go; a file takes its name once it is whole."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif output.exists() and not output.is_file():
        with output.open("wb") as stream:
            yield stream
    else:
        with _replacing(output) as stream:
            yield stream


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    try:
        handle, temporary = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        os.chmod(temporary, mode)
        os.replace(temporary, path.resolve())
    except BaseException:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
