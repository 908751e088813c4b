"""``timeline verify``: whether the words cited stand in their sources."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from timeline.exceptions import TimelineError

if TYPE_CHECKING:
    from timeline.loaders import Report


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option(
    "--text",
    "texts",
    multiple=True,
    metavar="FILE_OR_FOLDER",
    type=click.Path(path_type=Path),
    help="Texts of sources, told apart by their checksums; a text beside its annotation is found by itself.",
)
def verify(paths: tuple[Path, ...], texts: tuple[Path, ...]) -> None:
    """Hold the citations of files against the texts of their sources, without a database.

    Exits with 1 if one does not stand where it says, or if there is no text to hold any against.

    \b
    Example:
      timeline verify seed_data/belarus-2020 --text ~/articles
    """
    from timeline import loaders

    report = loaders.verify(paths, texts)
    for finding in report.findings:
        if finding.note:
            click.echo(f"{finding.place}: {finding.entry}: {finding.note}")
    for path in report.strangers:
        click.echo(f"{path}: is the text of no source; its checksum differs from all", err=True)
    _sum_up(report)
    sys.exit(not report.sound)


def _sum_up(report: "Report") -> None:
    missing = sum(report.missing.values())
    states = Counter(finding.state.lower() for finding in report.findings if finding.exact)
    if missing and not states:
        raise TimelineError(f"none of the {missing} citations has its text at hand; name texts with --text")
    found = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    click.echo(f"Quotations: {found or 'none'}" + (f", {missing} without a text at hand." if missing else "."))
