"""vis-timeline's items: what dates become, what is escaped, what is left out."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from feeds_made import event, feed, statement
from hard_dates import DATES, NOWHERE, hard
from hypothesis import given
from sample_feed import WITH_ERA, expected
from test_dates_properties import anything

from timeline.dates import iso, parse
from timeline.feeds import vis_timeline
from timeline.feeds.entries import Entry, Era, Feed

YEAR = re.compile(r"(?:\d{4}|[+-]\d{6})-\d\d-\d\dT")


def loaded(given: Feed) -> Any:
    return json.loads(vis_timeline.render(given).body)


def items(given: Feed) -> dict[str, Any]:
    return {item["id"]: item for item in loaded(given)["items"]}


def item(edtf: str, title: str | None = None) -> Any:
    return items(feed(event("it", edtf, title), event("last", "2021-12-31")))["it"]


def order(text: str) -> tuple[int, str]:
    """What sorts the texts of moments as the moments do."""
    hyphen = text.index("-", 1)
    return int(text[:hyphen]), text[hyphen:]


def test_it_is_the_finished_example() -> None:
    assert vis_timeline.render(WITH_ERA).body.decode() == expected("vis-timeline.json")


@pytest.mark.parametrize("slug", [slug for slug, (_, first, last) in DATES.items() if first and last])
def test_an_item_goes_from_the_first_to_past_the_last_second(slug: str) -> None:
    found, date = items(hard())[slug], parse(DATES[slug][0])
    assert found["start"] == iso(date.earliest)
    assert found.get("end", iso(date.upper + 1)) == iso(date.upper + 1)


def test_years_before_christ_are_written_with_six_digits() -> None:
    assert items(hard())["ides"]["start"] == "-000043-03-15T00:00:00"
    assert items(hard())["year-0"]["start"] == "0000-01-01T00:00:00"


@pytest.mark.parametrize(
    ("edtf", "end", "bound", "words"),
    [
        ("2020/..", "end", "max", "is-open"),
        ("2020/", "end", "max", "is-unknown"),
        ("../2020", "start", "min", "is-open"),
        ("[..2020]", "start", "min", "is-unknown"),
    ],
)
def test_an_end_that_nobody_gives_is_that_of_all_and_marked(edtf: str, end: str, bound: str, words: str) -> None:
    document = loaded(feed(event("it", edtf), event("last", "2021")))
    assert document["items"][0][end] == document["options"][bound]
    assert document["items"][0]["className"] == f"is-event {words}"


@pytest.mark.parametrize(
    ("edtf", "classes"),
    [("2020", ""), ("2020~", " is-approximate"), ("2020?", " is-uncertain"), ("2020%", " is-approximate is-uncertain")],
)
def test_the_class_says_how_sure_the_date_is(edtf: str, classes: str) -> None:
    assert item(edtf)["className"] == f"is-event{classes}"


@pytest.mark.parametrize(("made", "form"), [(event, "box"), (statement, "point")])
def test_a_day_or_less_is_a_box_or_point_and_more_a_range(made: Callable[[str, str], Entry], form: str) -> None:
    dates = ("2020-08-09", "2020-08-09T12:00:00", "2020-08", "2020-08-09/2020-08-10")
    types = [items(feed(made("it", date)))["it"]["type"] for date in dates]
    assert types == [form, form, "range", "range"]


def test_what_no_browser_can_draw_is_left_out_and_counted() -> None:
    rendered = vis_timeline.render(hard())
    told = json.loads(rendered.body)["omitted"]
    assert [omission.slug for omission in rendered.omitted] == [each["id"] for each in told] == [*NOWHERE]


@given(anything)
def test_every_date_becomes_an_item_in_order_or_is_counted(edtf: str) -> None:
    document = loaded(feed(event("it", edtf), eras=(Era("Era", parse(edtf)),)))
    assert len(document["items"]) + len(document["omitted"]) == 2
    for each in document["items"]:
        assert YEAR.match(each["start"])
        assert YEAR.match(each.get("end", each["start"]))
        assert order(document["options"]["min"]) <= order(each["start"])
        assert order(each["start"]) < order(each.get("end", document["options"]["max"]))
        assert order(each.get("end", each["start"])) <= order(document["options"]["max"])


def test_every_item_has_a_group_that_is_there() -> None:
    document = loaded(hard())
    lanes = {group["id"] for group in document["groups"]}
    assert {each["group"] for each in document["items"] if each["type"] != "background"} == lanes


def test_what_is_wider_than_the_widget_shows_unasked_is_asked_for_with_years_far_apart() -> None:
    assert list(loaded(feed(event()))["options"]) == ["min", "max"]
    wide = loaded(feed(event("first", "Y-90000"), event("last", "2020")))["options"]
    assert wide["zoomMax"] > 92_000 * 365 * 86_400_000
    assert wide["timeAxis"] == {"scale": "year", "step": 20_000}


def test_data_is_never_markup_and_links_lead_to_the_web() -> None:
    document = loaded(hard())
    assert "<img" not in json.dumps([(item["content"], item["title"]) for item in document["items"]])
    assert "<img" not in json.dumps([group["content"] for group in document["groups"]])
    assert "javascript:" not in json.dumps(document)


def test_a_long_label_is_cut_on_the_line_and_whole_in_the_tooltip() -> None:
    found = item("2020", title="long " * 50)
    assert len(found["content"]) == 90
    assert found["content"].endswith("long…")
    assert "long " * 50 in found["title"]


def test_an_empty_feed_is_empty() -> None:
    assert loaded(feed()) == {"items": [], "groups": [], "options": {}, "omitted": []}
