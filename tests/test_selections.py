"""Selections: what the parameters of an address select, on real databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import made_on
from feeds_made import ADDRESS, selected
from program import runs_in

from timeline.dates import certainly, parse
from timeline.exceptions import NotFoundError
from timeline.selections import Address, SelectionError, names, read

SLUG = "belarus-2020"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def belarus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The timeline that comes with the program, on each database."""
    if request.param == "sqlite":
        yield str(request.getfixturevalue("belarus_url"))
        return
    folder: Path = tmp_path_factory.mktemp("seed")
    for url in made_on(request.getfixturevalue("server"), request.getfixturevalue("postgresql_template")):
        assert runs_in(folder)("load", "--seed-data", "--database-url", url).returncode == 0
        yield url


def test_a_timeline_is_read_with_all_that_belongs_to_it(belarus: str) -> None:
    feed = selected(belarus, SLUG)
    assert (len(feed.entries), feed.total, feed.following, feed.previous) == (247, 247, None, None)
    assert (feed.page, feed.link(feed.entries[0])) == (
        f"{ADDRESS}/timelines/{SLUG}",
        f"{ADDRESS}/entries/{feed.entries[0].slug}",
    )
    assert feed.title == "The Belarusian election crisis, 2020-2021"
    assert [era.date.edtf for era in feed.eras][:2] == ["2020-05-08/2020-08-08", "2020-08-09/2020-08-31"]
    assert (len(feed.updated), feed.updated[-1]) == (20, "Z")


def test_an_event_comes_with_place_parts_and_exact_words(belarus: str) -> None:
    (event,) = selected(belarus, SLUG, ("slugs", "election-day")).entries
    assert (event.kind, event.group, event.date.edtf) == ("EVENT", "Election", "2020-08-09")
    assert event.part_of == "belarus-crisis-2020"
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Belarus (nationwide)", "BY")
    assert [part.role for part in event.participants][:2] == ["organiser", "candidate"]
    citation = event.citations[0]
    assert (citation.exact, citation.prefix, citation.start, citation.end) == ("August 9 elections", "the ", 668, 686)
    assert citation.source.publisher is not None
    assert [citation.source.publisher.name, *(host.name for host in citation.source.hosts)] == [
        "Press TV",
        "GlobalSecurity.org",
    ]
    assert citation.source.published is not None
    assert citation.source.published.edtf == "2020-08-30"


def test_a_statement_comes_with_its_speaker_and_what_it_is_about(belarus: str) -> None:
    (said,) = selected(belarus, SLUG, ("slugs", "putin-internal-matter")).entries
    assert (said.kind, [speaker.slug for speaker in said.speakers]) == ("STATEMENT", ["putin"])
    assert said.form in ("DIRECT", "INDIRECT", "MIXED")
    assert said.text
    assert any(citation.date for citation in said.citations)


@pytest.mark.parametrize("size", [1, 99, 100, 101, 247])
def test_pages_follow_one_another_both_ways_and_none_is_lost(size: int, belarus: str) -> None:
    whole = [entry.slug for entry in selected(belarus, SLUG).entries]
    first = selected(belarus, SLUG, ("first", str(size)))
    last = selected(belarus, SLUG, ("last", str(size)))
    assert [entry.slug for entry in first.entries] == whole[:size]
    assert [entry.slug for entry in last.entries] == whole[-size:]
    assert (first.previous, last.following) == (None, None)
    assert (first.following is None, last.previous is None) == (size == 247, size == 247)
    assert (first.total, last.total) == (247, 247)


def test_the_address_of_the_next_page_keeps_the_filter_and_the_size(belarus: str) -> None:
    asked = (("kinds", "EVENT"), ("first", "100"))
    first = selected(belarus, None, *asked)
    assert first.following is not None
    query = first.following.partition("?")[2].split("&")
    assert query[:2] == ["kinds=EVENT", "first=100"]
    second = selected(belarus, None, *asked, ("after", query[2].removeprefix("after=")))
    assert (len(first.entries), len(second.entries), second.following) == (100, 22, None)
    assert second.previous is not None
    assert not {entry.slug for entry in first.entries} & {entry.slug for entry in second.entries}


def test_a_density_holds_the_most_telling_and_counts_the_others(belarus: str) -> None:
    feed = selected(belarus, SLUG, ("max", "4"), ("during", "2020-08"))
    assert [entry.slug for entry in feed.entries] == [
        "crackdown-2020",
        "belarus-crisis-2020",
        "election-day",
        "putin-reserve-interview",
    ]
    assert (feed.total, feed.passed_over, feed.following) == (129, 125, None)
    assert feed.entries[2].group == "Election"


def test_a_density_of_a_timeline_keeps_the_conditions_it_is_given(belarus: str) -> None:
    alone = selected(belarus, SLUG, ("max", "9"), ("where", '{"and": [{"kinds": ["STATEMENT"]}]}'))
    assert (alone.total, {entry.kind for entry in alone.entries}) == (125, {"STATEMENT"})


