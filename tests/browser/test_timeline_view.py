"""The web component as readers of other pages meet it: in a browser, before the real server and the seed data."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Request, expect

from tests.servers import serving

from .axe import violations
from .conftest import ROOT, Seen
from .view import TELEPHONE, asked, entries, is_question, ready, stage, visit, window

AUGUST = 'from="2020-08-09" to="2020-08-31"'
HOSTILE = "<img src=x onerror=\"console.error('run')\"></script><b>bold</b>"
HARD = f"""
timeline: {{slug: hard, title: {json.dumps(HOSTILE)}}}
source: {{slug: book, title: {json.dumps(HOSTILE)}}}
events:
  - {{slug: ides, date: -0043-03-15, title: {json.dumps(HOSTILE)}, citations: [{{exact: {json.dumps(HOSTILE)}}}]}}
  - {{slug: zero, date: "0000", title: The year before the first}}
  - {{slug: about, date: "0009~", title: About the ninth year}}
  - {{slug: open, date: 0014/.., title: It goes on}}
"""


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a timeline of hard dates and hostile texts."""
    folder = tmp_path_factory.mktemp("hard")
    (folder / "data").mkdir()
    (folder / "data" / "timeline.yaml").write_text(HARD)
    url = f"sqlite:///{folder / 'timeline.db'}"
    environment = os.environ | {"TIMELINE_DATABASE_URL": url}
    for words in (["init"], ["load", str(folder / "data")]):
        subprocess.run([sys.executable, "-m", "timeline", *words], cwd=ROOT, env=environment, check=True)
    with serving(url, folder) as server:
        yield server.address


def test_it_shows_how_entries_lie_in_time_and_the_most_telling(embedded: Page) -> None:
    expect(embedded.locator("timeline-view h2")).to_have_text("The Belarusian election crisis, 2020-2021")
    heights = embedded.locator("timeline-view .bar").evaluate_all(
        "(bars) => bars.map((bar) => [bar.title, [...bar.children].reduce((sum, one) => sum + one.clientHeight, 0)])"
    )
    assert max(heights, key=lambda bar: bar[1])[0].startswith("10 to 16 August 2020: ")
    assert entries(embedded).count() > 20
    expect(entries(embedded).filter(has_text="Presidential election")).to_have_count(1)
    expect(embedded.locator("timeline-view .status p")).to_contain_text("of 247 entries, 4 May 2020 to 6 Jun 2021")


def test_one_question_by_get_fills_it(page: Page) -> None:
    questions: list[Request] = []
    page.on("request", lambda request: questions.append(request) if is_question(request) else None)
    page.goto("/embed/belarus-2020")
    ready(page)
    page.wait_for_load_state("networkidle")
    assert [(one.method, asked(one)["where"]) for one in questions] == [
        ("GET", {"timelines": {"any": ["belarus-2020"]}})
    ]


def test_no_two_entries_cover_one_another(embedded: Page) -> None:
    boxes = entries(embedded).evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().toJSON())")
    covered = [
        (one, other)
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if one["left"] < other["right"] and other["left"] < one["right"]
        if one["top"] < other["bottom"] and other["top"] < one["bottom"]
    ]
    assert covered == []


def test_opening_shows_the_exact_words_and_whose_they_are(page: Page, server: str) -> None:
    ready(visit(page, server, AUGUST))
    entries(page).filter(has_text="Presidential election").first.click()
    panel = page.locator("timeline-view .panel")
    expect(panel.locator("h3")).to_have_text("Presidential election")
    answer = page.request.post("/graphql", data={"query": EVIDENCE}).json()
    citations = answer["data"]["entry"]["citations"]
    words = [one["exact"] for one in citations if one["exact"]]
    assert "August 9 elections" in words
    assert panel.locator("mark").all_text_contents() == words
    sources = panel.locator("figcaption").all_text_contents()
    for shown, source in zip(sources, [one["source"] for one in citations], strict=True):
        assert source["publisher"]["name"] in shown
        assert all(f"on {host['name']}" in shown for host in source["hosts"])
        assert (source["published"] or {"display": ""})["display"] in shown


EVIDENCE = """{ entry(slug: "election-day") { citations { exact
  source { publisher { name } hosts { name } published { display } } } } }"""


def test_the_list_below_tells_the_same_in_order(embedded: Page) -> None:
    embedded.locator("timeline-view summary").click()
    days = embedded.locator("timeline-view .list time[datetime]").evaluate_all(
        "(all) => all.map((one) => one.dateTime)"
    )
    assert len(days) > 40
    assert days == sorted(days)


def test_attributes_choose_what_is_shown(page: Page, server: str) -> None:
    with page.expect_request(is_question) as request:
        visit(
            page,
            server,
            f'{AUGUST} kinds="statements" actors="putin, lukashenko" topics="russia" text="law" known-by="2020-08-28"',
        )
    assert asked(request.value)["where"] == {
        "timelines": {"any": ["belarus-2020"]},
        "knownBy": "2020-08-28",
        "kinds": ["STATEMENT"],
        "actors": {"any": ["putin", "lukashenko"]},
        "topics": {"any": ["russia"]},
        "text": "law",
        "during": {"from": "2020-08-09", "to": "2020-08-31"},
    }
    ready(page)
    assert window(page) == {"from": "2020-08-09", "to": "2020-08-31"}
    expect(page.locator("timeline-view li.event")).to_have_count(0)


