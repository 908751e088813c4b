"""``timeline extract``: a draft annotation of an article, or what is found in many articles."""

import json
import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.cli.program import with_database
from timeline.cli.show import Edtf
from timeline.exceptions import Place

if TYPE_CHECKING:
    from timeline.articles import Acquaintances, Article
    from timeline.config import Settings
    from timeline.dates import PartialDate
    from timeline.extraction.actors.known import Register
    from timeline.extraction.lines import Extract

ALONE = {
    "explain": "--explain",
    "url": "--url",
    "published": "--published",
    "slug": "--slug",
    "form": "--format",
    "plain": "--text",
}

DRAWN = {"form": "--format", "slug": "--slug"}
"""What is said of a draft, and of no text that is shown with what was found in it."""

WRITTEN = "Write the plain text of the article, in which places are counted, to this file."
MENDS = {
    "url": "is no address; write https://... in full",
    "slug": "is no slug: lower-case letters a to z, digits and single hyphens",
}


def _fitting(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """The value of an option that a source has, too, if it can be stored."""
    from pydantic import TypeAdapter, ValidationError

    from timeline import values

    if value is None:
        return None
    try:
        fitting = {"url": values.Address, "slug": values.Slug}[str(option.name)]
        return TypeAdapter[str](fitting).validate_python(value)
    except ValidationError:
        raise click.BadParameter(f"{value!r} {MENDS[str(option.name)]}", context, option) from None


@click.command()
@click.argument("file", metavar="FILE|-", required=False, type=click.Path(path_type=Path, readable=False))
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), help="How the draft is written  [default: yaml]")
@click.option("--explain", is_flag=True, help="Show the text with what was found in it marked, and by which rule.")
@click.option("--published", type=Edtf(), help="The day the article appeared; goes before what it says itself.")
@click.option(
    "--url", callback=_fitting, help="Where the article can be read; gives year and publisher where the text has none."
)
@click.option("--slug", callback=_fitting, help="What the source is to be called  [default: the name of FILE]")
@click.option("--jsonl", is_flag=True, help="Read a line of JSON for each article, and write one.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes that work on lines  [default: 1]")
@click.option("--text", "plain", type=click.Path(dir_okay=False, path_type=Path), help=WRITTEN)
@click.option("--tagger", metavar="NAME", help="An installed tagger whose names of people go before the rules'.")
@click.option("--no-database", is_flag=True, help="Know no actors of the database.")
@with_database
def extract(file: Path | None, jsonl: bool, workers: int | None, settings: "Settings", **options: Any) -> None:
    """Find who said what, and what happened when, in an article of English text or HTML.

    Prints a draft annotation for `timeline load`: every entry with its exact words and their place; comments tell
    the rule that found it and what it rests on. Actors of the database are known by their names, if there is one.

    With --jsonl, lines {"id", "text", "published", "url"} give lines of what was found, in order; a line that is no
    article gives {"id", "error"}, is told on stderr, and the exit code is 1 in the end.

    \b
    Examples:
      timeline extract flood.txt > flood.yaml
      timeline extract --explain flood.txt
      timeline extract --text flood.txt flood.html > flood.yaml
      timeline extract --jsonl --workers 4 articles.jsonl > found.jsonl
    """
    if jsonl:
        if alone := _first(ALONE, options):
            raise click.UsageError(f"{alone} is for a single article; take it out, or take --jsonl out.")
        sys.exit(_lines(file or Path("-"), workers or 1, settings, options["tagger"], options["no_database"]))
    if file is None:
        raise click.UsageError("Name the article as FILE, or - for stdin.")
    if workers:
        raise click.UsageError("--workers is for --jsonl; a single article needs no more than one.")
    if options["explain"] and (drawn := _first(DRAWN, options)):
        raise click.UsageError(f"{drawn} is for a draft; take it out, or take --explain out.")
    if (plain := options["plain"]) and (
        str(plain) == "-" or (plain.exists() and file.exists() and plain.samefile(file))
    ):
        raise click.UsageError(
            f"--text would write over {'the draft' if str(plain) == '-' else 'the article'}; name a file of its own."
        )
    _one(file, settings, **options)


def _first(names: dict[str, str], options: dict[str, Any]) -> str | None:
    """The first of some options that was given."""
    return next((option for name, option in names.items() if options[name]), None)


def _one(
    file: Path,
    settings: "Settings",
    *,
    form: str | None,
    explain: bool,
    published: "PartialDate | None",
    url: str | None,
    slug: str | None,
    tagger: str | None,
    plain: Path | None,
    no_database: bool,
) -> None:
    from timeline import articles
    from timeline.extraction import writing

    known = _acquaintances(settings, no_database)
    given = {"published": str(published) if published else None, "url": url, "tagger": tagger}
    article = articles.read(file, known, **given)
    if plain:
        plain.write_text(article.text, "utf-8", newline="\n")
    if explain:
        _explain(article)
        return
    draft = articles.draft(article, slug)
    written = json.dumps(writing.as_json(draft), ensure_ascii=False, indent=2) + "\n" if form == "json" else None
    # Both are UTF-8 whatever the terminal speaks.
    sys.stdout.buffer.write((written or writing.as_yaml(draft)).encode())


def _explain(article: "Article") -> None:
    from timeline.extraction.explanation import coloured, marked
    from timeline.terminal import Terminal

    console = Terminal(highlight=False)
    # Without colours nothing would tell content from other words.
    if console.color_system and not console.no_color:
        console.print(coloured(article.text, article.found), soft_wrap=True)
    else:
        click.echo(marked(article.text, article.found))


def _lines(file: Path, workers: int, settings: "Settings", tagger: str | None, no_database: bool) -> int:
    from timeline.extraction.actors import tagger as taggers
    from timeline.extraction.article import extract

    if tagger:
        # A name that is none is a fault of the command, not of every line.
        taggers.load(tagger)
    return _many(file, workers, partial(extract, known=_register(settings, no_database), tagger=tagger))


def _many(file: Path, workers: int, find: "Extract") -> int:
    """Answer a file of lines; the exit code."""
    from timeline.extraction.workers import answers, numbered

    name, code = "stdin" if str(file) == "-" else str(file), 0
    asked: set[str] = set()
    with nullcontext(sys.stdin.buffer) if str(file) == "-" else file.open("rb") as stream:
        for number, told in answers(numbered(stream), find, workers):
            sys.stdout.buffer.write(told.line)
            sys.stdout.buffer.flush()
            if told.fault:
                click.echo(f"{name}:{number}: {told.fault}", err=True)
                code = 1
            for key in set(told.unknown) - asked:
                click.echo(f"{name}:{number}: the key {key!r} means nothing here and is left aside", err=True)
                asked.add(key)
    return code


def _register(settings: "Settings", no_database: bool) -> "Register":
    """The actors that articles on lines know."""
    from timeline.extraction.actors.known import Register

    return Register(()) if no_database else _acquaintances(settings, no_database).known_to(Place("-"))


def _acquaintances(settings: "Settings", no_database: bool) -> "Acquaintances":
    from timeline.articles import Acquaintances
    from timeline.config import migrations

    # A database that was named has to be there; the usual one need not.
    named = click.get_current_context().get_parameter_source("settings") is click.core.ParameterSource.COMMANDLINE
    return Acquaintances() if no_database else Acquaintances.of(settings.database_url, migrations(), needed=named)