def test_entries_are_told_as_the_world_stood_that_day(belarus: str) -> None:
    before, after = (
        {entry.slug: entry for entry in selected(belarus, SLUG, ("knownBy", day)).entries}
        for day in ("2020-08-28", "2020-08-30")
    )
    assert set(before) < set(after)
    days = [citation.source.published for entry in before.values() for citation in entry.citations]
    assert all(day is not None and day.edtf <= "2020-08-28" for day in days)


def test_all_entries_are_a_feed_of_their_own(belarus: str) -> None:
    feed = selected(belarus, None, ("actors", "putin,lukashenko"), ("during", "certainly:2020-08"))
    assert (feed.slug, feed.page, feed.eras) == ("entries", f"{ADDRESS}/", ())
    assert 0 < feed.total < 100
    assert all(certainly(entry.date, parse("2020-08")) for entry in feed.entries)
    possibly = selected(belarus, None, ("actors", "putin,lukashenko"), ("during", "2020-08"))
    assert possibly.total > feed.total


@pytest.mark.parametrize("more", [(), (("max", "5"),)])
def test_a_timeline_that_is_none_is_told(more: tuple[tuple[str, str], ...], belarus: str) -> None:
    with pytest.raises(NotFoundError, match="no timeline 'nowhere'"):
        selected(belarus, "nowhere", *more)


def test_nothing_found_is_an_empty_feed(belarus: str) -> None:
    feed = selected(belarus, SLUG, ("text", "zzzz"))
    assert (feed.entries, feed.total, feed.following, feed.previous) == ((), 0, None, None)
    assert selected(belarus, SLUG, ("first", "0")).following is None


@pytest.mark.parametrize(
    ("parameters", "where"),
    [
        ("text=a, b", {"text": "a, b"}),
        ("kinds=EVENT,STATEMENT", {"kinds": ["EVENT", "STATEMENT"]}),
        ("review=DRAFT&review=REVIEWED", {"review": ["DRAFT", "REVIEWED"]}),
        ("datesDiffer=true", {"datesDiffer": True}),
        ("actors=putin,lukashenko", {"actors": {"any": ["putin", "lukashenko"]}}),
        ("actors=all:a,b&actors=none:c", {"actors": {"all": ["a", "b"], "none": ["c"]}}),
        ("during=2020-08", {"during": {"from": "2020-08", "to": "2020-08"}}),
        ("during=-0043/0000", {"during": {"from": "-0043", "to": "0000"}}),
        ("during=2020-08/..", {"during": {"from": "2020-08"}}),
        ("during=/2020-08", {"during": {"to": "2020-08"}}),
        ("during=certainly:2020", {"during": {"from": "2020", "to": "2020", "match": "CERTAINLY"}}),
        ("during=2020-08-09T20:00:00Z", {"during": dict.fromkeys(("from", "to"), "2020-08-09T20:00:00Z")}),
        ("becameKnown=2020-08-28/2020-08-29", {"becameKnown": {"from": "2020-08-28", "to": "2020-08-29"}}),
        ('where={"not": {"kinds": ["EVENT"]}}&text=a', {"text": "a", "not": {"kinds": ["EVENT"]}}),
        ("text=&actors=&during=", {}),
    ],
)
def test_parameters_say_what_the_filter_of_the_api_says(parameters: str, where: object) -> None:
    pairs = [tuple(pair.split("=", 1)) for pair in parameters.split("&")]
    assert read((name, value) for name, value in pairs).where == where


@pytest.mark.parametrize(
    ("pairs", "words"),
    [
        ([("colour", "red")], "no parameter 'colour'; there are text, "),
        ([("colour", "")], "no parameter 'colour'"),
        ([("place", "Minsk")], "no parameter 'place'"),
        ([("text", "a"), ("text", "b")], "given 2 times"),
        ([("first", "1001")], "0 to 1000"),
        ([("first", "-1")], "0 to 1000"),
        ([("where", "{")], "where is not JSON"),
        ([("where", '{"text": "a"}'), ("text", "b")], "in where and beside it"),
    ],
)
def test_a_parameter_that_selects_nothing_is_told(pairs: list[tuple[str, str]], words: str) -> None:
    with pytest.raises(SelectionError, match=words):
        read(pairs)


def test_max_has_no_pages(belarus_url: str) -> None:
    with pytest.raises(SelectionError, match="leave out first"):
        selected(belarus_url, SLUG, ("max", "5"), ("first", "5"))


def test_every_parameter_is_named_once() -> None:
    assert len(set(names())) == len(names())
    assert {"text", "actors", "during", "knownBy", "where", "first", "max"} <= set(names())


def test_an_address_is_written_so_that_nothing_gets_out_of_it() -> None:
    address = Address("https://a.example", "/x", (("text", '"><script>&\r\n'),))
    assert str(address) == "https://a.example/x?text=%22%3E%3Cscript%3E%26%0D%0A"
