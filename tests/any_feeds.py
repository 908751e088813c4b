"""Feeds of any dates and texts, hostile ones among them, for what must always hold."""

from dataclasses import replace

from feeds_made import feed
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from test_dates_properties import anything

from timeline.dates import parse
from timeline.feeds.entries import Citation, Entry, Feed, Named, Place, Source

hostile = st.sampled_from(
    [
        "</script>",
        "]]>",
        "<!--",
        "\0\x07\x1b",
        "a\r\nb\nc\rd",
        "\x0b\x0c\x85\u2028",
        "👩‍👩‍👧",
        "\u202eשלום",
        "\ufffe\uffff",
        "&amp;",
        '\\n,;:"',
    ]
)
texts = st.lists(hostile | st.text(max_size=30), min_size=1, max_size=4).map("".join)
maybe = st.none() | texts
names = st.builds(Named, st.from_regex(r"[a-z]{1,9}", fullmatch=True), texts)
urls = st.sampled_from(
    [None, "https://a.example/b?c=d&e='\u2028", "http://a.example/ü", "javascript:x", "https://a b", '"']
)
sources = st.builds(
    Source, st.from_regex(r"[a-z]{1,9}", fullmatch=True), maybe, st.none() | names, st.just(()), urls, st.none()
)
citations = st.builds(
    Citation,
    st.from_regex(r"[a-z0-9-]{1,9}", fullmatch=True),
    sources,
    maybe,
    maybe,
    maybe,
    st.just(3) | st.none(),
    st.just(9) | st.none(),
    st.none() | anything.map(parse),
    maybe,
)
places = st.builds(Place, texts, st.none() | st.floats(-90, 90), st.none() | st.floats(-180, 180), st.none())
entries = st.builds(
    Entry,
    st.just("slug"),
    st.sampled_from(["EVENT", "STATEMENT"]),
    anything.map(parse),
    date_reason=maybe,
    review=st.sampled_from(["REVIEWED", "DRAFT"]),
    note=maybe,
    headline=maybe,
    topics=st.lists(names, max_size=2).map(tuple),
    citations=st.lists(citations, max_size=2).map(tuple),
    title=maybe,
    summary=maybe,
    category=maybe,
    place=st.none() | places,
    text=maybe,
    form=st.sampled_from(["DIRECT", "INDIRECT", None]),
    medium=maybe,
    speakers=st.lists(names, max_size=2).map(tuple),
)

unhurried = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For what holds of any feed: whole feeds take their time on a busy machine."""


@st.composite
def feeds(draw: st.DrawFn) -> Feed:
    """A feed of a few entries, each with a slug of its own."""
    found = draw(st.lists(entries, max_size=3))
    numbered = tuple(replace(entry, slug=f"entry-{number}") for number, entry in enumerate(found))
    return feed(*numbered, title=draw(texts), description=draw(maybe))
