"""TimelineJS and vis-timeline, as npm has them, before our feeds: what date each entry shows, and where it stands."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from feeds_made import selected
from hard_dates import DATES, MARKUP, WORDS, hard, many, wide
from playwright.sync_api import Browser, Page, expect

from timeline.dates.calendar import DAY, civil
from timeline.feeds import timelinejs, vis_timeline
from timeline.feeds.entries import Entry, Feed
from timeline.feeds.reach import undrawable

from .conftest import Seen, lacking, watched
from .shelf import Shelf, serving_files

MODULES = Path(__file__).parents[1] / "widgets" / "node_modules"
PATIENCE = 60_000
TIMELINEJS = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/@knight-lab/timelinejs/dist/css/timeline.css">
<script src="/@knight-lab/timelinejs/dist/js/timeline.js"></script>
<div id="here" style="height: 700px"></div>
<script>
const scripts = new URL('/@knight-lab/timelinejs/dist/js/', location).toString()
const source = location.search.slice(1) + location.hash
timeline = new TL.Timeline('here', source, { font: null, script_path: scripts })
timeline.on('ready', () => { document.body.dataset.drawn = 'yes' })
</script>"""
VIS = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/vis-timeline/styles/vis-timeline-graph2d.min.css">
<script src="/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"></script>
<div id="here"></div>
<script type="module">
const feed = await (await fetch(location.search.slice(1))).json()
const options = { ...feed.options, onInitialDrawComplete: () => { document.body.dataset.drawn = 'yes' } }
window.timeline = new vis.Timeline(document.getElementById('here'), feed.items, feed.groups, options)
</script>"""
MARKERS = """() => Object.fromEntries([...document.querySelectorAll('.tl-timemarker')].map((marker) => {
  const id = marker.id.replace(/-marker$/, ''), slide = document.getElementById(id)
  const read = ({ data: { date_obj: date } }) => [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  const { start_date: start, end_date: end } = timeline.config.event_dict[id]
  return [id, {
    label: marker.querySelector('.tl-headline').textContent, spoken: marker.getAttribute('aria-label'),
    headline: slide.querySelector('h2').textContent, display: slide.querySelector('.tl-headline-date').textContent,
    left: parseFloat(marker.style.left), width: parseFloat(marker.style.width) || 0,
    start: read(start), end: end && read(end),
  }]
}))"""
ITEMS = """() => Object.fromEntries(Object.values(timeline.itemSet.items).map(({ id, data, dom }) => {
  const read = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  const drawn = dom.line ?? dom.dot ?? dom.box, { left, right, width } = drawn.getBoundingClientRect()
  const middle = dom.line || dom.dot ? left + width / 2 : left
  return [id, {
    shown: drawn.isConnected, label: dom.content.textContent, classes: (dom.box ?? dom.point).className,
    left: middle, right, start: read(data.start), end: data.end && read(data.end),
  }]
}))"""
# vis-timeline says it has drawn before it has moved what it drew to its place.
STEADY = """() => {
  const places = [...document.querySelectorAll('.vis-item')].map((item) => item.getBoundingClientRect())
  const before = window.placed
  window.placed = JSON.stringify([timeline.getWindow(), places])
  return window.placed === before && Object.values(timeline.itemSet.items).every((item) => Number.isFinite(item.left))
}"""
WINDOW = """() => {
  const { start, end } = timeline.getWindow(), { left, width } = timeline.dom.center.getBoundingClientRect()
  return { start: +start / 1000, end: +end / 1000, left, width }
}"""


@pytest.fixture(scope="session")
def belarus(belarus_url: str) -> Feed:
    """The timeline that comes with the program; read before a browser is there, whose loop lets no other run."""
    return selected(belarus_url, "belarus-2020")


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    """A site with both widgets and a page for each."""
    if not (MODULES / ".package-lock.json").is_file():
        lacking("the widgets are not there: make audits")
    with serving_files(MODULES) as shelf:
        shelf.put("/timelinejs", TIMELINEJS.encode(), "text/html")
        shelf.put("/vis", VIS.encode(), "text/html")
        yield shelf


@pytest.fixture
def page(browser: Browser, shelf: Shelf, seen: Seen, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page of that site, in the time zone that is this fixture's parameter."""
    with watched(browser, shelf.address, seen, timezone_id=getattr(request, "param", "UTC")) as context:
        yield context.new_page()


@pytest.fixture
def feeds(belarus: Feed) -> dict[str, Feed]:
    """The timelines to draw: the one that is there, hard dates, many, and those far apart."""
    return {"belarus": belarus, "hard": hard(), "many": many(), "wide": wide()}


def drawn(given: Feed) -> dict[str, Entry]:
    """The entries that have a place, by slug."""
    return {entry.slug: entry for entry in given.entries if not undrawable(entry.date)}


def in_timelinejs(page: Page, shelf: Shelf, given: Feed) -> dict[str, Any]:
    """What TimelineJS shows of a feed, by slug."""
    path = shelf.put("/feed/timelinejs", timelinejs.render(given).body, "application/json")
    page.goto(f"/timelinejs?{path}")
    page.locator("body[data-drawn]").wait_for(timeout=PATIENCE)
    return dict(page.evaluate(MARKERS))


def in_vis(page: Page, shelf: Shelf, given: Feed) -> dict[str, Any]:
    """What vis-timeline shows of a feed, by slug, eras among it."""
    path = shelf.put("/feed/vis-timeline", vis_timeline.render(given).body, "application/json")
    page.goto(f"/vis?{path}")
    page.locator("body[data-drawn]").wait_for(timeout=PATIENCE)
    page.wait_for_function(STEADY, polling=500, timeout=PATIENCE)
    return dict(page.evaluate(ITEMS))


def day(second: int) -> list[int]:
    """Year as astronomers count it, month and day."""
    return list(civil(second // DAY))


def historical(second: int) -> list[int]:
    """The same with the year as historians count it."""
    year, month, day_of_month = day(second)
    return [year if year > 0 else year - 1, month, day_of_month]


def near(pixel: float) -> Any:
    """A place on the screen, as exactly as borders and rounding let one see it."""
    return pytest.approx(pixel, abs=2.5)


ALL = pytest.mark.parametrize("name", ["belarus", "hard", "many", "wide"])
ZONES = pytest.mark.parametrize("page", ["America/Los_Angeles", "Pacific/Auckland"], indirect=True)


@ALL
def test_timelinejs_shows_every_entry_with_the_date_of_the_evidence_where_it_belongs(
    page: Page, shelf: Shelf, feeds: dict[str, Feed], name: str
) -> None:
    markers, entries = in_timelinejs(page, shelf, feeds[name]), drawn(feeds[name])
    assert markers.keys() == entries.keys()
    assert page.locator(".tl-slide").count() == len(entries) + 1
    starts = {slug: _start(entry) for slug, entry in entries.items()}
    first, last = min(starts, key=lambda slug: starts[slug]), max(starts, key=lambda slug: starts[slug])
    pixels = (markers[last]["left"] - markers[first]["left"]) / (starts[last] - starts[first])
    for slug, entry in entries.items():
        marker, date = markers[slug], entry.date
        assert marker["label"] == marker["headline"] == entry.label
        assert marker["display"] == date.display
        assert f", {date.display}, " in marker["spoken"]
        assert marker["start"] == historical(starts[slug])
        assert marker["left"] == near(markers[first]["left"] + (starts[slug] - starts[first]) * pixels)
        if marker["end"]:
            assert marker["end"] == historical(date.upper)
            assert marker["width"] == near((date.upper // DAY * DAY - date.lower) * pixels)
    assert _in_order([markers[slug]["left"] for slug in sorted(entries, key=lambda slug: starts[slug])])


def _in_order(places: list[float]) -> bool:
    """Whether places go from left to right, as far as rounding lets one see."""
    return all(before <= after + 0.6 for before, after in pairwise(places))


def _start(entry: Entry) -> int:
    """Where a marker begins: the first bound, or the last of a date without a first."""
    return entry.date.upper // DAY * DAY if entry.date.earliest is None else entry.date.earliest


@ZONES
def test_timelinejs_shows_no_other_day_in_another_zone(page: Page, shelf: Shelf) -> None:
    markers = in_timelinejs(page, shelf, hard())
    for slug, (_, first, last) in DATES.items():
        assert tuple(markers[slug]["start"]) == (first or last)


def test_timelinejs_says_44_bc_and_1_bc_by_itself_too(page: Page, shelf: Shelf) -> None:
    in_timelinejs(page, shelf, hard())
    own = "(id) => timeline.config.event_dict[id].start_date.getDisplayDate().replace(/<[^>]*>/g, '')"
    assert page.evaluate(own, "ides") == "March 15, 44 BCE"
    assert page.evaluate(own, "year-0") == "1 BCE"


def test_timelinejs_shows_the_exact_words_and_nothing_of_them_as_markup(page: Page, shelf: Shelf) -> None:
    markers = in_timelinejs(page, shelf, hard())
    assert markers["hostile"]["label"] == MARKUP
    page.evaluate("timeline.goToId('hostile')")
    slide = page.locator("#hostile")
    expect(slide.locator(".tl-media blockquote")).to_have_text(WORDS, timeout=PATIENCE)
    expect(slide.locator(".tl-caption")).to_have_text("Polls close, The Gazette via Wire, 10 August 2020")
    expect(page.locator(".tl-timegroup-message").first).to_have_text(MARKUP)
    assert page.locator("#here img").count() == 0


def test_timelinejs_fetches_nothing_for_any_quotation(page: Page, shelf: Shelf, belarus: Feed) -> None:
    in_timelinejs(page, shelf, belarus)
    page.evaluate("timeline._storyslider._slides.forEach((slide) => slide.loadMedia())")
    quoted = [entry for entry in belarus.entries if any(citation.exact for citation in entry.citations)]
    expect(page.locator(".tl-media blockquote")).to_have_count(len(quoted), timeout=PATIENCE)
    assert page.locator(".tl-media-loaderror").count() == 0


def test_timelinejs_reads_the_rows_as_it_reads_the_json(page: Page, shelf: Shelf, belarus: Feed) -> None:
    told = [
        {key: marker[key] for key in ("label", "display", "start", "end", "left")}
        for marker in in_timelinejs(page, shelf, belarus).values()
    ]
    path = shelf.put("/feed/timelinejs-csv", timelinejs.render_csv(belarus).body, "text/csv")
    page.goto(f"/timelinejs?{path}#.csv")  # by this ending TimelineJS knows rows
    page.locator("body[data-drawn]").wait_for(timeout=PATIENCE)
    found = dict(page.evaluate(MARKERS)).values()
    assert [{key: marker[key] for key in told[0]} for marker in found] == told


@ALL
def test_vis_timeline_shows_every_entry_where_its_date_is(
    page: Page, shelf: Shelf, feeds: dict[str, Feed], name: str
) -> None:
    items, entries, window = in_vis(page, shelf, feeds[name]), drawn(feeds[name]), page.evaluate(WINDOW)
    assert {slug for slug in items if ":" not in slug} == entries.keys()
    assert all(item["shown"] for item in items.values())
    pixels = window["width"] / (window["end"] - window["start"])
    for slug, entry in entries.items():
        item, date = items[slug], entry.date
        assert entry.label.startswith(item["label"].removesuffix("…"))
        assert ("is-open" in item["classes"]) == ("OPEN" in (date.start, date.end))
        if date.earliest is not None:
            assert item["start"] == day(date.earliest)
            assert item["left"] == near(window["left"] + (date.earliest - window["start"]) * pixels)
        if item["end"] and date.latest is not None:
            assert item["end"] == day(date.latest + 1)
            right = window["left"] + (date.latest + 1 - window["start"]) * pixels
            assert item["right"] == near(max(right, item["left"]))
    starts = {slug: entry.date.earliest for slug, entry in entries.items() if entry.date.earliest is not None}
    assert _in_order([items[slug]["left"] for slug in sorted(starts, key=lambda slug: starts[slug])])


@ZONES
def test_vis_timeline_shows_no_other_day_in_another_zone(page: Page, shelf: Shelf) -> None:
    items = in_vis(page, shelf, hard())
    for slug, entry in drawn(hard()).items():
        if entry.date.earliest is not None:
            assert items[slug]["start"] == day(entry.date.earliest)


def test_vis_timeline_writes_years_however_far_they_stand_apart(page: Page, shelf: Shelf) -> None:
    in_vis(page, shelf, wide())
    labels = page.locator(".vis-time-axis .vis-text.vis-minor:not(.vis-measure)").all_inner_texts()
    years = [int(label) for label in labels if label]
    assert years == [*range(years[0], years[-1] + 1, 30_000)]
    assert len(years) > 5


def test_vis_timeline_draws_open_dates_to_its_edges(page: Page, shelf: Shelf) -> None:
    items, window = in_vis(page, shelf, hard()), page.evaluate(WINDOW)
    assert items["open"]["right"] == near(items["end-unknown"]["right"])
    assert items["open"]["right"] >= max(item["right"] for item in items.values() if item["end"]) - 1.5
    assert items["before"]["left"] == near(window["left"])


def test_vis_timeline_takes_nothing_for_markup_and_tells_the_evidence_on_hovering(page: Page, shelf: Shelf) -> None:
    assert in_vis(page, shelf, hard())["hostile"]["label"] == MARKUP
    page.locator(".vis-item .vis-item-content").get_by_text(MARKUP).hover()
    tooltip = page.locator(".vis-tooltip")
    expect(tooltip).to_contain_text("11 August 2020", timeout=PATIENCE)
    expect(tooltip.locator("blockquote")).to_have_text(WORDS, timeout=PATIENCE)
    assert page.locator("img").count() == 0
