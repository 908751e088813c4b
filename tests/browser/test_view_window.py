"""The window of the web component, moved and zoomed by pointer, touch and keyboard, and with a crowd behind it."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Connection

from tests.servers import serving
from timeline.database import run

from .view import TELEPHONE, asked, entries, focused, is_question, ready, stage, visit, window

CROWD = 100_000
MADE = """
INSERT INTO timeline (id, slug, title) VALUES (1, 'crowd', 'A crowd');
INSERT INTO source (id, slug, published, published_earliest, published_latest)
  VALUES (1, 'log', '1970', 0, 31535999);
INSERT INTO entry (id, slug, kind, review, title, date, earliest, latest, precision, approximate, uncertain,
    start_state, end_state)
  WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 100000)
  SELECT n, 'event-' || n, 'EVENT', 'REVIEWED', 'Event ' || n, date(86400 * (n % 13000), 'unixepoch'),
    86400 * (n % 13000), 86400 * (n % 13000) + 86399, 'DAY', 0, 0, 'KNOWN', 'KNOWN' FROM n;
INSERT INTO membership (timeline_id, entry_id, entry_earliest, entry_latest, entry_slug, entry_kind, entry_review,
    entry_lasting)
  SELECT 1, id, earliest, latest, slug, kind, review, lasting FROM entry;
INSERT INTO citation (entry_id, key, position, source_id, state, entry_earliest, entry_latest, entry_slug, entry_kind,
    entry_review, entry_lasting)
  SELECT id, 'log', 0, 1, 'UNANCHORED', earliest, latest, slug, kind, review, lasting FROM entry WHERE id % 3 = 0
"""


@pytest.fixture(scope="module")
def crowd(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a timeline of a hundred thousand entries."""
    folder = tmp_path_factory.mktemp("crowd")
    (folder / "timeline.db").write_bytes(sqlite_template.read_bytes())
    url = f"sqlite:///{folder / 'timeline.db'}"

    def fill(connection: Connection) -> None:
        for statement in MADE.split(";"):
            connection.exec_driver_sql(statement)

    run(url, fill)
    with serving(url, folder, statement_seconds=30) as server:  # how long it takes is for benchmarks
        yield server.address


def test_zooming_asks_for_the_shorter_window_alone(embedded: Page) -> None:
    before = window(embedded)
    with embedded.expect_request(is_question) as request:
        embedded.get_by_role("button", name="Zoom in").click()
    after = window(embedded)
    assert asked(request.value)["where"]["during"] == after
    assert before["from"] < after["from"] < after["to"] < before["to"]


def test_a_drag_moves_the_window_and_what_was_shown_stays_meanwhile(embedded: Page) -> None:
    before, box = window(embedded), stage(embedded).bounding_box()
    assert box
    embedded.mouse.move(box["x"] + 600, box["y"] + 50)
    embedded.mouse.down()
    embedded.mouse.move(box["x"] + 400, box["y"] + 50, steps=5)
    assert entries(embedded).count() > 10
    with embedded.expect_request(is_question) as request:
        embedded.mouse.up()
    assert before["from"] < window(embedded)["from"]
    assert asked(request.value)["where"]["during"] == window(embedded)


def test_a_wheel_zooms_with_control_and_else_leaves_the_page_its_scrolling(embedded: Page) -> None:
    before, box = window(embedded), stage(embedded).bounding_box()
    assert box
    embedded.mouse.move(box["x"] + 300, box["y"] + 50)
    embedded.mouse.wheel(0, 200)
    assert window(embedded) == before
    embedded.keyboard.down("Control")
    embedded.mouse.wheel(0, -100)
    embedded.keyboard.up("Control")
    embedded.wait_for_function(
        "(before) => document.querySelector('timeline-view').window.to < before", arg=before["to"]
    )
    assert window(embedded)["from"] > before["from"]


@pytest.mark.parametrize("page", [TELEPHONE], indirect=True)
def test_two_fingers_zoom(embedded: Page) -> None:
    before, box = window(embedded), stage(embedded).bounding_box()
    assert box
    touch = embedded.context.new_cdp_session(embedded)
    middle, y = box["x"] + box["width"] / 2, box["y"] + 40

    def send(kind: str, *distances: float) -> None:
        points = [{"x": middle + far, "y": y, "id": number} for number, far in enumerate(distances)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", -30, 30)
    for far in (50, 80, 110):
        send("touchMove", -far, far)
    send("touchEnd")
    after = window(embedded)
    assert before["from"] < after["from"] < after["to"] < before["to"]


def test_all_of_it_goes_by_keyboard(embedded: Page) -> None:
    stage(embedded).focus()
    embedded.keyboard.press("Tab")
    first = focused(embedded)
    assert first == entries(embedded).first.inner_text()
    embedded.keyboard.press("ArrowRight")
    assert focused(embedded) == entries(embedded).nth(1).inner_text()
    embedded.keyboard.press("End")
    assert focused(embedded) == entries(embedded).last.inner_text()
    embedded.keyboard.press("Home")
    assert focused(embedded) == first
    embedded.keyboard.press("Enter")
    expect(embedded.locator("timeline-view .panel")).to_be_visible()
    assert focused(embedded) == embedded.locator("timeline-view h3").inner_text()
    embedded.keyboard.press("Escape")
    expect(embedded.locator("timeline-view .panel")).to_be_hidden()
    assert focused(embedded) == first


def test_plus_zooms_round_the_entry_in_focus_which_keeps_it(embedded: Page) -> None:
    one = entries(embedded).filter(has_text="Presidential election").first
    one.focus()
    before = focused(embedded)
    with embedded.expect_response(lambda response: is_question(response.request)):
        embedded.keyboard.press("+")
    expect(stage(embedded)).to_have_attribute("aria-busy", "false")
    assert focused(embedded) == before
    assert window(embedded)["from"] < "2020-08-09" < window(embedded)["to"]


@pytest.mark.parametrize("page", [{}, TELEPHONE], indirect=True)
def test_no_two_labels_of_the_axis_cover_one_another(page: Page, server: str) -> None:
    windows = [
        ("2020-06-01", "2020-08-30"),
        ("2020-08-09", "2020-08-12"),
        ("2020-08-09", "2020-08-31"),
        ("1990", "2021"),
    ]
    for begin, end in windows:
        ready(visit(page, server, f'from="{begin}" to="{end}"'))
        boxes = [tick.bounding_box() for tick in page.locator("timeline-view .tick").all()]
        edges = [(box["x"], box["x"] + box["width"]) for box in boxes if box]
        assert len(edges) > 1
        assert all(right <= left for (_, right), (left, _) in pairwise(edges))


def test_a_crowd_is_shown_by_its_density_and_the_most_telling(page: Page, crowd: str) -> None:
    page.route(f"{crowd}/**", lambda route: route.continue_())
    with page.expect_response(lambda response: is_question(response.request)) as response:
        ready(visit(page, crowd, slug="crowd"))
    assert len(response.value.body()) < 100_000
    found: dict[str, Any] = response.value.json()["data"]["overview"]
    assert sum(bucket["count"] for bucket in found["buckets"]) == found["total"] == CROWD
    assert all(int(entry["slug"].removeprefix("event-")) % 3 == 0 for entry in found["entries"])
    expect(page.locator("timeline-view .status")).to_contain_text("of 100,000 entries")
    for _ in range(3):
        before = window(page)
        with page.expect_response(lambda response: is_question(response.request)):
            page.get_by_role("button", name="Zoom in").click()
        ready(page)
        assert before["from"] < window(page)["from"]
