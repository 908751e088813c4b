"""The picture of how entries lie in time: bars as links that narrow the window, and the eras entries stand under."""

from typing import Any
from urllib.parse import parse_qs

from timeline.web.pages.density import HEIGHT, WIDTH, picture
from timeline.web.pages.filters import Filters
from timeline.web.pages.timeline_page import stretches


def bucket(edtf: str, events: int, statements: int) -> dict[str, Any]:
    """A bucket as the API answers it."""
    date = {"edtf": edtf, "display": f"in {edtf}"}
    return {"date": date, "count": events + statements, "events": events, "statements": statements}


def overview(*buckets: dict[str, Any]) -> dict[str, Any]:
    """An overview of such buckets."""
    return {"total": 4, "spread": 1, "buckets": list(buckets)}


def test_the_tallest_bar_fits_and_the_others_are_in_proportion() -> None:
    found = picture(overview(bucket("2020-08", 3, 1), bucket("2020-09", 2, 0)), Filters({}))
    assert found is not None
    first, second = found.bars
    assert 0 < first.top < HEIGHT
    assert first.events == 3 * first.statements
    assert second.events * 2 == first.events + first.statements
    assert (found.width, second.x, found.tallest) == (2 * WIDTH, WIDTH, 4)


def test_a_bar_narrows_the_window_and_keeps_the_other_filters() -> None:
    filters = Filters.of({"kinds": "EVENT", "from": "2019", "to": "2021"})
    found = picture(overview(bucket("2020-08-03/2020-08-09", 1, 0), bucket("-0043", 1, 1)), filters)
    assert found is not None
    week, year = (parse_qs(bar.link.removeprefix("?")) for bar in found.bars)
    assert week == {"kinds": ["EVENT"], "from": ["2020-08-03"], "to": ["2020-08-09"]}
    assert year == {"kinds": ["EVENT"], "from": ["-0043"], "to": ["-0043"]}
    assert found.bars[0].label == "in 2020-08-03/2020-08-09: 1 event, no statements"


def test_one_stretch_is_no_picture() -> None:
    assert picture(overview(bucket("2020-08", 3, 1)), Filters({})) is None
    assert picture(overview(), Filters({})) is None


def test_entries_stand_under_the_era_they_begin_in() -> None:
    eras = [{"title": "Before", "date": {"edtf": "2019"}}, {"title": "After", "date": {"edtf": "2020/.."}}]
    dates = ["../2018", "2018", "2019-05", "2019-12/2020-02", "2020~", "2031"]
    entries = [{"slug": text, "date": {"edtf": text}} for text in dates]
    found = [
        (part.era and part.era["title"], [one["slug"] for one in part.entries]) for part in stretches(entries, eras)
    ]
    assert found == [(None, dates[:2]), ("Before", dates[2:4]), ("After", dates[4:])]
