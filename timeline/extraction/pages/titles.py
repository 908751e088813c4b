"""Headlines: which line above an article is one, and the days some of them give."""

import re
from datetime import date

from timeline.extraction import lexicon
from timeline.extraction.pages import datelines, days, frame
from timeline.extraction.pages.frame import Line

HEADLINE = 200  # characters of a headline
RANGE = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{1,2}) ?[-–] ?(?:([A-Z][a-z]{2,8})\.? )?(\d{1,2}), (\d{4})")
WORDS = re.compile(r"[^\W\d_]+")
ARTICLES = frozenset(("the", "a", "an", "The", "A", "An"))


def is_headline(text: str, line: Line, *, framed: bool) -> bool:
    """Whether a line above the article is its headline and not already its first sentence.

    ``framed`` says that lines of the page's frame stand above it.
    """
    following = text[line.end : line.end + 4000].lstrip()
    stopped = line.text.endswith(frame.STOPS)
    if not following or len(line.text) > HEADLINE or line.text.endswith((":", ",")):
        return False
    if line.text[0] in "-•*" or (stopped and line.text[0] in '“"'):
        return False
    if following.startswith(line.text) or line.text.endswith(";"):
        return True
    apart = text[line.end : line.end + 8].split("\n", 2)[1:2]
    if not framed and not (apart and not apart[0].strip()):
        return False
    return not stopped or _is_headline_style(line.text) or _opens_dateline(following)


def span(title: str) -> tuple[date, date] | None:
    """The first and the last day of a title such as ``Elbonia Weekly (May 25 - 31, 2009)``."""
    match = RANGE.search(title)
    if not match:
        return None
    month, first, other, last, year = match.groups()
    ends = [next(days.find(f"{m} {d}, {year}"), None) for m, d in ((month, first), (other or month, last))]
    dates = [day for end in ends if end and (day := end.date())]
    return (dates[0], dates[1]) if len(dates) == 2 and dates[0] <= dates[1] else None


def _is_headline_style(text: str) -> bool:
    """Whether a line with a full stop is worded as a headline: all long words with a capital, or no article."""
    words = WORDS.findall(text)
    long = [word for word in words if len(word) > 3]
    if len(long) >= 3 and sum(word[0].isupper() for word in long) >= 0.9 * len(long):
        return True
    brief = len(words) <= 16 and "said" not in words
    return brief and (ARTICLES.isdisjoint(words) or ":" in text[:40])


def _opens_dateline(text: str) -> bool:
    return datelines.read(text[: datelines.LONGEST].partition("\n")[0]) is not None


def is_place(text: str) -> bool:
    """Whether a line of the head can be a place: few words, each with a capital."""
    words = text.replace(",", " ").split()
    if not lexicon.words("not-places").isdisjoint(map(str.lower, words)):
        return False
    return len(words) <= 3 and text[-1].isalpha() and all(word[0].isupper() for word in words)
