"""HTML read from left to right, once: blocks of text that know where every character stood, and what is marked.

No tree is built, no script is run, nothing is fetched. The tags that matter are those of the HTML standard's sections
on grouping and sectioning content; what is not closed ends with the page.
"""

import re
from array import array
from dataclasses import dataclass, field
from functools import cache
from html import unescape

from timeline.extraction import lexicon

BEGIN = re.compile(r"<(?=/?[a-zA-Z]|[!?])")
NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,60})")
TAG = re.compile(r"""<(?:[^<>"']++|"[^"]{0,20000}"|'[^']{0,20000}')*+>""")
ATTRIBUTE = re.compile(r"""([^\s=/"'>]{1,80})(?:\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
PIECE = re.compile(r"\s+|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?|[^\s&]++(?: [^\s&]++)*+|&")
RAW = frozenset(("script", "style", "noscript", "template", "textarea", "title", "svg", "iframe", "select", "object"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
ASIDE = frozenset(("nav", "footer", "aside", "button"))
LONGEST = 100_000  # characters of a tag
FAULTS = 100  # tags with quotes that do not close, before quotes are no longer heeded
DEPTH = 400  # open elements that are kept in mind
CAPTURED = 200  # characters of a marked piece
OPEN_AT_ONCE = 6  # marked pieces inside one another
DATED = re.compile(r"date|time|publi|posted|byline|meta|fecha|datum|stamp|created|author", re.IGNORECASE)
KEPT = frozenset(("datetime", "content", "title", "itemprop", "pubdate", "class", "id"))


@dataclass(slots=True)
class Block:
    """A paragraph, heading or item of a list: its text, for every character the offset in the page, and its place."""

    tag: str
    text: str
    offsets: "array[int]"
    aside: bool
    """Whether it stands in navigation, comments, related articles or the like."""


@dataclass(slots=True, eq=False)
class Marked:
    """An element whose tag or class speaks of a date: its attributes, its text, and the block it stands in."""

    tag: str
    attributes: dict[str, str]
    text: str
    block: int
    aside: bool
    whole: bool = True
    """False where its text was too long to be kept."""


@dataclass(slots=True)
class Markup:
    """What a page of HTML holds."""

    blocks: list[Block] = field(default_factory=list)
    marked: list[Marked] = field(default_factory=list)
    metas: list[dict[str, str]] = field(default_factory=list)
    scripts: list[tuple[str, str]] = field(default_factory=list)
    """Type and text of the scripts, as text only."""
    canonical: str | None = None
    title: str = ""
    language: str = ""


def read(html: str) -> Markup:
    """Read a page of HTML; whatever it holds, something is read."""
    reader = _Reader(html)
    reader.run()
    return reader.markup


@dataclass(slots=True)
class _Open:
    tag: str
    aside: bool
    marked: Marked | None


class _Reader:
    def __init__(self, html: str) -> None:
        self.html = html
        self.markup = Markup()
        self.open: list[_Open] = []
        self.captures: list[Marked] = []
        self.pieces: list[str] = []
        self.offsets = array("q")
        self.tag = "body"
        self.faults = 0

    def run(self) -> None:
        html, position = self.html, 0
        while match := BEGIN.search(html, position):
            self.text(position, match.start())
            position = self.markup_at(match.start())
        self.text(position, len(html))
        self.close_block()

    def markup_at(self, start: int) -> int:
        """Read what begins with ``<`` and give the place behind it."""
        html = self.html
        if html.startswith("<!--", start):
            return _behind(html, "-->", start + 4)
        if html.startswith(("<!", "<?"), start):
            return _behind(html, ">", start + 2)
        name = NAME.match(html, start)
        assert name is not None
        end = self.tag_end(start)
        attributes = html[name.end() : end - 1]
        if name[1]:
            self.end(name[2].lower())
        elif name[2].lower() in RAW:
            return self.raw(name[2].lower(), attributes, end)
        else:
            self.start(name[2].lower(), attributes)
        return end

    def tag_end(self, start: int) -> int:
        """The place behind a tag; a tag with quotes that do not close ends with the next bracket, as do all behind
        the hundredth such tag, so that no page takes long."""
        match = TAG.match(self.html, start, start + LONGEST) if self.faults < FAULTS else None
        if match:
            return match.end()
        self.faults += 1
        return _behind(self.html, ">", start)

    def raw(self, name: str, attributes: str, start: int) -> int:
        """Elements whose content is not read as text of the page."""
        closing = _closing(name).search(self.html, start)
        end = closing.start() if closing else len(self.html)
        if name == "script":
            self.markup.scripts.append((_attributes(attributes).get("type", "").lower(), self.html[start:end]))
        elif name == "title" and not self.markup.title:
            self.markup.title = " ".join(unescape(self.html[start : min(end, start + 1000)]).split())
        return closing.end() if closing else end

    def start(self, name: str, text: str) -> None:
        attributes = _attributes(text) if text.strip("/ ") else {}
        if name in ("meta", "link", "html"):
            self.about(name, attributes)
        if name not in _inline():
            self.close_block()
            self.tag = name if name != "br" else self.tag
        if name in _void() or len(self.open) >= DEPTH:
            return
        aside = bool(self.open and self.open[-1].aside) or _is_aside(name, attributes)
        marked = self.mark(name, attributes, aside)
        self.open.append(_Open(name, aside, marked))

    def about(self, name: str, attributes: dict[str, str]) -> None:
        if name == "meta":
            self.markup.metas.append(attributes)
            if "itemprop" in attributes:
                self.mark(name, attributes, bool(self.open and self.open[-1].aside))
        elif name == "html":
            self.markup.language = attributes.get("lang", attributes.get("xml:lang", "")).lower()
        elif "canonical" in attributes.get("rel", "").lower():
            self.markup.canonical = attributes.get("href")

    def mark(self, name: str, attributes: dict[str, str], aside: bool) -> Marked | None:
        hints = " ".join((attributes.get("class", ""), attributes.get("id", ""), attributes.get("itemprop", "")))
        if name != "time" and not DATED.search(hints):
            return None
        kept = {key: value for key, value in attributes.items() if key in KEPT or key.startswith("data-")}
        marked = Marked(name, kept, "", len(self.markup.blocks), aside)
        self.markup.marked.append(marked)
        if len(self.captures) < OPEN_AT_ONCE and name not in _void():
            self.captures.append(marked)
        return marked

    def end(self, name: str) -> None:
        if name not in _inline():
            self.close_block()
        for depth in range(len(self.open) - 1, max(-1, len(self.open) - 60), -1):
            if self.open[depth].tag == name:
                for element in self.open[depth:]:
                    if element.marked in self.captures:
                        self.captures.remove(element.marked)
                del self.open[depth:]
                break
        if name not in _inline():
            self.tag = self.open[-1].tag if self.open else "body"

    def text(self, start: int, end: int) -> None:
        """Take text into the block, blanks as one blank, every character reference as what it stands for."""
        if start >= end:
            return
        first = len(self.pieces)
        for match in PIECE.finditer(self.html, start, end):
            piece, place = match.group(), match.start()
            if piece[0] == "&" and len(piece) > 1:
                piece = unescape(piece)
                self.offsets.extend([place] * len(piece))
            elif piece.isspace() and piece != "\xa0":
                if not self.pieces or self.pieces[-1] == " ":
                    continue
                piece = " "
                self.offsets.append(place)
            else:
                self.offsets.extend(range(place, place + len(piece)))
            self.pieces.append(piece)
        if self.captures and len(self.pieces) > first:
            self.capture("".join(self.pieces[first:]))

    def capture(self, text: str) -> None:
        for marked in list(self.captures):
            marked.text += text[: CAPTURED + 1]
            if len(marked.text) > CAPTURED:
                marked.text, marked.whole = "", False
                self.captures.remove(marked)

    def close_block(self) -> None:
        if self.captures:
            self.capture(" ")
        text = "".join(self.pieces).rstrip()
        if text:
            aside = bool(self.open and self.open[-1].aside)
            self.markup.blocks.append(Block(self.heading(), text, self.offsets[: len(text)], aside))
        self.pieces, self.offsets = [], array("q")

    def heading(self) -> str:
        """The heading a block stands in, or else its own tag."""
        inner = [element.tag for element in self.open[-4:] if element.tag in HEADINGS]
        return inner[-1] if inner else self.tag


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(text[:20_000]):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
    return found


def _is_aside(name: str, attributes: dict[str, str]) -> bool:
    """Whether an element is no part of the article by its tag, or by a class or an id that begins with such a word."""
    if name in ASIDE:
        return True
    if name in ("html", "body", "main", "article", "h1"):
        return False
    hints = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:300].lower().replace("_", "-").split()
    return any(hint.startswith(_aside_words()) for hint in hints)


def _aside_words() -> tuple[str, ...]:
    return lexicon.entries("aside-classes")


def _inline() -> frozenset[str]:
    return lexicon.words("inline-tags")


def _void() -> frozenset[str]:
    return lexicon.words("void-tags")


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s{{0,9}}>", re.IGNORECASE)


def _behind(html: str, closing: str, start: int) -> int:
    end = html.find(closing, start)
    return end + len(closing) if end >= 0 else len(html)
