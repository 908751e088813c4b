"""The feed of the finished examples of all formats: hard dates, texts like markup, and all that can be told."""

from dataclasses import replace
from pathlib import Path

import orjson
from feeds_made import GAZETTE, LEAFLET, citation, event, feed, statement

from timeline.dates import parse
from timeline.feeds.entries import Citation, Entry, Era, Named, Part, Place

EXPECTED = Path(__file__).parent / "expected"
LABOUR = Named("labour", "Labour; unions")


def leaflet(slug: str) -> tuple[Citation, ...]:
    """A citation that quotes nothing."""
    return (citation(f"{slug}-1", None, LEAFLET),)


ENTRIES: tuple[Entry, ...] = (
    event(
        "ides",
        "-0043-03-15",
        "Caesar is killed",
        place=Place("Rome", 41.8953, 12.4823, "IT"),
        category="KILLING",
        citations=leaflet("ides"),
    ),
    event("year-nothing", "0000", "A year the calendar of historians lacks", citations=leaflet("year-nothing")),
    event("sometime", "XXXX", "Nobody knows the year", citations=leaflet("sometime")),
    event("until", "../2020", "It had always been so", citations=leaflet("until")),
    event(
        "strike",
        "2020-08~",
        "=A strike begins",
        review="DRAFT",
        topics=(LABOUR,),
        citations=leaflet("strike"),
    ),
    event("letter", "2020-08?", "A letter is written", date_reason="It names no day.", citations=leaflet("letter")),
    event(
        "ballot",
        "2020-08-09",
        "The ballot, <b>by hand</b>",
        summary="Polls open,\nand close; nobody counts.",
        place=Place("Minsk", 53.9, 27.5667, "BY"),
        participants=(Part(Named("ann", "Ann"), "observer"),),
        citations=(
            citation("ballot-1", prefix="At eight ", suffix=" all over", start=9, end=21),
            citation("ballot-2", None, LEAFLET, date=parse("2020-08-10"), note="printed later"),
        ),
    ),
    event("protests", "2020-08-09/..", "Protests", citations=leaflet("protests")),
    statement(
        "quote",
        "2020-08-09T20:30:00+03:00",
        "We won. </script> ]]> שלום",
        medium="on television",
        attitude="ASSERTED",
        speakers=(Named("ann", "Ann"), Named("bob", "Bob & Co")),
        addressees=(Named("press", "the press"),),
        about=("ballot",),
        topics=(LABOUR,),
        citations=(citation("quote-1", "“We won.”", GAZETTE, prefix="said: ", start=100, end=109),),
    ),
    event("call", "2020-08-09T14:05:00", "A call, on a clock of no known zone", citations=leaflet("call")),
    event("midnight", "2020-08-10T00:00:00Z", "The day begins", citations=leaflet("midnight")),
    event(
        "camp",
        "2020-08-26/2020-08-29",
        "A camp of four days",
        headline="Four days in tents",
        group="Outdoors",
        part_of="protests",
        citations=leaflet("camp"),
    ),
    event("before", "[..2020-08-30]", "Found on 30 August, made at some time before", citations=leaflet("before")),
)
FEED = feed(
    *ENTRIES,
    title="Hard dates",
    description="One of each, & more",
    total=20,
    following="https://timeline.example/timelines/made-up/feed/format?first=13&after=x",
)
WITH_ERA = replace(FEED, eras=(Era("Summer", parse("2020-06/2020-08")),))
"""For the formats that have a place for it."""


def expected(name: str) -> str:
    """The finished example of a format."""
    return (EXPECTED / name).read_bytes().decode()


def indented(body: bytes) -> str:
    """JSON for people."""
    return orjson.dumps(orjson.loads(body), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
