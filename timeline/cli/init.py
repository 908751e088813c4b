"""``timeline init``: the tables."""

from typing import TYPE_CHECKING

import click

from timeline.cli.program import with_database

if TYPE_CHECKING:
    from timeline.config import Settings


@click.command()
@with_database
def init(settings: "Settings") -> None:
    """Make the tables, or upgrade those of an older version; does nothing the second time.

    \b
    Example:
      timeline init --database-url sqlite:///elections.db
    """
    from timeline.config import migrations
    from timeline.database import parse_url, run, upgrade
    from timeline.loaders import index

    upgrade(settings.database_url, migrations())
    run(settings.database_url, index.complete)
    click.echo(f"{parse_url(settings.database_url).render_as_string()} is ready.")
