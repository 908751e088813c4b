"""The playground as a reader meets it: in a browser, before the real server and the seed data."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from timeline.web.playground import BUILT

from .conftest import Seen, lacking

TABS = ["Timeline", "WhatPutinSaid", "KnownBy28August", "AccountsOfOneNumber"]
TELEPHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
MINE = 'query Mine { timeline(slug: "belarus-2020") { slug } }'
ANSWER = {"data": {"timeline": {"slug": "belarus-2020"}}}
SHOWN = "__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('response.json')).getValue()"


@pytest.fixture(scope="module")
def built() -> None:
    if not (BUILT / "index.html").is_file():
        lacking("the playground is not built: make playground")


@pytest.fixture
def playground(built: None, page: Page) -> Page:
    page.goto("/playground")
    page.locator(".graphiql-query-editor .view-line").first.wait_for()
    return page


def write(page: Page, query: str) -> None:
    """Replace the query, and wait until GraphiQL has read the new one, which the tab's title shows."""
    page.locator(".graphiql-query-editor .view-lines").click()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")  # a bracket typed over a selection would be put round it
    page.keyboard.type(query)
    expect(titles(page).first).to_have_text("Mine")


def run(page: Page) -> Any:
    with page.expect_response("**/graphql") as response:
        page.get_by_role("button", name="Execute query").click()
    return response.value.json()


def open_tab(page: Page, name: str) -> None:
    titles(page).get_by_text(name, exact=True).click()


def wait_until_stored(page: Page, title: str) -> None:
    """GraphiQL stores tabs half a second after the last key."""
    for _ in range(100):
        if f'\\"{title}\\"' in page.evaluate("JSON.stringify(localStorage)"):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{title} is not stored")


def titles(page: Page) -> Locator:
    return page.get_by_role("tab").locator("button:first-child")


def test_a_typed_query_is_answered(playground: Page) -> None:
    write(playground, MINE)
    assert run(playground) == ANSWER
    expect(playground.locator(".result-window")).to_contain_text("belarus-2020")
    assert json.loads(playground.evaluate(SHOWN)) == ANSWER


def test_control_and_enter_run_the_query(playground: Page) -> None:
    write(playground, MINE)
    with playground.expect_response("**/graphql") as response:
        playground.keyboard.press("ControlOrMeta+Enter")
    assert response.value.json() == ANSWER


def test_the_editor_completes_what_the_schema_has(playground: Page) -> None:
    write(playground, "query Mine { timel")
    expect(playground.locator(".suggest-widget")).to_contain_text("timelines")


@pytest.mark.parametrize("name", TABS)
def test_an_example_finds_something_in_the_seed_data(playground: Page, name: str) -> None:
    expect(titles(playground)).to_have_text(TABS)
    open_tab(playground, name)
    answer = run(playground)
    assert "errors" not in answer
    assert '"name": ' in json.dumps(answer)


def test_own_tabs_outlive_a_reload(playground: Page) -> None:
    write(playground, MINE)
    wait_until_stored(playground, "Mine")
    playground.reload()
    expect(playground.locator(".graphiql-query-editor .view-lines")).to_contain_text("Mine")
    expect(titles(playground)).to_have_text(["Mine", *TABS[1:]])


def test_an_example_can_be_opened_again(playground: Page) -> None:
    write(playground, MINE)
    playground.get_by_role("button", name="Show Examples").click()
    playground.get_by_role("button", name="The timeline itself").click()
    expect(titles(playground)).to_have_text(["Mine", *TABS[1:], TABS[0]])
    assert "errors" not in run(playground)


@pytest.mark.parametrize("page", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True)
def test_it_is_light_or_dark_as_the_reader_has_it(playground: Page) -> None:
    dark = playground.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    colour = playground.locator(".graphiql-container").evaluate("(node) => getComputedStyle(node).backgroundColor")
    red = int(colour.split("(")[1].split(",")[0])
    assert (red < 64) is dark
    assert (red > 192) is not dark


@pytest.mark.parametrize("page", [TELEPHONE], indirect=True)
def test_it_fits_a_telephone(playground: Page) -> None:
    write(playground, MINE)
    assert run(playground) == ANSWER
    query, result = (
        playground.locator(part).evaluate("(node) => node.getBoundingClientRect()")
        for part in (".graphiql-query-editor", ".graphiql-response")
    )
    assert min(query["width"], result["width"]) > 340
    assert result["top"] >= query["bottom"]
    assert playground.evaluate("document.documentElement.scrollWidth") == 390


def test_a_request_to_another_host_would_be_stopped_and_seen(playground: Page, seen: Seen) -> None:
    with playground.expect_console_message(
        lambda message: message.text == "policy: connect-src https://elsewhere.example/"
    ):
        playground.evaluate("fetch('https://elsewhere.example/').catch(() => null)")
    assert seen.errors
    seen.errors.clear()
