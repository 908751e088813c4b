"""`timeline feed`: feeds without a server."""

import csv
import io
import json
from pathlib import Path

import pytest
from program import Program, fault

from timeline.cli import main
from timeline.feeds import FORMATS


def slugs(lines: str) -> list[str]:
    """The entries in lines of JSON."""
    return [json.loads(line)["slug"] for line in lines.splitlines()]


def test_feed_prints_a_timeline_in_a_format(loaded: Program) -> None:
    table = list(csv.DictReader(io.StringIO(loaded("feed", "flood", "csv").stdout)))
    assert [row["display_date"] for row in table] == ["about 1970", "28 February 2024", "1 March 2024"]
    assert slugs(loaded("feed", "flood", "jsonl").stdout) == ["dam-built", "meier-safe", "dam-breaks"]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--where", '{"kinds": ["STATEMENT"]}'], ["meier-safe"]),
        (["--during", "2024"], ["meier-safe", "dam-breaks"]),
        (["--first", "1"], ["dam-built"]),
        (["--known-by", "2024-03-01"], []),
        (["--where", '{"review": ["DRAFT"]}'], ["guessed"]),
    ],
)
def test_filters_are_those_of_the_api(options: list[str], found: list[str], loaded: Program) -> None:
    assert slugs(loaded("feed", "flood", "jsonl", *options).stdout) == found


def test_links_lead_to_the_address_given(loaded: Program) -> None:
    asked = ("feed", "flood", "jsonl", "--first", "1")
    lines = [
        loaded(*asked, "--address", "https://a.example/").stdout,
        loaded(*asked, TIMELINE_ADDRESS="https://b.example").stdout,
        loaded(*asked).stdout,
    ]
    links = [json.loads(line)["link"] for line in lines]
    addresses = ("https://a.example", "https://b.example", "http://127.0.0.1:8000")
    assert links == [f"{address}/entries/dam-built" for address in addresses]


def test_a_file_is_written_and_what_is_left_out_is_told(loaded: Program, tmp_path: Path) -> None:
    ran = loaded("feed", "flood", "csv", "--max", "2", "--report", "--output", "flood.csv")
    assert ran.stdout == "2 of 3 entries; left out: 1\n     1  density\n"
    assert (tmp_path / "flood.csv").read_bytes().count(b"\r\n") == 3
    assert loaded("feed", "flood", "csv", "--report").stdout == "3 of 3 entries; left out: 0\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["drought", "csv"], "no timeline 'drought'; there is flood"),
        (["flood", "pdf"], "no format 'pdf'; there are "),
        (["flood", "csv", "--during", "August"], "is not an EDTF date"),
        (["flood", "csv", "--where", "{"], "where is not JSON"),
        (["flood", "csv", "--where", '{"colour": 1}'], "colour"),
        (["flood", "csv", "--first", "1001"], "0 to 1000"),
        (["flood", "csv", "--max", "many"], "'many'"),
    ],
)
def test_a_fault_is_told_in_one_line(arguments: list[str], words: str, loaded: Program) -> None:
    assert words in fault(loaded("feed", *arguments))


def test_the_help_names_every_format() -> None:
    text = main.commands["feed"].help or ""
    assert all(f" {name}" in text.replace("\n", " ") for name in FORMATS)
