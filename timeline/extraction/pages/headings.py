"""The headline of a page of HTML, and what the page calls itself for machines."""

from timeline.extraction.pages import markup
from timeline.extraction.pages.markup import Block, Markup


def headline(page: Markup) -> int | None:
    """The block that is the headline: the longest heading that stands in the page's title, else the first ``h1``."""
    own = (title(page) or "").casefold().strip()
    named = [number for number, block in enumerate(page.blocks) if own and _is_named(block.text, own)]
    if named:
        return max(named, key=lambda number: _rank(page.blocks[number]))
    first = (n for n, block in enumerate(page.blocks) if block.tag == "h1" and not block.aside and len(block.text) > 15)
    return next(first, None)


def _is_named(text: str, title: str) -> bool:
    """Whether a text is the title or a part of it, or begins with it."""
    text = text[:400].casefold().strip()
    return 8 < len(text) < 400 and (text in title or text.startswith(title[:60]))


def _rank(block: Block) -> tuple[bool, bool, int]:
    """What speaks for a block as the headline: its rank, its place, its length (the name of a site is short)."""
    return block.tag in markup.HEADINGS, not block.aside, min(len(block.text), 200)


def title(page: Markup) -> str | None:
    """The title that a page gives itself for machines."""
    return property_of(page, "og:title") or page.title or None


def property_of(page: Markup, name: str) -> str | None:
    """The content of a meta element of the Open Graph protocol."""
    return next((meta.get("content") for meta in page.metas if meta.get("property", "").lower() == name), None)
