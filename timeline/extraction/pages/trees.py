"""HTML as the tree that libraries for it work on (extra ``html``).

Libraries are handed this tree and never the text: some fetch a text that looks like an address.
"""

from functools import cache
from typing import TYPE_CHECKING

from timeline.exceptions import ExtraMissingError

if TYPE_CHECKING:
    from lxml.html import HtmlElement, HTMLParser


def tree(html: str) -> "HtmlElement | None":
    """The tree of a page; None where it holds no element. Raises ``ExtraMissingError`` without the extra."""
    try:
        from lxml.etree import LxmlError
        from lxml.html import document_fromstring
    except ImportError:
        raise ExtraMissingError("html", "reading HTML") from None
    try:
        return document_fromstring(html.replace("\0", " ").encode("utf-8", "replace"), parser=_parser())
    except (LxmlError, ValueError):
        return None


@cache
def _parser() -> "HTMLParser":
    from lxml.html import HTMLParser

    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