def test_the_page_hears_of_the_window_and_may_show_entries_itself(page: Page, server: str) -> None:
    ready(visit(page, server))
    page.evaluate("""() => {
        window.heard = [];
        document.addEventListener('timeline-window', (event) => heard.push(event.detail));
        document.addEventListener('timeline-open', (event) => { heard.push(event.detail); event.preventDefault(); });
    }""")
    entries(page).filter(has_text="Presidential election").first.click()
    page.get_by_role("button", name="Later").click()
    assert page.evaluate("heard") == [{"slug": "election-day"}, window(page)]
    expect(page.locator("timeline-view .panel")).to_be_hidden()


def test_from_right_to_left_the_first_stands_right_and_left_is_later(page: Page, server: str) -> None:
    ready(visit(page, server, head='dir="rtl"'))
    places = page.locator("timeline-view .bar").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().x)")
    assert places == sorted(places, reverse=True)
    before = window(page)
    stage(page).focus()
    page.keyboard.press("ArrowLeft")
    assert window(page)["from"] > before["from"]


@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_it_is_light_or_dark_as_its_page_and_accessible_in_both(embedded: Page) -> None:
    dark = embedded.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    colour = embedded.locator("timeline-view").evaluate("(view) => getComputedStyle(view).backgroundColor")
    assert (int(re.findall(r"\d+", colour)[0]) < 64) is dark
    entries(embedded).first.click()
    expect(embedded.locator("timeline-view .panel")).to_be_visible()
    embedded.locator("timeline-view summary").click()
    assert violations(embedded) == []


@pytest.mark.parametrize("page", [TELEPHONE], indirect=True)
def test_it_fits_a_telephone(embedded: Page) -> None:
    assert embedded.evaluate("document.documentElement.scrollWidth") == 390
    assert entries(embedded).count() > 6
    assert violations(embedded) == []


def test_a_page_dresses_its_parts(page: Page, server: str) -> None:
    ready(visit(page, server))
    page.add_style_tag(content="timeline-view::part(title) { color: rgb(1, 2, 3) }")
    expect(page.locator("timeline-view h2")).to_have_css("color", "rgb(1, 2, 3)")


@pytest.fixture
def hostile(page: Page, hard: str) -> Page:
    """The page for frames of the hard timeline."""
    page.route(f"{hard}/**", lambda route: route.continue_())
    page.goto(f"{hard}/embed/hard")
    return ready(page)


def test_hostile_texts_stay_text(hostile: Page) -> None:
    expect(hostile.locator("timeline-view h2")).to_have_text(HOSTILE)
    entries(hostile).filter(has_text="onerror").click()
    expect(hostile.locator("timeline-view .panel h3")).to_have_text(HOSTILE)
    expect(hostile.locator("timeline-view .panel mark")).to_have_text(HOSTILE)
    expect(hostile.locator("timeline-view cite")).to_have_text(HOSTILE)
    links = hostile.locator("timeline-view a").evaluate_all("(all) => all.map((one) => one.protocol)")
    assert set(links) == {"http:"}
    assert hostile.locator("img, b").count() == 0


def test_years_count_as_people_do_and_doubts_are_marked(hostile: Page) -> None:
    shown = entries(hostile).evaluate_all("(all) => all.map((one) => [one.innerText.split('\\n')[0], one.part.value])")
    assert ["15 March 44 BC", "entry event"] in shown
    assert ["1 BC", "entry event"] in shown
    assert ["about AD 9", "entry event approximate"] in shown
    assert "entry event open" in {part for _, part in shown}
    ticks = hostile.locator("timeline-view .tick").all_inner_texts()
    assert any(tick.endswith(" BC") for tick in ticks)
    assert not {"0", "0 BC"} & set(ticks)


def test_a_timeline_that_is_not_there_is_told_in_plain_words(page: Page, server: str) -> None:
    visit(page, server, slug="atlantis")
    expect(page.locator("timeline-view .error")).to_contain_text("has no timeline called “atlantis”")


def test_a_window_that_is_no_date_is_told_in_plain_words(page: Page, server: str, seen: Seen) -> None:
    visit(page, server, 'from="yesterday"')
    expect(page.locator("timeline-view .error")).to_contain_text("yesterday")
    assert all("400" in error for error in seen.errors)
    seen.errors.clear()


def test_a_server_that_is_away_is_told_and_asked_again(page: Page, server: str, seen: Seen) -> None:
    page.route("**/graphql?*", lambda route: route.abort())
    visit(page, server)
    expect(page.locator("timeline-view .error")).to_contain_text("cannot be reached")
    seen.errors.clear()
    page.unroute("**/graphql?*")
    page.get_by_role("button", name="Try again").click()
    ready(page)
    expect(page.locator("timeline-view .error")).to_be_hidden()
