"""A feed of hard dates for the examples of all formats, and feeds of any dates and texts for what must always hold."""

from dataclasses import replace
from pathlib import Path

import orjson
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.test_dates_properties import anything
from timeline.dates import parse
from timeline.feeds.entries import Citation, Entry, Feed, Named, Part, Place, Source

EXPECTED = Path(__file__).parent / "expected"
ADDRESS = "https://timeline.example"

GAZETTE = Source(
    "gazette-ballot",
    "Polls close",
    Named("gazette", "The Gazette"),
    (Named("wire", "Wire"),),
    "https://gazette.example/ballot?id=1&page=2",
    parse("2020-08-10"),
)
LEAFLET = Source("leaflet", "A leaflet", url="javascript:alert(1)")
ROME = Place("Rome", 41.8953, 12.4823, "IT")


def event(slug: str, date: str, title: str) -> Entry:
    """An event with a date, and a citation of the leaflet that quotes nothing."""
    return Entry(slug, "EVENT", parse(date), title=title, citations=(Citation(f"{slug}-1", LEAFLET),))


ENTRIES = (
    replace(event("ides", "-0043-03-15", "Caesar is killed"), place=ROME, category="KILLING"),
    event("year-nothing", "0000", "A year the calendar of historians lacks"),
    event("sometime", "XXXX", "Nobody knows the year"),
    event("until", "../2020", "It had always been so"),
    replace(
        event("strike", "2020-08~", "A strike begins"), review="DRAFT", topics=(Named("labour", "Labour; unions"),)
    ),
    event("letter", "2020-08?", "A letter is written"),
    replace(
        event("ballot", "2020-08-09", "The ballot, <b>by hand</b>"),
        summary="Polls open,\nand close; nobody counts.",
        place=Place("Minsk", 53.9, 27.5667, "BY"),
        participants=(Part(Named("ann", "Ann"), "observer"),),
        citations=(
            Citation("ballot-1", GAZETTE, "polls opened", "At eight ", " all over", 9, 21),
            Citation("ballot-2", LEAFLET, date=parse("2020-08-10"), note="printed later"),
        ),
    ),
    event("protests", "2020-08-09/..", "Protests"),
    Entry(
        "quote",
        "STATEMENT",
        parse("2020-08-09T20:30:00+03:00"),
        text="We won. </script> ]]> שלום",
        form="DIRECT",
        medium="on television",
        attitude="ASSERTED",
        speakers=(Named("ann", "Ann"), Named("bob", "Bob & Co")),
        addressees=(Named("press", "the press"),),
        about=("ballot",),
        topics=(Named("labour", "Labour; unions"),),
        citations=(Citation("quote-1", GAZETTE, "“We won.”", "said: ", None, 100, 109),),
    ),
    event("call", "2020-08-09T14:05:00", "A call, on a clock of no known zone"),
    event("midnight", "2020-08-10T00:00:00Z", "The day begins"),
    event("camp", "2020-08-26/2020-08-29", "A camp of four days"),
    event("before", "[..2020-08-30]", "Found on 30 August, made at some time before"),
)

FEED = Feed(
    "hard-dates",
    "Hard dates",
    ENTRIES,
    ADDRESS,
    f"{ADDRESS}/timelines/hard-dates/feed/format?first=13",
    f"{ADDRESS}/timelines/hard-dates",
    description="One of each, & more",
    updated="2026-01-02T03:04:05Z",
    total=20,
    following=f"{ADDRESS}/timelines/hard-dates/feed/format?first=13&after=x",
)


def expected(name: str) -> str:
    """The finished example of a format."""
    return (EXPECTED / name).read_bytes().decode()


def indented(body: bytes) -> str:
    """JSON for people."""
    return orjson.dumps(orjson.loads(body), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


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
    return replace(FEED, title=draw(texts), description=draw(maybe), entries=numbered, total=len(numbered))
