"""What EDTF dates mean, and what is refused with which mend: the lists are in ``expected/edtf*.yaml``."""

import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
import yaml

from timeline.dates import (
    EARLIEST_SECOND,
    LATEST_SECOND,
    MAX_LENGTH,
    End,
    PartialDate,
    Precision,
    as_record,
    certainly,
    iso,
    parse,
    possibly,
)
from timeline.exceptions import DateError

EXPECTED = Path(__file__).parent / "expected"


def listed(name: str) -> list[list[Any]]:
    """All rows of a file of expected results."""
    lists = yaml.safe_load((EXPECTED / name).read_text(encoding="utf-8"))
    return [row for rows in lists.values() for row in rows]


def bound(date: PartialDate, second: int | None, state: End, midnight: str) -> str:
    """A bound as the file has it."""
    shown = iso(second)
    if shown is None:
        return state
    return shown if date.precision is Precision.SECOND else shown.removesuffix(midnight)


@pytest.mark.parametrize("row", listed("edtf.yaml"), ids=lambda row: row[0])
def test_date_means_what_the_specification_says(row: list[Any]) -> None:
    text, earliest, latest, precision, flags, display = row
    date = parse(text)
    assert bound(date, date.earliest, date.start, "T00:00:00") == earliest
    assert bound(date, date.latest, date.end, "T23:59:59") == latest
    assert (date.precision, date.display, str(date)) == (precision, display, text)
    assert (date.approximate, date.uncertain) == ("~" in flags, "?" in flags)


@pytest.mark.parametrize("row", listed("edtf_refused.yaml"), ids=lambda row: repr(row[0]))
def test_what_is_no_date_is_refused_with_place_and_mend(row: list[Any]) -> None:
    text, position, mend = row
    with pytest.raises(DateError) as caught:
        parse(text)
    assert any(part in caught.value.reason for part in mend.split("|")), caught.value.reason
    assert (caught.value.text, caught.value.position) == (text, position)


@pytest.mark.parametrize(
    "text", ["9" * 1_000_000, "Y" + "9" * 1_000_000, "[" * 1_000_000, "2020," * 1_000, "Y1E" + "9" * 600]
)
def test_absurdly_long_text_is_refused_without_being_read(text: str) -> None:
    with pytest.raises(DateError, match=f"at most {MAX_LENGTH} characters"):
        parse(text)


@pytest.mark.parametrize("text", ["Y" + "9" * (MAX_LENGTH - 1), "Y9E999S1", "Y-" + "9" * 300 + "E999S9"])
def test_years_beyond_64_bits_saturate_and_stay_known(text: str) -> None:
    date = parse(text)
    assert date.start is date.end is End.KNOWN
    assert date.earliest == date.latest == (EARLIEST_SECOND if "-" in text else LATEST_SECOND)
    assert len(date.display) < 2 * MAX_LENGTH


def test_a_set_of_every_day_of_a_month_fits() -> None:
    days = ",".join(f"2020-08-{day:02}" for day in range(1, 32))
    assert (parse(f"{{{days}}}").lower, parse(f"{{{days}}}").upper) == (
        parse("2020-08").lower,
        parse("2020-08").upper,
    )


@pytest.mark.parametrize(
    ("text", "lasts"),
    [
        ("2020-08-26/2020-08-29", True),
        ("2020/..", True),
        ("[2020-08-26..2020-08-29]", False),
        ("2020", False),
    ],
)
def test_an_interval_lasts_and_a_set_does_not(text: str, lasts: bool) -> None:
    assert parse(text).is_interval is lasts


def test_wanting_bounds_become_the_limits_of_64_bits() -> None:
    date = parse("../..")
    assert (date.earliest, date.latest) == (None, None)
    assert (date.lower, date.upper) == (EARLIEST_SECOND, LATEST_SECOND)


@pytest.mark.parametrize(
    ("text", "window", "expected"),
    [
        ("2020-08-09", "2020", (True, True)),
        ("2020", "2020-08-09", (True, False)),
        ("2019", "2020", (False, False)),
        ("2019-12-31/2020-01-01", "2020", (True, False)),
        ("2020-08-09/", "2020", (True, False)),
        ("2020-08-09/", "2019", (False, False)),
        ("2020-08-09/..", "2020/..", (True, True)),
        ("[..2020]", "../2020", (True, True)),
        ("[..2020]", "2021/..", (False, False)),
        ("201X", "2010/2019", (True, True)),
    ],
)
def test_possibly_is_an_overlap_and_certainly_lies_inside(text: str, window: str, expected: tuple[bool, bool]) -> None:
    date, within = parse(text), parse(window)
    assert (possibly(date, within), certainly(date, within)) == expected


def test_precisions_are_ranked_from_coarse_to_fine() -> None:
    assert [precision.rank for precision in Precision] == list(range(len(Precision)))
    assert Precision.AGE.rank < Precision.CENTURY.rank < Precision.YEAR.rank < Precision.SECOND.rank


def test_a_date_is_a_value_that_cannot_change() -> None:
    date = parse("2020-08-09~")
    assert pickle.loads(pickle.dumps(date)) == date == parse.__wrapped__("2020-08-09~")  # noqa: S301
    assert len({date, parse("2020-08-09~"), parse("2020-08-09")}) == 2
    with pytest.raises(FrozenInstanceError):
        date.edtf = "2021"  # type: ignore[misc]


def test_a_record_holds_all_there_is_to_say() -> None:
    assert as_record("2020-08~/") == {
        "text": "2020-08~/",
        "valid": True,
        "earliest": 1596240000,
        "latest": None,
        "earliestIso": "2020-08-01T00:00:00",
        "latestIso": None,
        "precision": "MONTH",
        "approximate": True,
        "uncertain": False,
        "start": "KNOWN",
        "end": "UNKNOWN",
        "display": "from about August 2020, end unknown",
    }


def test_the_record_of_what_is_no_date_holds_the_fault() -> None:
    error = "'2020-8-9' is not an EDTF date: write 2020-08-09 (at character 6)"
    assert as_record("2020-8-9") == {"text": "2020-8-9", "valid": False, "error": error, "position": 5}
