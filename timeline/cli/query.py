"""``timeline query``: GraphQL without a server."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.program import with_database
from timeline.exceptions import TimelineError

if TYPE_CHECKING:
    from schema.execution import Answer
    from timeline.config import Settings


@click.command()
@click.argument("query", metavar="TEXT|FILE|-")
@click.option("--variables", metavar="JSON", default="{}", help="The query's variables, as a JSON object.")
@click.option("--operation", metavar="NAME", help="Which one to run, where the query holds several operations.")
@with_database
def query(query: str, variables: str, operation: str | None, settings: "Settings") -> None:
    """Ask the API in GraphQL and print its answer as JSON; exits with 1 if it holds errors.

    The query is what holds a brace; anything else is the name of a file, - is stdin.

    \b
    Examples:
      timeline query '{ timeline(slug: "belarus-2020") { title } }'
      timeline query said.graphql --variables '{"slug": "putin"}'
    """
    import asyncio

    import orjson

    from timeline.config import migrations
    from timeline.database import require_head

    asked = (_text(query), _object(variables), operation)
    require_head(settings.database_url, migrations())
    answer = asyncio.run(_ask(settings, *asked))
    click.echo(orjson.dumps(orjson.loads(answer.body()), option=orjson.OPT_INDENT_2))
    sys.exit(bool(answer.errors))


async def _ask(settings: "Settings", query: str, variables: dict[str, Any], operation: str | None) -> "Answer":
    from schema import schema
    from schema.execution import Executor, Question
    from timeline.readers import open_reader

    reader = await open_reader(settings.database_url, 1, settings.statement_seconds)
    try:
        return await Executor(schema._schema, reader).answer(Question(query, variables, operation))
    finally:
        await reader.close()


def _text(query: str) -> str:
    if "{" in query:
        return query
    if query == "-":
        return sys.stdin.read()
    path = Path(query)
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise TimelineError(
            f"{query!r} is neither a query nor a file; a query has braces: '{{ timelines {{ ... }} }}'"
        ) from None
    except UnicodeDecodeError as error:
        raise TimelineError(f"{query}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise TimelineError(f"--variables is not JSON: {error}") from None
    if not isinstance(value, dict):
        raise TimelineError(f'--variables is {text}, not an object; write {{"name": value}}')
    return value
