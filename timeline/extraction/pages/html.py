"""HTML to the clean text of its article, in which every character knows its place in the page.

Which blocks are the article is trafilatura's judgement (extra ``html``); the text itself is read here, since what
trafilatura gives has lost its places. No script is run, nothing is fetched.
"""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from timeline.exceptions import ExtraMissingError, NotAnArticleError
from timeline.extraction.findings import Source
from timeline.extraction.pages import frame, markup, page
from timeline.extraction.pages.headings import headline, property_of, title
from timeline.extraction.pages.markup import Block, Markup
from timeline.extraction.pages.page import Page
from timeline.extraction.pages.published import Published, of
from timeline.extraction.pages.publishers import named
from timeline.extraction.pages.trees import tree

NOWHERE = -1
OPENING = re.compile(r"[\ufeff\s]{0,1000}<(?:!doctype|!--|\?xml|[a-z][a-z0-9]{0,10}[\s>])", re.IGNORECASE)
ABOVE = 8  # blocks between headline and article that may be byline and date
KEPT = frozenset(("byline", "date", "publisher", "time"))
LONGEST = 4_000_000  # characters of a page that trafilatura is asked about
MISSES = 200  # paragraphs that may not be found before no more are sought
REFERENCE = re.compile(r"&#?\w{1,40};")
ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\xa0]{1,1900}")
BULLETS = "-•*|· "


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page of HTML read: the clean text, where it came from, and its parts as of any page of text.

    ``offsets`` has, for each code point of ``text``, its code point in the HTML (that of the ``&`` for a character
    reference), and -1 for the line ends that stand for tags.
    """

    text: str
    offsets: "array[int]"
    page: Page
    html: str

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The place in the HTML of a place in the text, from the first character to the last."""
        known = [offset for offset in self.offsets[start:end] if offset != NOWHERE]
        if not known:
            return NOWHERE, NOWHERE
        last = REFERENCE.match(self.html, known[-1])
        return known[0], last.end() if last else known[-1] + 1


def is_html(text: str) -> bool:
    """Whether a text is a page of HTML rather than plain text."""
    return OPENING.match(text) is not None


def read(html: str, *, url: str | None = None, published: str | None = None) -> HtmlPage:
    """Take a page of HTML apart.

    Raises ``ExtraMissingError`` without the extra ``html``, ``NotAnArticleError`` where there is no article.
    """
    found = markup.read(html)
    blocks = _article(found, html)
    if not blocks:
        raise NotAnArticleError(
            "no article found", f"none of the {len(found.blocks)} blocks of this HTML is an article"
        )
    text, offsets = _joined(blocks)
    day = None if published else of(found, html, url=url)
    given = published or (day.date.isoformat() if day else None)
    read_page = page.read(text, url=url or _address(found), published=given)
    return HtmlPage(text, offsets, replace(read_page, source=_source(read_page.source, found, day)), html)


def _address(found: Markup) -> str | None:
    """Where the page says it can be read; what counts from elsewhere (``/2024/dam.html``) is no address."""
    told = (found.canonical or "", property_of(found, "og:url") or "")
    return next((address for address in told if ADDRESS.fullmatch(address)), None)


def _article(found: Markup, html: str) -> list[Block]:
    """The blocks of the article, with the headline and the lines between the two."""
    marks = _matched(found.blocks, _paragraphs(html) if len(html) <= LONGEST else [])
    chosen = [number for number, mark in enumerate(marks) if mark]
    if not chosen:
        chosen = [number for number, block in enumerate(found.blocks) if not block.aside and frame.is_prose(block.text)]
    if not chosen:
        return []
    head = headline(found)
    opening = next((n for n in chosen if head is not None and n > head and frame.is_prose(found.blocks[n].text)), 0)
    above = range(head, min(opening, head + ABOVE)) if head is not None else range(0)
    kept = {number for number in above if number == head or _is_framed(found.blocks[number])}
    return [found.blocks[number] for number in sorted(kept.union(chosen))]


def _is_framed(block: Block) -> bool:
    return not block.aside and any(line.kind in KEPT for line in frame.head(block.text))


def _paragraphs(html: str) -> list[str]:
    """The paragraphs of the article, in the words of trafilatura."""
    extract, whole = _extract(), tree(html)
    text: str | None = extract(whole, include_comments=False) if whole is not None else None
    return text.splitlines() if text else []


@cache
def _extract():  # type: ignore[no-untyped-def]
    try:
        from trafilatura import extract
    except ImportError:
        raise ExtraMissingError("html", "reading HTML") from None
    return extract


def _matched(blocks: list[Block], paragraphs: Iterable[str]) -> list[bool]:
    """Which blocks stand, for the most part, in some paragraphs; compared without blanks, in order where possible."""
    compact = ["".join(block.text.split()) for block in blocks]
    whole = "".join(compact)
    marked = bytearray(len(whole))
    behind = misses = 0
    for paragraph in paragraphs:
        words = "".join(paragraph.lstrip(BULLETS).split())
        if not words or misses > MISSES:
            continue
        start = whole.find(words, behind)
        if start < 0:
            start = whole.find(words)
            misses += 1
        if start >= 0:
            marked[start : start + len(words)] = b"\1" * len(words)
            behind = start + len(words)
    result, start = [], 0
    for text in compact:
        result.append(sum(marked[start : start + len(text)]) * 2 > len(text))
        start += len(text)
    return result


def _joined(blocks: list[Block]) -> tuple[str, "array[int]"]:
    """The blocks as paragraphs of one text, and the place of each character."""
    text, offsets = [], array("q")
    for block in blocks:
        if offsets:
            text.append("\n\n")
            offsets.extend((NOWHERE, NOWHERE))
        text.append(block.text)
        offsets.extend(block.offsets)
    return "".join(text), offsets


def _source(source: Source, found: Markup, day: Published | None) -> Source:
    """What the text tells, with what only the markup tells."""
    rules = dict(source.rules)
    filled: dict[str, str] = {}
    if day:
        rules["published"] = day.rule
        filled |= {name: value for name in ("local_time", "utc_offset") if (value := getattr(day, name))}
    weak = {name for name, rule in rules.items() if rule.endswith(("/dateline", "/copyright line"))}
    for name, value in (("title", title(found)), ("publisher", _site(found)), ("byline", _author(found))):
        if value and (name in weak or not getattr(source, name)):
            filled[name], rules[name] = value, f"{name}/meta"
    return replace(source, **filled, rules=rules)


def _site(found: Markup) -> str | None:
    name = property_of(found, "og:site_name")
    return name and (named(name) or name.strip())


def _author(found: Markup) -> str | None:
    authors = (meta.get("content", "") for meta in found.metas if meta.get("name", "").lower() == "author")
    return next((author.strip() for author in authors if author.strip() and "://" not in author), None)
