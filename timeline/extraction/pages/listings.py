"""Pages that are no article: lists of articles, and pages without a sentence."""

import re
from itertools import islice

from timeline.exceptions import NotAnArticleError
from timeline.extraction.pages import frame

LOOKED_AT = 400  # lines looked at to tell an article from a list
ITEM = re.compile(r"\b\d{1,2} [A-Z][a-z]{2,8} \d{4}(?: \d{4})? --")
INDEX = re.compile(r"(?:\d{1,2} )?[A-Z][a-z]{2,8} \d{4}(?: [-–])? .{0,80}\bNews$")
STOP = re.compile(r"[.!?…]['\"”’)\]]{0,3}(?:\s|$)|[。؟۔]")
WORDS = re.compile(r"[^\W\d_]+")


def refuse_index(text: str) -> None:
    """Refuse a page whose lines list other pages, as mirrors do for a month or a day."""
    if text.find("--", 0, 50_000) < 0:
        return
    lines = [line.text for line in islice(frame.lines(text), LOOKED_AT)]
    items = [line for line in lines if "--" in line and ITEM.search(line[:400])]
    headed = next((line for line in lines[:8] if INDEX.match(line[:120])), None)
    if len(items) > max(1, len(lines) // 3) or (headed and items):
        shown = headed or items[0][:60]
        raise NotAnArticleError("index page", f"{len(items)} of its lines list other pages, under {shown!r}")


def refuse_empty(body: str, parts: int) -> None:
    """Refuse a page that has no sentence outside of its frame."""
    if any(_is_said(line.text[:1000]) for line in islice(frame.lines(body), LOOKED_AT)):
        return
    frame_lines = f" besides {parts} lines of the frame" if parts else ""
    said = f"no sentence stands in its {len(body.strip()):,} characters{frame_lines}"
    raise NotAnArticleError("no article found", said if body.strip() else "it has no text outside of its frame")


def _is_said(line: str) -> bool:
    """Whether a line holds a sentence: words with a full stop behind them, or very many words."""
    words = WORDS.findall(line)
    return len(words) >= 20 or (bool(STOP.search(line)) and (len(words) >= 3 or sum(map(len, words)) >= 8))
