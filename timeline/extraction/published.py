"""The day on which a page of HTML was published: every place that may tell is heard, and the days weighed.

What the page says of itself for machines weighs most (JSON for linked data, meta elements), then its address and what
it prints beside its headline; days of changes, comments, related articles and copyright lines do not count.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec

from timeline.extraction import addresses, datelines, days, json_ld, lexicon, markup, moments, trees
from timeline.extraction.days import Day
from timeline.extraction.markup import Marked, Markup

EARLIEST = date(1990, 1, 1)
ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]+(\d\d?):(\d\d)(?::\d\d(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d\d:?\d\d)?)?")
EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
EMBEDDED = re.compile(
    r"""["'](?:date_?published|publish(?:ed)?_?(?:date|time|at|on)|pub_?date|first_?published(?:_?(?:date|at))?|"""
    r"""article_?date|post_?date|publication_?date|original_?date|display_?date)\\?["']\s{0,5}:\s{0,5}\\?["']([^"'\\]{8,40})""",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<![\d:])(?:19|20)\d\d(?![\d:])")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:\d\d)?()")
WORD = re.compile(r"[^\W\d_]+")
SHORT = 200  # characters of a text that tells the day of the page
ADDRESS = 20  # weighs more than what a page says for machines, unless it prints the same beside its headline
LONGEST = 4_000_000  # characters of a page that htmldate is asked about
AHEAD, BEHIND = 3, 14  # blocks before and behind the headline that are beside it
MONTH_FIRST = ("en-us", "en_us", "en-ph")
DAY_FIRST = re.compile(r"\.(?:uk|au|nz|ie|in|za|de|fr|it|es|ru|tr|at|ch|be|nl|pl|br|pt)(?:[:/]|$)")


