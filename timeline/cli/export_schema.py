"""``timeline export-schema``: the contract."""

from pathlib import Path

import click


@click.command("export-schema")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
def export_schema(output: Path | None) -> None:
    """Print the API's schema in GraphQL's own language.

    \b
    Example:
      timeline export-schema --output schema.graphql
    """
    from schema import schema

    text = schema.as_str() + "\n"
    if output:
        output.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
