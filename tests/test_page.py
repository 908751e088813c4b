"""A page of text is taken apart: layouts of mirrored news pages, plain texts, pages that are no article."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.exceptions import DateError, NotAnArticleError
from timeline.extraction.pages import wrapping
from timeline.extraction.pages.page import Page, read

PAGES = Path(__file__).parent / "pages"
ADDRESS = "/wmd/library/news/elbonia/2011/elbonia-111121-irna02.htm"

PLAIN = """Ferry line planned for three towns

PORT ANSELM, Nov. 3 (AP) — Three towns plan a ferry line, their mayors said on Saturday.

By spring, they said, two ships will sail."""


def page(name: str, url: str | None = None) -> Page:
    return read((PAGES / f"{name}.txt").read_text("utf-8"), url=url)


def zone(text: str, read_page: Page, name: str) -> list[str]:
    return [text[zone.start : zone.end] for zone in read_page.zones if zone.name == name]


@pytest.mark.parametrize(
    ("name", "url", "title", "publisher", "published", "dateline"),
    [
        ("press-tv", None, "Harbour towns of Elbonia weigh a joint ferry line", "Press TV", "2021-05-16", None),
        ("rferl", None, "Bridge Builders Of Ruritania Return To Work", "RFE/RL", "2021-07-09", None),
        ("voa", "x-080311-voa01.htm", "Elbonia Opens Its Weather Stations to Visitors", "VOA", "2008-03-11", None),
        ("voa-slug", None, "LIGHTHOUSE STRIKE (L-ONLY)", "VOA", "1999-03-07", None),
        ("ria-novosti", None, "Ruritania tests a new icebreaker", "RIA Novosti", "2008-02-19", "2008-02-19"),
        ("irna", ADDRESS, "Envoy says the talks on river water go on", "IRNA", "2011-11-21", "2011-11-21"),
        (
            "digest",
            None,
            "Elbonia Weekly (April 27 - May 3, 2009)",
            "National Intelligence Service",
            "2009-04-27/2009-05-03",
            None,
        ),
        ("xinhua", None, "Ruritanian leader visits new rail yard", "People's Daily Online", "2021-04-15", "2021-04-15"),
        ("sputnik", None, "Elbonia Plants a Million Trees", "Sputnik", "2021-05-18", None),
        ("kremlin", None, "Meeting with makers of musical instruments", "President of Russia", "2021-06-03", None),
        ("state-department", None, "Statement on Lighthouse Day", "U.S. Department of State", "2014-03-04", None),
        (
            "press-service",
            None,
            "New dairy opened in the north",
            "The Press Service of the President of the Republic of Belarus",
            "2019-05-07",
            None,
        ),
    ],
)
def test_every_layout_tells_title_publisher_and_days(
    name: str, url: str | None, title: str, publisher: str, published: str, dateline: str | None
) -> None:
    source = page(name, url).source
    assert (source.title, source.publisher, source.published, source.dateline) == (
        title,
        publisher,
        published,
        dateline,
    )


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.txt")), ids=lambda path: path.stem)
def test_nothing_of_the_frame_stays_in_the_body(path: Path) -> None:
    text = path.read_text("utf-8")
    try:
        body = read(text, url=ADDRESS).body_text
    except NotAnArticleError:
        return
    frame = (
        "mailing list",
        "NEWSLETTER",
        "Weapons of Mass",
        "Find a",
        "UNITED24",
        "Press TV",
        "banner",
        "By ",
        "NewsCode",
        "©",
    )
    assert len(body) == len(text)
    assert not [words for words in frame if words in body]


def test_a_time_without_a_zone_stays_without_one() -> None:
    source = page("press-tv").source
    assert (source.local_time, source.utc_offset) == ("05:28", None)
    assert page("sputnik").source.utc_offset == "Z"


def test_byline_and_date_on_one_line_are_told_apart() -> None:
    source = page("rferl").source
    assert (source.byline, source.rules["published"]) == ("Anna Lindqvist and Paul O'Hara", "published/byline")


def test_the_marks_of_sound_bites_and_the_labels_of_a_slug_are_no_text() -> None:
    body = page("voa-slug").body_text
    assert "act ///" not in body
    assert "TEXT:" not in body
    assert "We cannot keep the lamps burning" in body


def test_the_year_comes_from_the_address_where_the_text_has_none() -> None:
    assert page("irna").source.published is None
    assert page("irna", ADDRESS).source.rules["published"] == "published/dateline and address"


def test_a_dateline_of_the_old_year_counts_back_from_the_day_of_the_address() -> None:
    address = "https://herald.example/news/irna/2013/irna-130101-irna02.htm"
    text = "Ferry line planned for three towns\n\nVienna, Dec 31, IRNA -- Three towns plan a ferry line, they said."
    assert read(text, url=address).source.dateline == "2012-12-31"


def test_relative_days_count_from_the_dateline() -> None:
    text = PLAIN.replace("Nov. 3", "Dec. 31")
    given = read(text, published="2016-01-01")
    assert (given.source.published, given.source.dateline) == ("2016-01-01", "2015-12-31")
    assert given.reference == date(2015, 12, 31)


def test_a_plain_text_keeps_all_but_its_dateline() -> None:
    read_page = read(PLAIN, published="2015-11-03")
    assert read_page.body_text == PLAIN.replace("PORT ANSELM, Nov. 3 (AP) —", " " * len("PORT ANSELM, Nov. 3 (AP) —"))
    assert zone(PLAIN, read_page, "headline") == ["Ferry line planned for three towns"]
    assert read_page.source.publisher == "Associated Press"


def test_a_footer_glued_to_the_last_sentence_is_no_body() -> None:
    read_page = read(PLAIN.rstrip() + "Join the mailing list")
    assert zone(PLAIN.rstrip() + "Join the mailing list", read_page, "footer") == ["Join the mailing list"]
    assert "Join" not in read_page.body_text


def test_the_sort_of_a_text_is_no_place_of_its_dateline() -> None:
    head = "Storm over Port Anselm\n\nPress Statement\n\nAugust 24, 2020\n\n"
    assert read(f"{head}The harbour was shut on Sunday, the office said.").source.dateline_place is None


def test_a_text_without_a_headline_is_all_body() -> None:
    text = "The mayor of Port Anselm said that the ships were late.\n\nNobody else spoke."
    read_page = read(text)
    assert read_page.body_text == text
    assert read_page.source.title is None


def test_days_of_the_frame_are_dates_with_their_places() -> None:
    text = (PAGES / "ria-novosti.txt").read_text("utf-8")
    found = [(text[day.start : day.end], day.edtf, day.rule) for day in read(text).dates]
    assert found == [
        ("19/02/2008", "2008-02-19", "frame/published"),
        ("February 19", "2008-02-19", "frame/dateline"),
    ]


def test_what_is_given_goes_before_what_is_printed() -> None:
    text = (PAGES / "press-tv.txt").read_text("utf-8")
    source = read(text, published="2021-05-17T07:00:00+03:00").source
    assert (source.published, source.local_time, source.utc_offset) == ("2021-05-17", "07:00", "+03:00")
    assert source.rules["published"] == "published/given"


def test_a_given_day_must_be_edtf() -> None:
    with pytest.raises(DateError, match="not an EDTF date"):
        read(PLAIN, published="last May")


@pytest.mark.parametrize("name", ["month-index", "day-index"])
def test_a_list_of_articles_is_told_as_such(name: str) -> None:
    with pytest.raises(NotAnArticleError, match=r"^index page: . of its lines list other pages"):
        page(name)


@pytest.mark.parametrize("text", ["", " \n\n", "Home\nWorld\nContact us", "\0" * 1000, '"' * 1000])
def test_a_page_without_a_sentence_is_no_article(text: str) -> None:
    with pytest.raises(NotAnArticleError, match=r"^no article found: "):
        read(text)


def test_links_alone_are_no_article() -> None:
    with pytest.raises(NotAnArticleError) as refused:
        page("navigation")
    assert refused.value.verdict == "no article found"


LINES = st.sampled_from(
    ["By Jane Winter", "World", "3 May 2004", "DATE=3/3/1999", "CONTENT=", "MINSK (AP) -- It rained.", "", "© 2020 A.",
     "It was said that the sea was calm all day and that the ships would sail in the morning. It rained.", "Q", "\r",
     "Updated: 3 May 2004", "May 3 - 4, 2004", "12:30", "/// act ///", "Press TV", "NEWSLETTER", "Short line here;"]
)  # fmt: skip


@given(st.lists(LINES | st.text(max_size=40), max_size=12).map("\n".join))
@example("CONTENT=\nIt is so. It rained.")
def test_zones_lie_in_the_text_and_the_body_keeps_every_place(text: str) -> None:
    try:
        read_page = read(text, url=ADDRESS)
    except NotAnArticleError:
        return
    assert all(0 <= zone.start <= zone.end <= len(text) for zone in read_page.zones)
    assert len(read_page.body_text) == len(text)
    assert all(new in (old, " ") for new, old in zip(read_page.body_text, text, strict=True))
    assert read_page.body_text.count("\n") == wrapping.unwrapped(text).count("\n")
    assert all(text[day.start : day.end] == day.text for day in read_page.dates)
