"""Search: whatever somebody types finds the records that have its words, the best first, the same on both databases."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from oracle import FEW, ROWS, Ask
from world import Row

from timeline.dialects import Phrase
from timeline.kinds import Review
from timeline.search import MOST_TERMS, PASSAGE, Search


def read(row: Row) -> bool:
    """Whether a person has read an entry."""
    return bool(row["review"] == Review.REVIEWED)


SEARCH = """
query ($text: String!, $where: SearchWhere, $first: Int, $after: String) {
  search(text: $text, where: $where, first: $first, after: $after) {
    totalCount
    pageInfo { endCursor hasNextPage }
    nodes {
      kind slug passage { text marked }
      node { __typename ... on Actor { slug } ... on Event { slug } ... on Statement { slug } ... on Source { slug } }
    }
  }
}
"""


async def found(ask: Ask, text: str, **more: Any) -> list[tuple[str, str]]:
    """The kinds and slugs that a search finds, each leading to its record."""
    nodes = (await ask(SEARCH, text=text, **more))["search"]["nodes"]
    for hit in nodes:
        assert hit["node"]["__typename"].upper() == hit["kind"]
        assert hit["node"].get("slug") in (hit["slug"], None)
    return [(hit["kind"], hit["slug"]) for hit in nodes]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Minsk protests", [("minsk",), ("protest",)]),
        ('"marched in Minsk" Sunday', [("march", "in", "minsk"), ("sunday",)]),
        ("What was said in Minsk?", [("said",), ("minsk",)]),
        ("who is who", [("who",), ("is",)]),
        ("covid19 2020-08-09 Vot-Tak", [("covid", "19"), ("2020", "08", "09"), ("vot", "tak")]),
        ("35,500 Minsk,Hrodna 10:30 U.S.", [("35", "500"), ("minsk",), ("hrodna",), ("10", "30"), ("u", "s")]),
        ("北京 मिन्स्क", [("bei", "jing"), ("minsk",)]),
        ("Min\u00adsk, Minsk", [("minsk",)]),
        ("Minsk -Hrodna", [("minsk",), ("hrodna",)]),
        ('"who is" who', [("who", "is")]),
        ('" * NEAR( : -', [("near",)]),
        ("🎈", []),
    ],
)
def test_words_are_read_from_what_somebody_types(text: str, terms: list[tuple[str, ...]]) -> None:
    assert [term.words for term in Search.of(text).terms] == terms


def test_a_star_after_a_word_stands_for_its_end_and_many_words_are_cut() -> None:
    assert Search.of("luka* x").terms == (Phrase(("luka",), True), Phrase(("x",)))
    assert Search.of('a* "vot ta*"').terms == (Phrase(("a",), True), Phrase(("vot", "ta"), True))
    assert [len(term.words) for term in Search.of("北" * 5000).terms] == [MOST_TERMS]
    assert [term.words for term in Search.of("a* b* c* d* e").terms] == [("a",), ("b",), ("c",), ("e",)]
    assert len(Search.of(" ".join(f"w{'x' * number}" for number in range(5000))).terms) == MOST_TERMS


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("minsk", "People marched in [Minsk] and in Hrodna."),
        ("HRODNA march*", "People [marched] in Minsk and in [Hrodna]."),
        ('"marched in Minsk" in', "People [marched in Minsk] and in Hrodna."),
        ('"title people"', "A [title]"),
        ("peop* people", "[People] marched in Minsk and in Hrodna."),
        ("in*", "People marched [in] Minsk and [in] Hrodna."),
        ("absent", "A title"),
    ],
)
def test_a_passage_marks_what_was_found(text: str, passage: str) -> None:
    segments = Search.of(text).passage(["A title", None, "People marched in Minsk and in Hrodna."])
    assert "".join(f"[{text}]" if marked else text for text, marked in segments) == passage


def test_a_passage_of_a_long_text_is_cut_round_the_first_mark() -> None:
    segments = Search.of("needle").passage(["hay " * 500 + "needle " + "hay " * 500])
    whole = "".join(segment.text for segment in segments)
    assert [segment.text for segment in segments if segment.marked] == ["needle"]
    assert whole.startswith("… hay")
    assert whole.endswith("hay …")
    assert len(whole) <= PASSAGE + 4


def test_a_passage_of_a_long_text_is_cut_where_most_terms_stand_together() -> None:
    text = "Minsk " + "hay " * 200 + "the crackdown in Minsk " + "hay " * 100 + "crackdown"
    segments = Search.of("Minsk crackdown").passage([text])
    assert [segment.text for segment in segments if segment.marked] == ["crackdown", "Minsk"]


@pytest.mark.parametrize("seen", ["👩‍👩‍👧", "👍🏽", "☂\u0301\u0323"])
def test_a_passage_is_cut_between_characters_as_they_are_seen(seen: str) -> None:
    segments = Search.of("needle").passage([seen * 200 + "needle" + seen * 200])
    assert [segment.text.strip("… ").replace(seen, "") for segment in segments] == ["", "", "needle", "", ""]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("event 7", {("EVENT", "event-7")}),
        ("EVENTS   7", {("EVENT", "event-7")}),
        ("ivent 7", set()),
        ('"7 event"', set()),
        ('"Имя 8"', {("ACTOR", "actor-4")}),
        ('"imya 8"', {("ACTOR", "actor-4")}),
        ("abc", {("SOURCE", "source-1")}),
        ("wor* 41", {("STATEMENT", "said-41")}),
        ("suva", {("EVENT", row["slug"]) for row in ROWS["entry"] if row.get("place_name") == "Suva" and read(row)}),
    ],
)
async def test_all_words_of_a_search_are_found(ask: Ask, text: str, hits: set[tuple[str, str]]) -> None:
    assert set(await found(ask, text)) == hits


async def test_names_come_before_texts_and_short_before_long(ask: Ask) -> None:
    """An actor is called so, a question speaks of it in more words, statements only quote it."""
    named = await found(ask, "1")
    assert named[0] == ("ACTOR", "actor-1")
    lengths = [len(slug.split("-")) for _, slug in named]
    assert lengths == sorted(lengths)


async def test_drafts_are_found_only_when_asked_for(ask: Ask) -> None:
    assert await found(ask, "event 9") == []
    assert await found(ask, "event 9", where={"review": ["DRAFT"]}) == [("EVENT", "event-9")]


async def test_a_search_is_narrowed_by_kind_and_day(ask: Ask) -> None:
    assert {kind for kind, _ in await found(ask, "1", where={"kinds": ["SOURCE", "ACTOR"]})} == {"SOURCE", "ACTOR"}
    known = {slug for kind, slug in await found(ask, "article", where={"kinds": ["SOURCE"], "knownBy": "2020-08-29"})}
    sources = await ask('{ sources(where: { knownBy: "2020-08-29" }) { nodes { slug } } }')
    assert known == {node["slug"] for node in sources["sources"]["nodes"]} != set()


async def test_pages_of_a_search_follow_one_another(ask: Ask) -> None:
    whole = await found(ask, "event", first=100)
    walked: list[tuple[str, str]] = []
    after = None
    while True:
        page = (await ask(SEARCH, text="event", first=7, after=after))["search"]
        assert page["totalCount"] == len(whole)
        walked += [(hit["kind"], hit["slug"]) for hit in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]
    assert walked == whole


@FEW
@given(st.text(max_size=40) | st.text(alphabet="ab\"*()^:-&|!<>\\' evnt", max_size=40))
@example('"')
@example("NEAR(a b")
@example("name : x")
@example("a & ! b | (c <-> d):*A")
@example("x" * 10_000)
@example("event " * 2_000)
async def test_whatever_is_typed_is_a_search(ask: Ask, text: str) -> None:
    for hit in (await ask(SEARCH, text=text))["search"]["nodes"]:
        assert any(segment["marked"] for segment in hit["passage"])
