"""TimelineJS's JSON and rows: what dates become, what is escaped, what is left out."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from feeds_made import citation, event, feed
from hard_dates import DATES, MARKUP, NOWHERE, WORDS, hard
from hypothesis import given
from sample_feed import FEED, WITH_ERA, expected
from test_dates_properties import anything

from timeline.dates import parse
from timeline.feeds import timelinejs
from timeline.feeds.entries import Era, Feed

Date = tuple[int, ...] | None


def loaded(given: Feed) -> Any:
    return json.loads(timelinejs.render(given).body)


def slides(given: Feed) -> dict[str, Any]:
    return {slide["unique_id"]: slide for slide in loaded(given)["events"]}


def slide(edtf: str) -> Any:
    return slides(feed(event("it", edtf)))["it"]


def rows(given: Feed) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(timelinejs.render_csv(given).body.decode(), newline="")))


@pytest.mark.parametrize(("name", "render"), [("json", timelinejs.render), ("csv", timelinejs.render_csv)])
def test_it_is_the_finished_example(name: str, render: Any) -> None:
    assert render(WITH_ERA).body.decode() == expected(f"timelinejs.{name}")


@pytest.mark.parametrize(("slug", "first", "last"), [(slug, *bounds) for slug, (_, *bounds) in DATES.items()])
def test_years_are_counted_without_a_zero_and_no_day_is_outside_the_bounds(slug: str, first: Date, last: Date) -> None:
    found = slides(hard())[slug]
    shown = tuple(found["start_date"].values())[:3]
    assert shown == (first or last)[: len(shown)]  # type: ignore[index]
    if "end_date" in found:
        assert tuple(found["end_date"].values()) == last


def test_what_no_browser_can_draw_is_left_out_and_counted() -> None:
    rendered = timelinejs.render(hard())
    told = json.loads(rendered.body)["omitted"]
    assert [omission.slug for omission in rendered.omitted] == [each["unique_id"] for each in told] == [*NOWHERE, "*"]
    assert "era 'Now'" in told[-1]["reason"]
    assert timelinejs.render_csv(hard()).omitted == rendered.omitted


@pytest.mark.parametrize(
    ("edtf", "keys"),
    [
        ("2020", ["year"]),
        ("2020-08", ["year", "month"]),
        ("2020-08-09", ["year", "month", "day"]),
        ("2020-08-09T00:00:00", ["year", "month", "day", "hour", "minute", "second"]),
    ],
)
def test_a_year_month_day_or_moment_is_a_start_alone_in_its_own_terms(edtf: str, keys: list[str]) -> None:
    found = slide(edtf)
    assert list(found["start_date"]) == keys
    assert "end_date" not in found


@pytest.mark.parametrize("edtf", ["2020/2020-08-09", "2020/2020", "202X", "2020-22", "[2019,2020-03]"])
def test_what_lasts_or_lies_between_has_both_ends_in_the_same_terms(edtf: str) -> None:
    found = slide(edtf)
    assert list(found["start_date"]) == list(found["end_date"]) == ["year", "month", "day"]


@pytest.mark.parametrize(("edtf", "words"), [("2020-08~", "about August 2020"), ("2020/..", "since 2020")])
def test_the_date_shown_is_the_evidence_s(edtf: str, words: str) -> None:
    assert slide(edtf)["display_date"] == words


@given(anything)
def test_every_date_becomes_whole_numbers_in_order_or_is_counted(edtf: str) -> None:
    given = feed(event("it", edtf), eras=(Era("Era", parse(edtf)),))
    document = loaded(given)
    ranges = [*document["events"], *document["eras"]]
    assert len(ranges) + len(document["omitted"]) == 2
    for each in ranges:
        start, end = each["start_date"], each.get("end_date", each["start_date"])
        assert all(type(number) is int for number in (*start.values(), *end.values()))
        assert list(start) == list(end)
        assert 0 not in (start["year"], end["year"])
        assert list(start.values()) <= list(end.values())
    assert all(era["start_date"] != era["end_date"] for era in document["eras"])


@given(anything)
def test_a_row_says_what_the_slide_says(edtf: str) -> None:
    given = feed(event("it", edtf))
    for found, row in zip(slides(given).values(), rows(given)[1:], strict=True):
        for prefix, date in (("", found["start_date"]), ("End ", found.get("end_date", {}))):
            for part in ("year", "month", "day"):
                assert row[f"{prefix}{part.capitalize()}"] == str(date.get(part, ""))
        assert row["Display Date"] == found["display_date"]


def test_data_is_never_markup() -> None:
    found = slides(hard())["hostile"]
    assert "<img" not in json.dumps(found)
    assert (
        found["text"]["headline"]
        == "&lt;img src=x onerror=&quot;console.error(&#x27;run&#x27;)&quot;&gt; &amp; &#x27;so on&#x27;"
    )


def test_what_the_widget_strips_of_markup_is_escaped_twice() -> None:
    assert slides(hard())["hostile"]["group"].startswith("&amp;lt;img")


def test_the_exact_words_stand_beside_with_their_source_below() -> None:
    media = slides(FEED)["ballot"]["media"]
    assert media["url"] == '<blockquote dir="auto">polls opened</blockquote>'
    assert media["caption"] == (
        '<a href="https://gazette.example/ballot?id=1&amp;page=2">Polls close, The Gazette via Wire, 10 August 2020</a>'
    )


@pytest.mark.parametrize(
    "mistaken", ["youtu.be", "spotify", "iframe", ".pdf", "imgur.com/", "jpg?", "documentcloud.org/"]
)
def test_words_are_not_taken_for_a_film_or_a_song(mistaken: str) -> None:
    given = feed(event("it", "2020", citations=(citation("w", f"see {mistaken} here"),)))
    assert mistaken not in slides(given)["it"]["media"]["url"]


def test_a_link_leads_to_the_web_or_nowhere() -> None:
    assert "javascript:" not in timelinejs.render(hard()).body.decode()


def test_every_source_stands_there_also_one_without_words() -> None:
    given = feed(event("it", "2020", citations=(citation("a", "one"), citation("b", "two"), citation("c", None))))
    text = slides(given)["it"]["text"]["text"]
    assert text.count("Polls close") == 2
    assert '<blockquote dir="auto">two</blockquote>' in text


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", "\r=", "＝"])
def test_no_cell_is_a_formula(sign: str) -> None:
    given = feed(event("it", "2020", title=f"{sign}1+1", group=f"{sign}1"), title=f"{sign}2")
    for row in rows(given):
        assert not any(cell[:1] in "=+-@\t\r＝" for cell in row.values() if cell)
    assert rows(given)[1]["Headline"] == f"&#{ord(sign.strip())};1+1".replace("&#9;", "&#61;")


def test_negative_years_stay_numbers_in_the_rows() -> None:
    row = next(row for row in rows(hard()) if row["Headline"] == "The ides")
    assert [row["Year"], row["Month"], row["Day"], row["End Year"]] == ["-44", "3", "15", ""]


def test_rows_begin_with_the_title_and_end_with_the_eras() -> None:
    kinds = [row["Type"] for row in rows(hard())]
    assert kinds == ["title"] + [""] * (len(kinds) - 3) + ["era", "era"]
    assert {row["Time"] for row in rows(hard()) if row["Headline"] == "The midnight"} == {"0:00:00"}


def test_part_of_a_timeline_says_of_how_many() -> None:
    assert "1 of 9 entries." in loaded(feed(event("it", "2020"), total=9))["title"]["text"]["text"]


def test_hostile_words_stay_readable() -> None:
    url = slides(hard())["hostile"]["media"]["url"]
    assert MARKUP in WORDS
    assert "youtu&#46;be&#47;x" in url
