"""Lines that are a date and nothing else are read with their time and zone."""

import pytest

from timeline.extraction.pages.moments import read


@pytest.mark.parametrize(
    ("line", "day", "time", "offset"),
    [
        ("Sunday, 16 May 2021 5:28 AM", (2021, 5, 16), "05:28", None),
        ("Sun May 16, 2021 10:26PM", (2021, 5, 16), "22:26", None),
        ("Sunday May 16, 202105:13 AM GMT", (2021, 5, 16), "05:13", "Z"),
        ("GMT 21:14 16.05.2021", (2021, 5, 16), "21:14", "Z"),
        ("(Xinhua)    11:34, May 16, 2021", (2021, 5, 16), "11:34", None),
        ("14:2316/05/2021", (2021, 5, 16), "14:23", None),
        ("Published: May 16, 2021 at 5:28 p.m. EDT", (2021, 5, 16), "17:28", "-04:00"),
        ("2021-05-16T11:34:00+03:00", (2021, 5, 16), "11:34", "+03:00"),
        ("May 16 , 2021", (2021, 5, 16), None, None),
        ("20210516", (2021, 5, 16), None, None),
        ("16 May, 13:41", (None, 5, 16), "13:41", None),
        ("16 May 2021, 12 a.m.", (2021, 5, 16), "00:00", None),
        ("Veröffentlicht am 16. Mai 2021 um 14:30 Uhr", (2021, 5, 16), "14:30", None),
    ],
)
def test_a_line_of_date_and_time_is_read(
    line: str, day: tuple[int | None, int, int], time: str | None, offset: str | None
) -> None:
    found = read(line)
    assert found is not None
    assert ((found.day.year, found.day.month, found.day.day), found.time, found.offset) == (day, time, offset)


def test_a_line_of_an_update_is_told() -> None:
    update = read("Updated: 21:20 16.05.2021")
    assert update is not None
    assert update.update


@pytest.mark.parametrize(
    "line", ["In May 3, 2021 it rained", "May 2021", "16 May", "5:28 AM", "31 April 2021", "12345"]
)
def test_other_lines_are_not(line: str) -> None:
    assert read(line) is None