@dataclass(frozen=True, slots=True)
class Published:
    """A day of publication, where known with the time there and its distance from UTC, and the rule that found it."""

    date: date
    local_time: str | None
    utc_offset: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one place of the page says, and how much that weighs."""

    date: date
    weight: float
    rule: str
    local_time: str | None = None
    utc_offset: str | None = None


def find(html: str, *, url: str | None = None, today: date | None = None) -> Published | None:
    """The day a page was published; None where nothing tells. No day after ``today`` is taken."""
    return of(markup.read(html), html, url=url, today=today)


def of(page: Markup, html: str, *, url: str | None = None, today: date | None = None) -> Published | None:
    """The day a page was published, whose HTML has been read already."""
    latest = (today or datetime.now(UTC).date()) + timedelta(days=1)
    address = url or page.canonical or property_of(page, "og:url")
    heard = [item for item in evidence(page, address) if EARLIEST <= item.date <= latest]
    if not heard or max(item.weight for item in heard) < 8:
        heard += _from_htmldate(html, address, latest)
    for where, weight in ((address, 2), (property_of(page, "og:image"), 1)):
        month = addresses.month(where or "")
        heard += [replace(i, weight=weight, rule="month") for i in heard if month == (i.date.year, i.date.month)]
    return _weigh(_first_of_each(heard))


def evidence(page: Markup, url: str | None) -> Iterator[Evidence]:
    """All that a page says of the day of its publication."""
    yield from _from_metas(page)
    yield from _from_scripts(page)
    if url and (day := addresses.day(url)):
        yield Evidence(day, ADDRESS, "address")
    month_first = _is_month_first(page, url)
    head = headline(page)
    if head is not None and page.blocks[head].aside:
        _take_in(page)
    yield from _from_marked(page, head, month_first)
    yield from _from_text(page, head, month_first)


def _first_of_each(heard: list[Evidence]) -> list[Evidence]:
    """Of each kind, the first and weightiest counts in full, other days less: they may be those of other articles."""
    kept: dict[str, date] = {}
    found = []
    for item in sorted(heard, key=lambda item: -item.weight):
        first = kept.setdefault(item.rule.partition("/")[0], item.date)
        found.append(item if item.date == first else replace(item, weight=item.weight * 0.5))
    return found


def _take_in(page: Markup) -> None:
    """Count nothing as an aside: where the headline is in one, the classes mean something else on this page."""
    for block in page.blocks:
        block.aside = False
    for marked in page.marked:
        marked.aside = False


def _weigh(heard: list[Evidence]) -> Published | None:
    """The day for which most speaks, the earlier of two; a day in UTC speaks for the days beside it, too."""
    votes: dict[date, dict[str, float]] = defaultdict(dict)
    for item in heard:
        kind = item.rule.partition("/")[0]
        votes[item.date][kind] = max(item.weight, votes[item.date].get(kind, 0))
    if not votes:
        return None
    totals = {day: sum(kinds.values()) for day, kinds in votes.items()}
    for item in heard:
        if item.utc_offset in ("Z", "+00:00"):
            for near in (item.date - timedelta(days=1), item.date + timedelta(days=1)):
                printed = votes[near].keys() & {"address", "visible"} if near in votes else ()
                if printed and _could_be(item, near):
                    totals[near] += 0.75 * item.weight
    best = min(totals, key=lambda day: (-totals[day], day))
    first = max(
        (item for item in heard if item.date == best and item.rule != "month"),
        key=lambda item: (item.weight, bool(item.local_time)),
    )
    return Published(best, first.local_time, first.utc_offset, f"published/{first.rule}")


def _could_be(item: Evidence, near: date) -> bool:
    """Whether a moment in UTC may lie on a day beside its own somewhere on earth where there are newspapers."""
    hour = int((item.local_time or "12:00")[:2])
    return hour <= 12 if near < item.date else hour >= 10


def _from_metas(page: Markup) -> Iterator[Evidence]:
    trusted = lexicon.table("published-metas")
    for meta in page.metas:
        content = meta.get("content") or meta.get("datetime") or ""
        names = (meta.get(key, "").strip().lower() for key in ("name", "property", "itemprop", "http-equiv"))
        weight = max((int(trusted.get(name, 0)) for name in names), default=0)
        if weight and content and (item := _read(content[:SHORT], weight, "meta")):
            yield item


def _from_scripts(page: Markup) -> Iterator[Evidence]:
    """JSON for linked data, and else the first day of publication in what a page keeps for its own scripts."""
    embedded: list[str] = []
    for kind, script in page.scripts:
        if "ld+json" in kind:
            for value, weight in json_ld.published(script):
                if item := _read(value, weight, "json-ld"):
                    yield item
        elif len(embedded) < 50:
            embedded += [match[1] for match, _ in zip(EMBEDDED.finditer(script), range(50), strict=False)]
    found = [item for value in embedded if (item := _read(value, 4, "script"))]
    if found:
        yield found[0] if len({item.date for item in found}) == 1 else replace(found[0], weight=2)


def _from_marked(page: Markup, head: int | None, month_first: bool) -> Iterator[Evidence]:
    """Elements of time, and those whose class or property speaks of a date."""
    for marked in page.marked:
        hints = " ".join(marked.attributes.get(key, "") for key in ("class", "id", "itemprop")).lower()
        published = "publi" in hints or "posted" in hints or "pubdate" in marked.attributes or "entry-date" in hints
        if marked.aside or ("comment" in hints) or (not published and re.search("modif|updat|expire", hints)):
            continue
        weight = 8.0 if "datepublished" in hints or published else 5.0 if marked.tag == "time" else 3.0
        if head is not None and marked.block < head:
            weight *= 0.6
        if not _is_beside(marked.block, head):
            weight *= 0.4
        if item := _marked_day(marked, weight, month_first):
            yield item


def _marked_day(marked: Marked, weight: float, month_first: bool) -> Evidence | None:
    for key in ("datetime", "content", "data-datetime", "data-date", "data-time", "title"):
        if item := _read(marked.attributes.get(key, "")[:80], weight, f"element/{marked.tag}", month_first):
            return item
    text = " ".join(marked.text.split())
    return _read(text, weight, "visible/marked", month_first) if marked.whole and 6 <= len(text) <= SHORT else None


def _from_text(page: Markup, head: int | None, month_first: bool) -> Iterator[Evidence]:
    """Days printed in short texts beside the headline, and in the dateline of the article."""
    for number, block in enumerate(page.blocks):
        if block.aside or len(block.text) > SHORT or not any(map(str.isdecimal, block.text)):
            continue
        weight = _text_weight(block.text, number, head)
        if weight and (day := _first_day(block.text, month_first)):
            yield Evidence(day, weight, "visible/text")
    for block in page.blocks[head or 0 :]:
        found = datelines.read(block.text)
        if found and found.day and (day := found.day.date()):
            yield Evidence(day, 4, "dateline")
            return


def _text_weight(text: str, number: int, head: int | None) -> float:
    """How much a day in a text weighs: a text that is only a date, or says that it is that of publication, most."""
    if "©" in text or "copyright" in text.lower():
        return 0
    weight = 6.0 if _is_labelled(text) else 5.0 if moments.read(text) else 3.0 if len(text) <= 80 else 1.0
    if _is_beside(number, head):
        return weight * (0.4 if head is None else 1 if number > head else 0.6)
    return weight * 0.3 if weight >= 5 else 0


def _first_day(text: str, month_first: bool) -> date | None:
    """The first day of a text that no word before it makes the day of a change."""
    behind, found = 0, list(days.find(text[:SHORT], month_first=month_first))
    if len(found) == 1 and not _is_labelled(text) and _words(text) & lexicon.words("update-words"):
        return None
    for day in found:
        changed = _words(text[behind : day.start]) & lexicon.words("update-words")
        behind = day.end
        if not changed and (dated := _dated(day, text)):
            return dated
    return None


def _words(text: str) -> set[str]:
    return set(WORD.findall(text[:SHORT].lower()))


def _dated(day: Day, text: str) -> date | None:
    """A day in its year, which may stand apart: ``Mon May 17 09:30:00 CEST 2021``."""
    years = set(YEAR.findall(text[:SHORT])) if day.year is None else set()
    return day.date(int(years.pop()) if len(years) == 1 and len(text) < 60 else None)


def _is_labelled(text: str) -> bool:
    return any(word in text.lower() for word in lexicon.entries("published-words"))


def _is_beside(block: int, head: int | None) -> bool:
    return head is None or head - AHEAD <= block <= head + BEHIND


def headline(page: Markup) -> int | None:
    """The block that is the headline: the heading with which the page's title begins, else the first ``h1``."""
    own = (title(page) or "").casefold().strip()
    named = [number for number, block in enumerate(page.blocks) if own and _is_named(block.text, own)]
    ranked = [number for number in named if page.blocks[number].tag in markup.HEADINGS] or named
    if ranked:
        return ranked[0]
    first = (n for n, block in enumerate(page.blocks) if block.tag == "h1" and not block.aside and len(block.text) > 15)
    return next(first, None)


