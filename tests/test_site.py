"""The pages as they are sent: found, kept, safe, and right about what is not there."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from hostile import SCRIPT, TEMPLATE, fill
from servers import serving

from timeline.dates import parse
from timeline.feeds import FORMATS
from timeline.web.pages.layout import HASHES
from timeline.web.pages.site import PAGES

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
ADDRESSES = ["/", "/?text=words", "/timelines/timeline-1", "/entries/event-1", "/entries/said-41", "/actors/actor-1"]
ADDRESSES += ["/sources/source-1", "/embed/timeline-1/snippets"]


@pytest.fixture(scope="module")
def client(world_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A reader of a server over the small world, on each database."""
    with (
        serving(world_url, tmp_path_factory.mktemp("site")) as server,
        httpx.Client(base_url=server.address, timeout=30, headers=HTML) as found,
    ):
        yield found


@pytest.fixture(scope="module")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A reader of a server over the timeline of somebody who means harm."""
    folder = tmp_path_factory.mktemp("hostile")
    with (
        serving(fill(folder), folder) as server,
        httpx.Client(base_url=server.address, timeout=30, headers=HTML) as found,
    ):
        yield found


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_html_with_one_heading_and_below_200_kb(address: str, client: httpx.Client) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.text.count("<h1") == 1
    assert len(page.content) < 200_000


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_sent_again_only_where_it_changed(address: str, client: httpx.Client) -> None:
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(address).content == first.content


@pytest.mark.parametrize("address", [*ADDRESSES, "/static/timeline.css"])
def test_the_head_of_a_page_is_that_of_the_whole(address: str, client: httpx.Client) -> None:
    head, page = client.head(address), client.get(address)
    assert head.content == b""
    assert head.headers["etag"] == page.headers["etag"]
    assert head.headers["content-length"] == page.headers["content-length"]


@pytest.mark.parametrize("address", [*ADDRESSES, "/entries/nothing"])
def test_a_page_lets_nothing_in_from_elsewhere(address: str, client: httpx.Client) -> None:
    page = client.get(address)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert not re.search(r"\s(?:style|on[a-z]+)=", page.text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page.text)


@pytest.mark.parametrize("path", [path for path in PAGES if "{" in path])
def test_what_is_not_there_is_a_page_that_says_so(path: str, client: httpx.Client) -> None:
    page = client.get(path.format(slug="nothing-of-the-kind"))
    assert page.status_code == 404
    assert "<h1>There is no such page</h1>" in page.text
    assert f'href="{"../" * (path.count("/") - 1)}"' in page.text


def test_a_program_is_told_in_json(client: httpx.Client) -> None:
    found = client.get("/entries/nothing", headers={"accept": "application/json"})
    assert found.status_code == 404
    assert found.json()["errors"][0]["extensions"] == {"code": "NOT_FOUND"}


def test_pages_are_for_reading(client: httpx.Client) -> None:
    page = client.post("/entries/event-1")
    assert page.status_code == 405
    assert {"GET", "HEAD"} <= set(page.headers["allow"].split(", "))
    assert "<h1>This page is for reading only</h1>" in page.text


@pytest.mark.parametrize("page", ["/", "/timelines/timeline-1", "/timelines/timeline-1?kinds=STATEMENT&from=2020"])
def test_every_feed_is_linked_with_the_filters_of_its_page(page: str, client: httpx.Client) -> None:
    links = [unescape(link) for link in re.findall(r'<li><a href="([^"]+/feed/[^"]+)">', client.get(page).text)]
    assert [urlsplit(link).path.rpartition("/")[2] for link in links] == list(FORMATS)
    for link in links:
        assert urlsplit(link).query == urlsplit(page).query
        assert client.get(urljoin(page, link)).status_code == 200


@pytest.mark.parametrize("query", ["from=x", "knownBy=x", "kinds=x", "after=x", "before=x", "actors=" + "a" * 4000])
def test_a_filter_that_does_not_do_is_told_or_finds_nothing(query: str, client: httpx.Client) -> None:
    page = client.get(f"/timelines/timeline-1?{query}")
    assert page.status_code in (200, 400)
    assert ("This cannot be shown" if page.status_code == 400 else "No entries") in page.text


def test_all_entries_are_on_the_pages_once_and_in_order(client: httpx.Client) -> None:
    query = '{ timeline(slug: "timeline-1") { entries(first: 100) { nodes { slug } } } }'
    answer = client.post("/graphql", json={"query": query}, headers={"accept": "application/json"}).json()
    told = [node["slug"] for node in answer["data"]["timeline"]["entries"]["nodes"]]
    found, address = [], "/timelines/timeline-1"
    while address:
        page = client.get(address).text
        found += re.findall(r'<li class="entry [a-z]+" id="([^"]+)"', page)
        following = re.search(r'<a rel="next" href="([^"]+)"', page)
        address = f"/timelines/timeline-1{following[1].replace('&amp;', '&')}" if following else ""
    assert found == told
    assert len(found) > 30


def test_dates_are_told_as_the_evidence_has_them(client: httpx.Client) -> None:
    query = "{ entries(first: 100) { nodes { slug date { edtf } } } }"
    answer = client.post("/graphql", json={"query": query}, headers={"accept": "application/json"}).json()
    for node in answer["data"]["entries"]["nodes"]:
        page = client.get(f"/entries/{node['slug']}").text
        dateline = page.partition('<p class="dateline">')[2].partition("</p>")[0]
        date = parse(node["date"]["edtf"])
        assert date.display in dateline
        assert ("approximate</span>" in dateline) is date.approximate
        assert ("uncertain</span>" in dateline) is date.uncertain


@pytest.mark.parametrize(
    ("form", "media_type", "beginning"),
    [
        ("txt", "text/plain", "“Event 1.”"),
        ("bib", "application/x-bibtex", "@online{event-1,"),
        ("json", "application/vnd.citationstyles.csl+json", "[\n"),
    ],
)
def test_an_entry_is_cited_in_a_file(form: str, media_type: str, beginning: str, client: httpx.Client) -> None:
    cited = client.get(f"/entries/event-1/cite/{form}")
    assert cited.headers["content-type"].startswith(media_type)
    assert cited.text.startswith(beginning)
    assert f"{client.base_url}/entries/event-1".replace("//e", "/e") in cited.text
    assert client.get("/entries/event-1/cite/doc").status_code == 404


def test_the_style_sheet_may_be_kept_for_ever_under_its_hash(client: httpx.Client) -> None:
    kept = client.get(f"/static/timeline.css?{HASHES['timeline.css']}")
    assert kept.headers["content-type"].startswith("text/css")
    assert "immutable" in kept.headers["cache-control"]
    assert client.get("/static/timeline.css?older").headers["cache-control"] == "public, no-cache"
    again = client.get("/static/timeline.css", headers={"if-none-match": kept.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/?text=script", "/timelines/floods", "/timelines/floods?actors=%22%3E%3Cscript%3E&text=flood"),
        *("/entries/first", "/entries/second", "/entries/warning", "/actors/mayor", "/actors/press", "/sources/page"),
    ],
)
def test_harmful_texts_are_texts(address: str, harmed: httpx.Client) -> None:
    page = harmed.get(address)
    assert page.status_code == 200
    assert SCRIPT not in page.text
    assert all('src="' in script and "static/" in script for script in re.findall("<script[^>]*>", page.text))
    assert page.text.count("</title>") == 1 + page.text.count("<title>", page.text.index("</title>"))
    assert "<img" not in page.text
    assert 'href="javascript' not in page.text


def test_a_template_in_a_text_is_not_filled(harmed: httpx.Client) -> None:
    assert TEMPLATE in harmed.get("/entries/first").text


def test_a_script_for_an_address_is_shown_and_leads_nowhere(harmed: httpx.Client) -> None:
    assert "<bdi>javascript:window.broken=1</bdi>" in harmed.get("/sources/page").text
