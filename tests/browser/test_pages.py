"""The pages as a reader meets them: in a browser, light and dark, narrow and wide, by keyboard, without a script."""

from collections.abc import Iterator

import pytest
from hostile import RTL, SCRIPT, fill
from playwright.sync_api import Browser, Locator, Page, expect
from servers import serving

from .axe import violations
from .conftest import Seen, watched

ADDRESSES = {
    "first page": "/",
    "search": "/?text=reserve",
    "timeline": "/timelines/belarus-2020",
    "filtered": "/timelines/belarus-2020?from=2020-08-14&to=2020-08-15&knownBy=2020-08-28&kinds=STATEMENT",
    "event": "/entries/pro-rally-0816",
    "statement": "/entries/putin-reserve",
    "actor": "/actors/kremlin",
    "source": "/sources/wapo-20200827",
    "snippets": "/embed/belarus-2020/snippets",
}
HARMFUL = ["/", "/?text=script", "/timelines/floods", "/entries/first", "/entries/second", "/entries/third"]
HARMFUL += ["/entries/warning", "/actors/mayor", "/actors/press", "/sources/page"]
WINDOWS = [
    pytest.param({"viewport": {"width": width, "height": 900}, "color_scheme": scheme}, id=f"{width}-{scheme}")
    for width in (390, 1440)
    for scheme in ("light", "dark")
]
NARROW = [{"viewport": {"width": 390, "height": 844}}]
WITHOUT_SCRIPT = [{"java_script_enabled": False}]


@pytest.fixture(scope="module")
def harmful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the timeline of somebody who means harm."""
    folder = tmp_path_factory.mktemp("hostile")
    with serving(fill(folder), folder) as server:
        yield server.address


@pytest.fixture
def harmed(browser: Browser, harmful: str, seen: Seen, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page at that address."""
    with watched(browser, harmful, seen, **getattr(request, "param", {})) as context:
        yield context.new_page()


def overflow(page: Page) -> int:
    """By how much a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("page", WINDOWS, indirect=True)
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_axe_finds_nothing_and_nothing_sticks_out(address: str, page: Page) -> None:
    page.goto(address, wait_until="networkidle")
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("page", WINDOWS, indirect=True)
def test_axe_finds_nothing_where_there_is_no_page(page: Page, seen: Seen) -> None:
    page.goto("/entries/nothing-of-the-kind")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    assert violations(page) == []
    assert len(seen.errors) == 2  # what the browser says of the status, and that it was seen
    seen.errors.clear()


@pytest.mark.parametrize("harmed", [*NARROW, {"color_scheme": "dark"}], indirect=True)
@pytest.mark.parametrize("address", HARMFUL)
def test_harmful_texts_break_nothing(address: str, harmed: Page) -> None:
    harmed.goto(address, wait_until="networkidle")
    assert harmed.evaluate("window.broken") is None
    assert harmed.locator("script").count() == harmed.locator("script[src*=static]").count()
    assert harmed.locator("img, a[href^='javascript']").count() == 0
    assert violations(harmed) == []
    assert overflow(harmed) <= 0


def test_harmful_texts_are_shown_as_they_are(harmed: Page) -> None:
    harmed.goto("/entries/first")
    expect(harmed.get_by_role("heading", level=1)).to_have_text(SCRIPT)
    harmed.goto("/entries/second")
    heading = harmed.get_by_role("heading", level=1)
    expect(heading).to_have_text(RTL)
    assert heading.evaluate("(node) => getComputedStyle(node).direction") == "rtl"


@pytest.mark.parametrize("page", WITHOUT_SCRIPT, indirect=True)
def test_a_timeline_can_be_read_filtered_and_paged_without_a_script(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="The Belarusian election crisis").click()
    expect(page.get_by_role("heading", level=2).first).to_have_text("247 entries")
    page.get_by_label("Kind").select_option("Statements")
    page.get_by_label("Actor").select_option("Vladimir Putin")
    page.get_by_label("As known by").select_option("30 August 2020")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".entry.statement").first).to_be_visible()
    expect(page.locator(".entry.event")).to_have_count(0)
    evidence = page.locator(".entry details").first
    evidence.locator("summary").click()
    expect(evidence.locator("cite").first).to_be_visible()
    page.get_by_role("link", name="Without Actor: putin").click()
    page.get_by_role("link", name="Later entries").click()
    expect(page.get_by_role("link", name="Earlier entries")).to_be_visible()
    expect(page.locator(".chips")).to_contain_text("2020-08-30")


def test_a_bar_of_the_picture_narrows_the_window(page: Page) -> None:
    page.goto("/timelines/belarus-2020")
    bar = page.get_by_role("link", name="August 2020: ")
    counted = bar.get_attribute("aria-label")
    assert counted
    bar.click()
    expect(page.get_by_label("From")).to_have_value("2020-08")
    expect(page.get_by_label("To", exact=True)).to_have_value("2020-08")
    total = sum(int(word) for word in counted.partition(": ")[2].split() if word.isdigit())
    expect(page.get_by_role("heading", level=2).first).to_have_text(f"{total} entries")
    expect(page.get_by_role("link", name="9 August 2020: ").first).to_be_visible()


def test_the_slider_goes_through_the_days_on_which_something_became_known(page: Page) -> None:
    page.goto("/timelines/belarus-2020")
    slider, days = page.get_by_role("slider"), page.locator("#knownBy")
    slider.focus()
    page.keyboard.press("Home")
    first = days.locator("option").nth(1).inner_text()
    expect(slider).to_have_attribute("aria-valuetext", first)
    page.keyboard.press("ArrowRight")
    assert days.evaluate("(list) => list.selectedIndex") == 2
    page.keyboard.press("End")
    expect(days).to_have_value("")


def walk_to(page: Page, goal: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if goal.evaluate("(node) => node === document.activeElement"):
            break
    expect(goal).to_be_focused()


def test_a_timeline_is_walked_by_keyboard(page: Page) -> None:
    page.goto("/timelines/belarus-2020")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    bar, summary = page.locator(".density a").first, page.locator(".entry summary").first
    walk_to(page, bar)
    assert bar.evaluate("(node) => getComputedStyle(node).outlineStyle") == "solid"
    walk_to(page, summary)
    page.keyboard.press("Enter")
    expect(page.locator(".entry details").first).to_have_attribute("open", "")


def test_each_request_before_a_click_is_below_200_kb(page: Page) -> None:
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    page.goto("/timelines/belarus-2020", wait_until="networkidle")
    assert len(sizes) >= 3
    assert max(sizes.values()) < 200_000
