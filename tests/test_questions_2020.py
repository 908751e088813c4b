"""Questions a reader has about August 2020, answered from the seed data on both databases as its files have it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import made_on
from factories import loaded
from oracle import Ask

from schema import schema
from schema.execution import Executor, Question
from schema.limits import DEFAULT
from timeline.readers import open_reader

FOLDER = Path(__file__).parents[1] / "seed_data" / "belarus-2020"
FILES = [yaml.safe_load(path.read_text()) for path in sorted(FOLDER.rglob("*.yaml"))]
QUESTIONS = {found["slug"]: found for file in FILES for found in file.get("questions", [])}
ARTICLE = "presstv-gs-20200830"
WRITTEN = {
    item["slug"]: (item, [{"source": file.get("source", {}).get("slug")} | one for one in item.get("citations", [])])
    for file in FILES
    for item in [*file.get("events", []), *file.get("statements", [])]
}
"""Events and statements by slug, each with its citations, in an article's file of that article."""


@pytest.fixture(scope="module")
def sqlite_seeded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The seed data on SQLite."""
    path = tmp_path_factory.mktemp("seeded") / "timeline.db"
    shutil.copy(sqlite_template, path)
    loaded(f"sqlite:///{path}", FOLDER)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def postgresql_seeded(server: str, postgresql_template: str) -> Iterator[str]:
    """The seed data on PostgreSQL."""
    for url in made_on(server, postgresql_template):
        loaded(url, FOLDER)
        yield url


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def seeded_url(request: pytest.FixtureRequest) -> str:
    """The seed data on each database."""
    return str(request.getfixturevalue(f"{request.param}_seeded"))


@pytest.fixture
async def ask(seeded_url: str) -> AsyncIterator[Ask]:
    """Asks the seed data within the limits of a server."""
    reader = await open_reader(seeded_url, 2, 5.0)
    executor = Executor(schema._schema, reader, limits=DEFAULT)

    async def ask(query: str) -> Any:
        found = await executor.answer(Question(query))
        assert not found.errors
        return found.data

    yield ask
    await reader.close()


def slugs(page: dict[str, Any]) -> list[str]:
    """The slugs of a page."""
    return [node["slug"] for node in page["nodes"]]


async def test_what_was_known_of_the_police_reserve_on_28_august(ask: Ask) -> None:
    found = await ask("""{
        known: entries(where: {text: "reserve", knownBy: "2020-08-28"}) { nodes { ...Told } }
        later: entries(where: {text: "reserve", not: {knownBy: "2020-08-28"}}) { nodes { ...Told } } }
        fragment Told on Entry { slug citations { source { slug published { edtf } } } }""")
    assert slugs(found["known"]) == ["putin-reserve", "putin-reserve-interview"]
    assert slugs(found["later"]) == ["reserve-agreement", "reserve-formed"]
    days = {
        citation["source"]["published"]["edtf"] for node in found["known"]["nodes"] for citation in node["citations"]
    }
    assert days == {"2020-08-27"}
    assert {one["source"]["slug"] for node in found["later"]["nodes"] for one in node["citations"]} == {ARTICLE}


async def test_who_said_what_in_the_week_of_the_election_and_in_which_source(ask: Ask) -> None:
    found = await ask("""{
        statements(first: 100, where: {during: {from: "2020-08-09", to: "2020-08-16", match: CERTAINLY}}) {
        nodes { slug text speakers { slug } citations { source { slug } } } } }""")
    assert {"yermoshina-0809", "putin-congrats", "pompeo-tweet", "mvd-taraikouski"} < {*slugs(found["statements"])}
    for node in found["statements"]["nodes"]:
        item, cited = WRITTEN[node["slug"]]
        assert (node["text"], [one["slug"] for one in node["speakers"]]) == (item["text"], item["speakers"])
        assert [one["source"]["slug"] for one in node["citations"]] == [one["source"] for one in cited]


async def test_which_accounts_differ_on_the_crowd_of_16_august_and_who_holds_them(ask: Ask) -> None:
    found = await ask("""{ questions(where: {differ: true, about: {any: ["pro-rally-0816"]}}) { nodes { slug
        accounts(orderBy: HOLDER_ASC) { value holder { slug } source { slug } } } } }""")
    (question,) = found["questions"]["nodes"]
    written = QUESTIONS["crowd-pro-rally-0816"]["accounts"]
    told = {(str(one["value"]), one.get("holder"), one.get("source")) for one in written}
    accounts = question["accounts"]
    named = [[one[name] and one[name]["slug"] for one in accounts] for name in ("holder", "source")]
    assert {(one["value"], *pair) for one, pair in zip(accounts, zip(*named, strict=True), strict=True)} == told
    assert named[0] == ["belta", "lukashenko", "mvd-by", "rferl", None]


async def test_the_result_as_it_was_told_by_day(ask: Ask) -> None:
    query = '{{ question(slug: "election-result"{}) {{ accounts(orderBy: HELD_DESC) {{ value }} }} }}'
    first, now = [await ask(query.format(day)) for day in (', knownBy: "2020-08-12"', "")]
    values = [one["value"] for one in first["question"]["accounts"]]
    assert [value[:17] for value in values] == ["Lukashenko 80.23%", "Lukashenko 81.35%"]
    assert len(now["question"]["accounts"]) == len(QUESTIONS["election-result"]["accounts"])


async def test_the_offices_of_lukashenko_on_the_day_of_the_election(ask: Ask) -> None:
    found = await ask("""{ actor(slug: "lukashenko") {
        then: rolesOn(day: "2020-08-09") { title current } later: rolesOn(day: "2021-03") { title } } }""")
    offices = ["President of Belarus", "President, National Olympic Committee of Belarus"]
    assert found["actor"]["then"] == [{"title": offices[0], "current": True}, {"title": offices[1], "current": False}]
    assert found["actor"]["later"] == [{"title": offices[0]}]


async def test_entries_that_sources_date_otherwise(ask: Ask) -> None:
    differing = "first: 100, where: {datesDiffer: true"
    cited = "citations(where: {datesDiffer: true}) { date { edtf } source { slug } }"
    found = await ask(f"""{{ now: entries({differing}}}) {{ nodes {{ slug {cited} }} }}
        then: entries({differing}, knownBy: "2020-08-28"}}) {{ nodes {{ slug {cited} }} }} }}""")
    written = {
        (slug, str(one["date"]), one["source"])
        for slug, (item, cited) in WRITTEN.items()
        for one in cited
        if str(one.get("date", item["date"])) != str(item["date"])
    }
    told = {
        (node["slug"], one["date"]["edtf"], one["source"]["slug"])
        for node in found["now"]["nodes"]
        for one in node["citations"]
    }
    assert told == written
    (then,) = found["then"]["nodes"]
    assert then["slug"] == "putin-internal-matter"
    assert then["citations"] == [{"date": {"edtf": "2020-08-27"}, "source": {"slug": "wapo-20200827"}}]


async def test_what_became_known_between_27_and_30_august(ask: Ask) -> None:
    found = await ask("""{ difference(from: "2020-08-27", to: "2020-08-30") {
        sources { nodes { slug published { edtf } } }
        entries(first: 100) { nodes { slug citations { source { slug } } } } toldAnew { nodes { slug } } } }""")
    sources = found["difference"]["sources"]["nodes"]
    assert {one["published"]["edtf"] for one in sources} == {"2020-08-29", "2020-08-30"}
    assert ARTICLE in slugs({"nodes": sources})
    new = found["difference"]["entries"]["nodes"]
    assert {"reserve-formed", "lukashenko-wins", "reuters-0829", "kremlin-0830"} < {*slugs({"nodes": new})}
    assert all({one["source"]["slug"] for one in node["citations"]} <= {*slugs({"nodes": sources})} for node in new)
    assert {"putin-reserve-interview", "election-day"} < {*slugs(found["difference"]["toldAnew"])}


async def test_who_spoke_of_the_osce_in_august(ask: Ask) -> None:
    found = await ask("""{ actors(orderBy: NAME_ASC, where: {statements: {topics: {any: ["osce"]},
        during: {from: "2020-08", to: "2020-08"}}}) { nodes { name } } }""")
    assert found["actors"]["nodes"] == [{"name": "Sergei Lavrov"}, {"name": "Vladimir Putin"}]


async def test_deaths_outside_a_week_and_not_by_word_of_mouth(ask: Ask) -> None:
    found = await ask("""{ entries(where: {topics: {any: ["deaths"]}, not: {kinds: STATEMENT}, or: [
        {during: {to: "2020-08-12"}}, {during: {from: "2020-08-19", to: "2020-08-31"}}]}) { nodes { slug } } }""")
    assert slugs(found["entries"]) == ["taraikouski-killed", "brest-shooting", "vikhor-dies", "shutau-dies"]