def _is_named(text: str, title: str) -> bool:
    """Whether a text is the title, or the one begins with the other."""
    text = text[:400].casefold().strip()
    return len(text) > 8 and len(text) < 400 and (title.startswith(text) or text.startswith(title[:60]))


def title(page: Markup) -> str | None:
    """The title that a page gives itself for machines."""
    return property_of(page, "og:title") or page.title or None


def property_of(page: Markup, name: str) -> str | None:
    """The content of a meta element of the Open Graph protocol."""
    return next((meta.get("content") for meta in page.metas if meta.get("property", "").lower() == name), None)


def _is_month_first(page: Markup, url: str | None) -> bool:
    language = page.language or (property_of(page, "og:locale") or "").lower()
    if language.startswith(MONTH_FIRST):
        return True
    return language == "en" and not DAY_FIRST.search(url or "")


def _read(text: str, weight: float, rule: str, month_first: bool = True) -> Evidence | None:
    """A day in a short text: as in ISO 8601, in seconds since 1970, or as printed."""
    text = text.strip()
    if (match := ISO.match(text)) or (match := COMPACT.fullmatch(text)):
        return _iso(match, weight, rule)
    if match := EPOCH.fullmatch(text):
        second = datetime.fromtimestamp(int(match[1]), UTC)
        return Evidence(second.date(), weight, rule, f"{second:%H:%M}", "Z")
    moment = moments.read(text)
    found = _first_day(text, month_first)
    if not found:
        return None
    return Evidence(found, weight, rule, moment.time, moment.offset) if moment else Evidence(found, weight * 0.8, rule)


def _iso(match: re.Match[str], weight: float, rule: str) -> Evidence | None:
    year, month, day, hour, minute, offset = match.groups()
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    time = f"{int(hour):02}:{minute}" if hour and int(hour) < 24 and int(minute) < 60 else None
    if offset and offset != "Z" and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    return Evidence(found, weight, rule, None if (time, offset) == ("00:00", None) else time, offset)


def _from_htmldate(html: str, url: str | None, latest: date) -> Iterator[Evidence]:
    """What htmldate finds, where it is installed: the last resort, since it takes any day rather than none."""
    if find_spec("htmldate") is None or len(html) > LONGEST or (tree := trees.tree(html)) is None:
        return
    from htmldate import find_date

    found = find_date(tree, original_date=True, url=url, max_date=latest.isoformat())
    if found:
        yield Evidence(date.fromisoformat(found), 0.1 if found.endswith("-01-01") else 2.5, "htmldate")
