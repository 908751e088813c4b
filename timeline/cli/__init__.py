"""The command door, one file a command.

What a command needs is imported when it runs, so that ``timeline --help`` answers at once.
"""

import click

from timeline.cli.dates import dates
from timeline.cli.export import export
from timeline.cli.export_schema import export_schema
from timeline.cli.extract import extract
from timeline.cli.feed import feed
from timeline.cli.init import init
from timeline.cli.load import load
from timeline.cli.program import Program
from timeline.cli.query import query
from timeline.cli.serve import serve
from timeline.cli.show import show
from timeline.cli.trust import trust
from timeline.cli.verify import verify


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="timeline-api", prog_name="timeline")
def main() -> None:
    """Timelines of who did what, who said what, and who says so.

    \b
    The first steps:
      timeline init
      timeline load --seed-data
      timeline show belarus-2020
      timeline serve
    """


for command in (init, load, extract, export, verify, show, feed, query, serve, trust, dates, export_schema):
    main.add_command(command)
