"""The web component in a page: how tests come to it, and what it shows and asks."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, Request, expect

TELEPHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def visit(page: Page, address: str, attributes: str = "", head: str = "", slug: str = "belarus-2020") -> Page:
    """Meet the component in a page of another maker at the same origin."""
    html = (
        f'<!doctype html><html lang="en" {head}><title>News</title><meta name="color-scheme" content="light dark">'
        f'<script type="module" src="{address}/static/timeline-view.js"></script><main><h1>News</h1>'
        f'<timeline-view src="{address}/timelines/{slug}" {attributes}></timeline-view></main>'
    )
    page.route("**/news", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{address}/news")
    return page


def ready(page: Page) -> Page:
    entries(page).first.wait_for()
    expect(stage(page)).to_have_attribute("aria-busy", "false")
    return page


def stage(page: Page) -> Locator:
    return page.locator("timeline-view .stage")


def entries(page: Page) -> Locator:
    return page.locator("timeline-view .entry:visible")


def window(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.locator("timeline-view").evaluate("(view) => view.window")
    return found


def asked(request: Request) -> dict[str, Any]:
    """The variables of a question."""
    found: dict[str, Any] = json.loads(parse_qs(urlsplit(request.url).query)["variables"][0])
    return found


def is_question(request: Request) -> bool:
    return urlsplit(request.url).path == "/graphql"


def focused(page: Page) -> str:
    text: str = page.evaluate("document.querySelector('timeline-view').shadowRoot.activeElement?.innerText ?? ''")
    return text
