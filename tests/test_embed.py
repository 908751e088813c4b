"""The page for frames and the page of snippets, as a browser without JavaScript gets them."""

from html.parser import HTMLParser

import httpx
import pytest

from timeline.web.embed import ENTRIES

SLUG = "timeline-1"


class Page(HTMLParser):
    """What a page holds: its tags with their attributes, and the texts of its code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag == "pre":
            self.code.append("")

    def handle_data(self, data: str) -> None:
        """Note a text of code."""
        if self.code and self.tags[-1][0] == "code":
            self.code[-1] += data


def entries_of(client: httpx.Client) -> list[str]:
    """The slugs of the timeline's entries, as the API orders them."""
    query = f'{{ timeline(slug: "{SLUG}") {{ entries(first: {ENTRIES}) {{ nodes {{ slug }} }} }} }}'
    nodes = client.post("/graphql", json={"query": query}).json()["data"]["timeline"]["entries"]["nodes"]
    return [node["slug"] for node in nodes]


def test_the_entries_stand_there_in_order_for_readers_without_javascript(client: httpx.Client) -> None:
    tags = Page(client.get(f"/embed/{SLUG}").text).tags
    links = [str(attributes["href"]) for tag, attributes in tags if tag == "a"]
    slugs = entries_of(client)
    assert slugs
    assert links[:-1] == [f"../entries/{slug}" for slug in slugs]
    assert links[-1] == f"../timelines/{SLUG}"
    assert sum(tag == "time" for tag, _ in tags) == len(slugs)


def test_anybody_may_frame_the_page_and_nothing_is_loaded_from_elsewhere(client: httpx.Client) -> None:
    headers = client.get(f"/embed/{SLUG}").headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["frame-ancestors"] == "*"
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "x-frame-options" not in headers
    assert headers["cross-origin-resource-policy"] == "cross-origin"


def test_nobody_may_frame_the_snippets(client: httpx.Client) -> None:
    headers = client.get(f"/embed/{SLUG}/snippets").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


def test_snippets_name_this_server(client: httpx.Client) -> None:
    here = str(client.base_url).rstrip("/")
    ours, frame, timelinejs, vis = Page(client.get(f"/embed/{SLUG}/snippets").text).code
    assert [attributes.get("src") for _, attributes in Page(ours).tags] == [
        f"{here}/static/timeline-view.js",
        f"{here}/timelines/{SLUG}",
    ]
    assert Page(frame).tags[0][1]["src"] == f"{here}/embed/{SLUG}"
    assert f'"{here}/timelines/{SLUG}/feed/timelinejs"' in timelinejs
    assert f'"{here}/timelines/{SLUG}/feed/vis-timeline"' in vis


@pytest.mark.parametrize("path", ["/embed/{}", "/embed/{}/snippets"])
def test_a_page_is_kept_until_the_data_changes(path: str, client: httpx.Client) -> None:
    first = client.get(path.format(SLUG))
    again = client.get(path.format(SLUG), headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/embed/atlantis", "/embed/%3Cscript%3E/snippets", "/embed/", "/embed/x/y"])
def test_of_no_timeline_there_is_no_page(path: str, client: httpx.Client) -> None:
    assert client.get(path).status_code == 404
