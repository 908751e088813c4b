"""The snippets, copied as they are into a page of another site, with the widgets as npm has them beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Seen, lacking, watched
from .shelf import Shelf, serving_files

MODULES = Path(__file__).parents[1] / "widgets" / "node_modules"
SNIPPETS = "/embed/belarus-2020/snippets"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """A site with the widgets where the snippets expect them."""
    if not (MODULES / ".package-lock.json").is_file():
        lacking("the widgets are not there: make audits")
    folder = tmp_path_factory.mktemp("site")
    (folder / "timelinejs").symlink_to(MODULES / "@knight-lab" / "timelinejs" / "dist")
    (folder / "vis-timeline").symlink_to(MODULES / "vis-timeline")
    with serving_files(folder) as shelf:
        yield shelf


@pytest.fixture
def page(browser: Browser, server: str, shelf: Shelf, seen: Seen) -> Iterator[Page]:
    """An empty page of that site, which may ask the server, too."""
    with watched(browser, shelf.address, seen) as context:
        context.route(f"{server}/**", lambda route: route.continue_())
        yield context.new_page()


def pasted(page: Page, shelf: Shelf, server: str, name: str) -> Page:
    """The page of somebody who copied one snippet."""
    page.goto(f"{server}{SNIPPETS}")
    snippet = page.get_by_role("region", name=name).locator("pre").inner_text()
    html = f'<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>News</title><body>{snippet}</body>'
    page.goto(shelf.put("/news", html.encode(), "text/html"))
    return page


def test_the_component_stands_in_a_page_of_another_site(page: Page, shelf: Shelf, server: str) -> None:
    entries = pasted(page, shelf, server, "Our own component").locator("timeline-view .entry:visible")
    expect(entries.filter(has_text="Belarusian election crisis")).to_have_count(1)


def test_a_frame_shows_the_component_and_leads_to_the_whole_timeline(page: Page, shelf: Shelf, server: str) -> None:
    frame = pasted(page, shelf, server, "A frame").frame_locator("iframe")
    expect(frame.locator("timeline-view .entry:visible").first).to_be_visible()
    expect(frame.get_by_role("link", name="The whole timeline, with its sources")).to_be_visible()


def test_timelinejs_draws_every_entry_from_the_server(page: Page, shelf: Shelf, server: str) -> None:
    markers = pasted(page, shelf, server, "TimelineJS 3").locator(".tl-timemarker")
    expect(markers).to_have_count(247, timeout=60_000)


def test_vis_timeline_draws_the_entries_from_the_server(page: Page, shelf: Shelf, server: str) -> None:
    drawn = pasted(page, shelf, server, "vis-timeline")
    expect(drawn.locator(".vis-item").first).to_be_visible(timeout=60_000)
    expect(drawn.locator(".vis-item-content").filter(has_text="Ryanair").first).to_be_attached()
