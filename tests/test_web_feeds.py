"""Feeds at their addresses, on a real server: what they are sent with, and why some are not."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from program import FLOOD, runs_in
from servers import Server, serving
from starlette.datastructures import Headers

from timeline.feeds import FORMATS
from timeline.web.feeds import negotiated

CSV, LINES = "/timelines/belarus-2020/feed/csv", "/timelines/belarus-2020/feed/jsonl"


@pytest.fixture(scope="module")
def client(belarus_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server with the timeline that comes with the program."""
    with (
        serving(belarus_url, tmp_path_factory.mktemp("feeds")) as server,
        httpx.Client(base_url=server.address) as http,
    ):
        yield http


def fault(answer: httpx.Response) -> tuple[int, str, str]:
    """The status, code and message of a refusal."""
    (error, *_) = answer.json()["errors"]
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, error["extensions"]["code"], error["message"]


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_every_format_comes_with_its_media_type_and_a_name_to_keep_it_by(form: Any, client: httpx.Client) -> None:
    answer = client.get(f"/timelines/belarus-2020/feed/{form.name}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, form.media_type)
    assert answer.headers["content-disposition"] == f'inline; filename="belarus-2020.{form.ending}"'
    assert int(answer.headers["x-timeline-omitted"]) >= 0
    assert client.get(f"/entries/feed/{form.name}?max=5").status_code == 200


def test_a_feed_is_kept_until_the_data_change(database: str, tmp_path: Path) -> None:
    with serving(database, tmp_path) as server, httpx.Client(base_url=server.address) as http:
        first = http.get("/entries/feed/csv")
        kept = {"if-none-match": first.headers["etag"]}
        again = http.get("/entries/feed/csv", headers=kept)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        (tmp_path / "flood.yaml").write_text(FLOOD)
        assert runs_in(tmp_path)("load", "flood.yaml", "--database-url", database).returncode == 0
        assert http.get("/entries/feed/csv", headers=kept).status_code == 200


def test_each_address_and_host_has_a_tag_of_its_own(client: httpx.Client) -> None:
    hosts = [{"host": "a.example"}, {"host": "b.example"}]
    answers = [client.get(f"{CSV}?first={n}", headers=host) for n in (1, 2) for host in hosts]
    assert len({answer.headers["etag"] for answer in answers}) == 4


def test_head_is_get_without_the_body_and_other_methods_are_told_so(client: httpx.Client) -> None:
    get, head = client.get(CSV), client.head(CSV)
    assert (head.content, head.headers["etag"]) == (b"", get.headers["etag"])
    assert head.headers["content-length"] == str(len(get.content))
    refused = client.post(CSV)
    assert fault(refused)[:2] == (405, "METHOD_NOT_ALLOWED")
    assert {name.strip() for name in refused.headers["allow"].split(",")} == {"GET", "HEAD"}


def test_pages_of_any_origin_may_read_a_feed_and_what_it_is_sent_with(client: httpx.Client) -> None:
    answer = client.get(f"{CSV}?first=1", headers={"origin": "https://paper.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"].lower()
    assert all(name in exposed for name in ("link", "etag", "x-timeline-omitted"))


def test_pages_follow_one_another_to_the_end(client: httpx.Client) -> None:
    found, address = [], f"{LINES}?first=100&kinds=EVENT"
    while address:
        answer = client.get(address)
        found += [line.partition('"slug":"')[2].partition('"')[0] for line in answer.text.splitlines()]
        address = answer.links.get("next", {}).get("url", "")
    assert (len(found), len(set(found))) == (122, 122)
    assert answer.links["prev"]["url"].startswith(str(client.base_url))


def test_what_a_density_passes_over_is_counted(client: httpx.Client) -> None:
    answer = client.get(f"{LINES}?max=10")
    assert len(answer.text.splitlines()) == 10
    assert (answer.headers["x-timeline-omitted"], answer.headers["x-timeline-omitted-reasons"]) == (
        "242",
        "237 density; 5 an era is no entry",
    )


WITHIN: dict[str, Callable[[str], int]] = {
    "atom": lambda text: int(text.partition("<!-- omitted: ")[2].partition(" ")[0]),
    "geojson": lambda text: int(json.loads(text)["omitted"]),
    "ical": lambda text: int(text.partition("X-TIMELINE-OMITTED:")[2].partition("\n")[0]),
    "json-feed": lambda text: int(json.loads(text)["_timeline"]["omitted"]),
    "schema-org": lambda text: int(json.loads(text)["additionalProperty"]["value"]),
    "timelinejs": lambda text: sum(part["number"] for part in json.loads(text)["omitted"]),
    "vis-timeline": lambda text: sum(part["number"] for part in json.loads(text)["omitted"]),
    "web-annotation": lambda text: int(json.loads(text)["timeline:omitted"]),
}


@pytest.mark.parametrize("name", WITHIN)
def test_a_feed_itself_tells_how_much_is_left_out(name: str, client: httpx.Client) -> None:
    for query in ("max=10", "first=20"):
        answer = client.get(f"/timelines/belarus-2020/feed/{name}?{query}")
        assert WITHIN[name](answer.text) == int(answer.headers["x-timeline-omitted"])
    assert (
        "237 density" in client.get(f"/timelines/belarus-2020/feed/{name}?max=10").headers["x-timeline-omitted-reasons"]
    )


@pytest.mark.parametrize(
    ("address", "status", "code", "words"),
    [
        ("/timelines/nowhere/feed/csv", 404, "NOT_FOUND", "there is no timeline 'nowhere'; there is belarus-2020"),
        ("/timelines/nowhere/feed/csv?max=5", 404, "NOT_FOUND", "there is no timeline 'nowhere'"),
        ("/entries/feed/pdf", 404, "NOT_FOUND", "there are timelinejs"),
        ("/entries/feed/csv?colour=red", 400, "BAD_USER_INPUT", "before, max"),
        ("/entries/feed/csv?kinds=things", 400, "VARIABLES_INVALID", "'EntryKind'"),
        ("/entries/feed/csv?during=August", 400, "BAD_USER_INPUT", "EDTF"),
        ("/entries/feed/csv?from=August", 400, "BAD_USER_INPUT", "EDTF"),
        ("/entries/feed/csv?from=2020&during=2020", 400, "BAD_USER_INPUT", "2 times"),
        ("/entries/feed/csv?during=surely:2020", 400, "VARIABLES_INVALID", "SURELY"),
        ("/entries/feed/csv?first=1001", 400, "BAD_USER_INPUT", "0 to 1000"),
        ("/entries/feed/csv?first=many", 400, "VARIABLES_INVALID", "'many'"),
        ("/entries/feed/csv?max=101", 400, "BAD_USER_INPUT", "0 to 100"),
        ("/entries/feed/csv?after=x", 400, "BAD_USER_INPUT", "cursor"),
        ("/entries/feed/csv?where={", 400, "BAD_USER_INPUT", "not JSON"),
        ("/entries/feed/csv?where=[]", 400, "VARIABLES_INVALID", "EntryWhere"),
        ("/entries/feed/csv?text=a&text=b", 400, "BAD_USER_INPUT", "2 times"),
        ("/entries/feed/csv?datesDiffer=maybe", 400, "VARIABLES_INVALID", "Boolean"),
    ],
)
def test_a_refusal_is_the_apis(address: str, status: int, code: str, words: str, client: httpx.Client) -> None:
    told = fault(client.get(address))
    assert told[:2] == (status, code)
    assert words in told[2]


def test_a_filter_beyond_the_limits_is_refused(client: httpx.Client) -> None:
    deep = '{"not":' * 30 + "{}" + "}" * 30
    assert fault(client.get("/entries/feed/csv", params={"where": deep}))[:2] == (400, "LIMIT_EXCEEDED")


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", None),
        ("*/*", None),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", None),
        ("text/csv", "csv"),
        ("text/csv, */*", "csv"),
        ("text/csv;q=0.5, text/html", None),
        ("text/html;q=0.5, Text/CSV; q=0.9", "csv"),
        ("application/x-ndjson", "jsonl"),
        ("application/json", "json-feed"),
        ("application/json, text/plain, */*", "json-feed"),
        ("text/calendar", "ical"),
        ("application/atom+xml", "atom"),
        ("application/geo+json", "geojson"),
        ("application/ld+json", "schema-org"),
        ('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', "web-annotation"),
        ("image/png", None),
        ("text/csv;q=0", None),
    ],
)
def test_a_client_gets_the_form_it_prefers(accept: str, name: str | None) -> None:
    assert negotiated(Headers({"accept": accept})) == name


