"""A made-up timeline of dates that widgets get wrong, and of texts that they might take for markup."""

from feeds_made import LEAFLET, citation, event, feed

from timeline.dates import parse
from timeline.feeds.entries import Era, Feed

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


def hard() -> Feed:
    """Every hard date, those that have no place, hostile texts, and eras of which one has no end."""
    entries = [event(slug, edtf) for slug, (edtf, _, _) in DATES.items()]
    entries += [event(slug, edtf) for slug, edtf in NOWHERE.items()]
    entries += [
        event("hostile", "2020-08-11", MARKUP, summary=MARKUP, group=MARKUP, citations=(citation(exact=WORDS),)),
        event("link", "2020-08-12", citations=(citation(exact=None, source=LEAFLET),)),
    ]
    eras = (Era("Antiquity", parse("-0500/0476")), Era("One <day>", parse("2020-08-09")), Era("Now", parse("2020/..")))
    return feed(*entries, eras=eras)


def many() -> Feed:
    """A thousand entries over a thousand years."""
    days = (f"{1000 + number}-{number % 9 + 1:02}-{number % 27 + 1:02}" for number in range(1000))
    return feed(*(event(f"entry-{number}", day) for number, day in enumerate(days)))


def wide() -> Feed:
    """Entries as far apart as widgets bear."""
    return feed(event("first", "Y-99998"), event("cave", "Y-35000~"), event("now", "2020"), event("last", "Y99999"))
