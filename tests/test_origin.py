"""What every address that leaves the house begins with, in feeds, in snippets to copy and in citations."""

from html import unescape
from pathlib import Path

import httpx
import pytest
from servers import serving

WHERE = {
    "/timelines/timeline-1/feed/jsonl?first=1": '"link":"{}/entries/',
    "/embed/timeline-1/snippets": 'src="{}/static/timeline-view.js"',
    "/entries/event-1/cite/txt": " {}/entries/event-1",
}
EACH = pytest.mark.parametrize(("path", "words"), WHERE.items(), ids=["feed", "snippets", "citation"])


@EACH
def test_it_is_where_the_request_was_sent_to(path: str, words: str, client: httpx.Client) -> None:
    answer = client.get(path, headers={"host": "timeline.example:8080"})
    assert words.format("http://timeline.example:8080") in unescape(answer.text)


@EACH
@pytest.mark.parametrize("host", ['evil"x', "evil<b>", "evil/x", "evil x", "a@evil", "evil:999999", "evil,x", "evil?x"])
def test_a_host_that_is_none_gets_nowhere(path: str, words: str, host: str, client: httpx.Client) -> None:
    answer = client.get(path, headers={"host": host})
    assert answer.status_code == 400 or words.format("") in unescape(answer.text)
    assert "evil" not in unescape(answer.text)


def test_it_is_the_address_the_operator_set_whatever_the_request_says(sqlite_world: str, tmp_path: Path) -> None:
    with serving(sqlite_world, tmp_path, address="https://timeline.example/api") as server:
        for path, words in WHERE.items():
            answer = httpx.get(f"{server.address}{path}", headers={"host": "evil.example"})
            assert words.format("https://timeline.example/api") in unescape(answer.text)
            assert "evil.example" not in f"{answer.text}{answer.headers}"
