"""What a page of HTML says of the day of its publication, and how much each of its places is to be trusted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from timeline.extraction import lexicon
from timeline.extraction.pages import addresses, datelines, headings, json_ld, moments, stamps
from timeline.extraction.pages.markup import Marked, Markup
from timeline.extraction.pages.stamps import SHORT

EMBEDDED = re.compile(
    r"""["'](?:date_?published|publish(?:ed)?_?(?:date|time|at|on)|pub_?date|first_?published(?:_?(?:date|at))?|"""
    r"""article_?date|post_?date|publication_?date|original_?date|display_?date)\\?["']\s{0,5}:\s{0,5}\\?["']([^"'\\]{8,40})""",
    re.IGNORECASE,
)
OWN = re.compile(
    r"publish(?:ed|[-_]?date|[-_]?time|[-_]?on)|pub[-_]?date|posted|entry-date|post[-_]date|"
    r"publication[-_]?date|datepublished"
)
DATA = ("data-datetime", "data-date", "data-time", "data-timestamp", "data-utime", "data-published")
ADDRESS = 20  # weighs more than what a page says for machines, unless it prints the same beside its headline
AHEAD, BEHIND = 3, 14  # blocks before and behind the headline that are beside it
MONTH_FIRST = ("en-us", "en_us", "en-ph")
DAY_FIRST = re.compile(r"\.(?:uk|au|nz|ie|in|za|de|fr|it|es|ru|tr|at|ch|be|nl|pl|br|pt)(?:[:/]|$)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one place of the page says, and how much that weighs."""

    date: date
    weight: float
    rule: str
    local_time: str | None = None
    utc_offset: str | None = None


def heard(page: Markup, url: str | None) -> Iterator[Evidence]:
    """All that a page says of the day of its publication."""
    if url and (day := addresses.day(url)):
        yield Evidence(day, ADDRESS, "address")
    month_first = _is_month_first(page, url)
    yield from _from_metas(page, month_first)
    yield from _from_scripts(page, month_first)
    head = headings.headline(page)
    if head is not None and page.blocks[head].aside:
        _take_in(page)
    yield from _from_marked(page, head, month_first)
    yield from _from_text(page, head, month_first)


def _take_in(page: Markup) -> None:
    """Count nothing as an aside: where the headline is in one, the classes mean something else on this page."""
    for block in page.blocks:
        block.aside = False
    for marked in page.marked:
        marked.aside = False


def _from_metas(page: Markup, month_first: bool) -> Iterator[Evidence]:
    trusted = lexicon.table("published-metas")
    for meta in page.metas:
        content = meta.get("content") or meta.get("datetime") or ""
        names = (meta.get(key, "").strip().lower() for key in ("name", "property", "itemprop", "http-equiv"))
        weight = max((int(trusted.get(name, 0)) for name in names), default=0)
        if weight and content and (item := _read(content[:SHORT], weight, "meta", month_first)):
            yield item


def _from_scripts(page: Markup, month_first: bool) -> Iterator[Evidence]:
    """JSON for linked data, and else the first day of publication in what a page keeps for its own scripts."""
    embedded: list[str] = []
    for kind, script in page.scripts:
        if "ld+json" in kind:
            for value, weight in json_ld.published(script):
                if item := _read(value, weight, "json-ld", month_first):
                    yield item
        elif len(embedded) < 50:
            embedded += [match[1] for match, _ in zip(EMBEDDED.finditer(script), range(50), strict=False)]
    found = [item for value in embedded if (item := _read(value, 4, "script", month_first))]
    if found:
        yield found[0] if len({item.date for item in found}) == 1 else replace(found[0], weight=2)


def _from_marked(page: Markup, head: int | None, month_first: bool) -> Iterator[Evidence]:
    """Elements of time, and those whose class or property speaks of a date."""
    for marked in page.marked:
        hints = " ".join(marked.attributes.get(key, "") for key in ("class", "id", "itemprop")).lower()
        published = bool(OWN.search(hints)) or "pubdate" in marked.attributes
        if marked.aside or ("comment" in hints) or (not published and re.search("modif|updat|expire", hints)):
            continue
        weight = 8.0 if published else 5.0 if marked.tag == "time" else 3.0
        if head is not None and marked.block < head:
            weight *= 0.6
        if not _is_beside(marked.block, head):
            weight *= 0.4
        if item := _marked_day(marked, weight, month_first):
            yield item


def _marked_day(marked: Marked, weight: float, month_first: bool) -> Evidence | None:
    for key in ("datetime", "content", *DATA, "title"):
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
        if weight and (day := stamps.day(block.text, month_first=month_first)):
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
    weight = 6.0 if stamps.is_labelled(text) else 5.0 if moments.read(text) else 3.0 if len(text) <= 80 else 1.0
    if _is_beside(number, head):
        return weight * (0.4 if head is None else 1 if number > head else 0.6)
    return weight * 0.3 if weight >= 5 else 0


def _is_beside(block: int, head: int | None) -> bool:
    return head is None or head - AHEAD <= block <= head + BEHIND


def _is_month_first(page: Markup, url: str | None) -> bool:
    language = page.language or (headings.property_of(page, "og:locale") or "").lower()
    if language.startswith(MONTH_FIRST):
        return True
    return language == "en" and not DAY_FIRST.search(url or "")


def _read(text: str, weight: float, rule: str, month_first: bool) -> Evidence | None:
    stamp = stamps.read(text, month_first=month_first)
    if stamp is None:
        return None
    return Evidence(stamp.date, weight * (1 if stamp.alone else 0.8), rule, stamp.local_time, stamp.utc_offset)
