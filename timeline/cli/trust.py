"""``timeline trust``: queries that clients may name by their sha256."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.exceptions import TimelineError

if TYPE_CHECKING:
    from graphql import GraphQLError


@click.command()
@click.argument("paths", metavar="QUERY.graphql...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--folder", type=click.Path(path_type=Path), help="Where they are kept  [default: TIMELINE_TRUSTED]")
def trust(paths: tuple[Path, ...], folder: Path | None) -> None:
    """Check queries and keep them as trusted documents; prints the sha256 of each.

    Clients then send the sha256 instead of the query. Running servers know it at once.

    \b
    Example:
      timeline trust --folder trusted widget.graphql
    """
    from timeline.config import settings
    from timeline.web.trusted import Trusted, digest

    kept = folder or (Path(settings().trusted) if settings().trusted else None)
    if kept is None:
        raise TimelineError("there is no folder for trusted documents; name one by --folder or TIMELINE_TRUSTED")
    texts = {path: _checked(path) for path in paths}
    for path, text in texts.items():
        Trusted(kept).add(text)
        click.echo(f"{digest(text)}  {path}")


def _checked(path: Path) -> str:
    """The text of a query that the schema and the limits allow."""
    from schema import schema
    from schema.documents import Document
    from timeline.config import settings
    from timeline.web.app import limits

    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise TimelineError(f"{path}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
    errors = Document.read(schema._schema, text, limits(settings())).errors
    if errors:
        raise TimelineError(f"{path}{_place(errors[0])}: {errors[0].message}")
    return text


def _place(error: "GraphQLError") -> str:
    return "".join(f":{place.line}:{place.column}" for place in (error.locations or ())[:1])
