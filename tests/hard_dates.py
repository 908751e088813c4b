"""A made-up timeline of dates that widgets get wrong, and of texts that they might take for markup."""

from timeline.dates import parse
from timeline.feeds.entries import Citation, Entry, Era, Feed, Named, Place, Source

# What each entry is called, its date, and the first day and last day of its bounds in historical years; None where
# nobody knows or gives one.
DATES = {
    "ides": ("-0043-03-15", (-44, 3, 15), (-44, 3, 15)),
    "year-0": ("0000", (-1, 1, 1), (-1, 12, 31)),
    "year-1": ("0001", (1, 1, 1), (1, 12, 31)),
    "leap-day": ("0004-02-29", (4, 2, 29), (4, 2, 29)),
    "circa": ("0476~", (476, 1, 1), (476, 12, 31)),
    "uncertain": ("1066-10?", (1066, 10, 1), (1066, 10, 31)),
    "century": ("12XX", (1200, 1, 1), (1299, 12, 31)),
    "before": ("[..1760-12-03]", None, (1760, 12, 3)),
    "year-to-day": ("1914/1918-11-11", (1914, 1, 1), (1918, 11, 11)),
    "start-unknown": ("/1985", None, (1985, 12, 31)),
    "midnight": ("2020-08-09T00:00:00", (2020, 8, 9), (2020, 8, 9)),
    "zone": ("2020-08-09T23:30:00-04:00", (2020, 8, 10), (2020, 8, 10)),
    "summer": ("2020-22", (2020, 6, 1), (2020, 8, 31)),
    "open": ("2020-08-09/..", (2020, 8, 9), None),
    "end-unknown": ("2020-08-10/", (2020, 8, 10), None),
}
NOWHERE = {"nobody-knows": "/..", "big-bang": "Y-13800000000"}
MARKUP = """<img src=x onerror="console.error('run')"> & 'so on'"""
WORDS = f"{MARKUP} youtu.be/x spotify iframe a.pdf imgur.com/x a jpg? yes"


def entry(slug: str, edtf: str, **more: object) -> Entry:
    """An event of that date."""
    return Entry(**{"slug": slug, "kind": "EVENT", "date": parse(edtf), "title": f"The {slug}", **more})  # type: ignore[arg-type]


def citation(key: str, exact: str | None = None, url: str | None = "https://news.example/1?a=1&b=2") -> Citation:
    """A place in a source."""
    source = Source(
        key, "Five at noon", Named("daily", "The Daily"), (Named("mirror", "A Mirror"),), url, parse("2020-08-10")
    )
    return Citation(f"{key}-1", source, exact)


def feed(*entries: Entry, **more: object) -> Feed:
    """A feed of these entries."""
    return Feed(
        **{  # type: ignore[arg-type]
            "slug": "hard",
            "title": "Hard <dates>",
            "entries": entries,
            "address": "https://timeline.example",
            "own": "https://timeline.example/timelines/hard/feed/timelinejs",
            "page": "https://timeline.example/timelines/hard",
            "total": len(entries),
            **more,
        }
    )


def hard() -> Feed:
    """Every hard date, those that have no place, hostile texts, and eras of which one has no end."""
    entries = [entry(slug, edtf) for slug, (edtf, _, _) in DATES.items()]
    entries += [entry(slug, edtf) for slug, edtf in NOWHERE.items()]
    entries += [
        entry("hostile", "2020-08-11", title=MARKUP, summary=MARKUP, group=MARKUP, citations=(citation("w", WORDS),)),
        entry("link", "2020-08-12", citations=(citation("script", url="javascript:alert(1)"),)),
    ]
    eras = (Era("Antiquity", parse("-0500/0476")), Era("One <day>", parse("2020-08-09")), Era("Now", parse("2020/..")))
    return feed(*entries, eras=eras)


def small() -> Feed:
    """An event and a statement, as the finished examples of ``tests/expected`` show them."""
    event = entry(
        "election",
        "2020-08-09",
        title="Presidential election",
        summary="Polling day.",
        place=Place("Belarus", 53.9, 27.57, "BY"),
        citations=(citation("daily-20200810", "Polls closed at eight."), citation("wire", url=None)),
    )
    statement = Entry(
        "figures",
        "STATEMENT",
        parse("2020-08~"),
        date_reason="The interview names no day.",
        text="Five & a half thousand came",
        form="DIRECT",
        medium="radio interview",
        speakers=(Named("jane-doe", "Jane Doe"),),
        group="Voices",
        citations=(citation("daily-20200810", "“Five & a half thousand came,” she said."),),
    )
    return feed(
        event,
        entry("strike", "2020/2020-08-09", title="=A strike", review="DRAFT"),
        entry("ides", "-0043-03-15", title="The Ides of March"),
        statement,
        entry("nobody-knows", "/.."),
        title="Small",
        description="Four that have a date, one that has none.",
        eras=(Era("Summer", parse("2020-06/2020-08")),),
    )


def many() -> Feed:
    """A thousand entries over a thousand years."""
    days = (f"{1000 + number}-{number % 9 + 1:02}-{number % 27 + 1:02}" for number in range(1000))
    return feed(*(entry(f"entry-{number}", day) for number, day in enumerate(days)))


def wide() -> Feed:
    """Entries as far apart as widgets bear."""
    return feed(entry("first", "Y-99998"), entry("cave", "Y-35000~"), entry("now", "2020"), entry("last", "Y99999"))
