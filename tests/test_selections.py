"""Selections: what the parameters of an address select, on real databases."""

from feeds_made import ADDRESS, hard, selected


def test_a_timeline_is_read_with_all_that_belongs_to_it(belarus_url: str) -> None:
    feed = selected(belarus_url, "belarus-2020")
    assert (len(feed.entries), feed.total, feed.following, feed.previous) == (247, 247, None, None)
    assert (feed.page, len(feed.eras)) == (f"{ADDRESS}/timelines/belarus-2020", 5)
    entry = next(entry for entry in feed.entries if entry.slug == "election-day")
    assert (entry.group, entry.date.edtf, entry.part_of) == ("Election", "2020-08-09", "belarus-crisis-2020")
    assert [part.role for part in entry.participants][:2] == ["organiser", "candidate"]
    citation = entry.citations[0]
    assert (citation.exact, citation.prefix, citation.start, citation.end) == ("August 9 elections", "the ", 668, 686)
    assert citation.source.publisher is not None
    assert citation.source.publisher.name == "Press TV"
    said = next(entry for entry in feed.entries if entry.slug == "putin-reserve")
    assert (said.kind, [speaker.slug for speaker in said.speakers]) == ("STATEMENT", ["putin"])


def test_the_made_up_feed_has_every_kind_of_date() -> None:
    assert {entry.kind for entry in hard().entries} == {"EVENT", "STATEMENT"}