def test_a_timelines_address_is_a_feed_for_who_prefers_one(client: httpx.Client) -> None:
    answer = client.get("/timelines/belarus-2020?first=2", headers={"accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, FORMATS["csv"].media_type)
    assert "accept" in answer.headers["vary"].lower()
    assert answer.links["next"]["url"].partition("?")[0].endswith(CSV)


@pytest.mark.parametrize(
    "query",
    [
        "text=&actors=&topics=&kinds=&from=&to=&knownBy=",
        "text=election&actors=&topics=&kinds=STATEMENT&from=+2020-08-10&to=2020-08-31&knownBy=",
        "kinds=event&from=2020-08-10",
        "actors=lukashenko&to=2020-08-31&knownBy=2020-08-30",
        "topics=crackdown&kinds=EVENT",
    ],
)
def test_the_address_of_a_page_is_that_of_a_feed_of_the_same_entries(query: str, client: httpx.Client) -> None:
    address = f"/timelines/belarus-2020?{query}"
    rows = client.get(address, headers={"accept": "application/jsonl"}).text.splitlines()
    told = [row.partition('"slug":"')[2].partition('"')[0] for row in rows]
    page = client.get(address, headers={"accept": "text/html"}).text
    shown = re.findall(r'<li class="entry [a-z]+" id="([^"]+)"', page)
    assert shown == told[: len(shown)]
    assert told
    assert f">{len(told)} entries</h2>" in page


def test_a_feed_on_both_databases_holds_what_the_api_answers(serving_world: Server) -> None:
    (slug, *_) = httpx.post(
        f"{serving_world.address}/graphql", json={"query": "{ timelines { nodes { slug } } }"}
    ).json()["data"]["timelines"]["nodes"]
    query = "query ($s: String!) { timeline(slug: $s) { entries(first: 100) { nodes { slug } } } }"
    asked = httpx.post(f"{serving_world.address}/graphql", json={"query": query, "variables": {"s": slug["slug"]}})
    feed = httpx.get(f"{serving_world.address}/timelines/{slug['slug']}/feed/jsonl")
    told = [node["slug"] for node in asked.json()["data"]["timeline"]["entries"]["nodes"]]
    assert told == [line.partition('"slug":"')[2].partition('"')[0] for line in feed.text.splitlines()]
