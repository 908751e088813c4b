"""Fills the templates: everything escaped, dates marked for what they do not know, addresses only of the web."""

import hashlib
import re
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request

from timeline.feeds import FORMATS
from timeline.web.assets import CONTENTS, HASHES
from timeline.web.pages.density import numbered
from timeline.web.pages.told import chained, named

FOLDER: Final = Path(__file__).parent
EDITION: Final = hashlib.sha256(
    b"".join([*CONTENTS.values(), *(path.read_bytes() for path in sorted((FOLDER / "templates").iterdir()))])
).hexdigest()[:12]
"""Changes when what pages look like does, so that no client keeps an older look."""

DAY_OR_COARSER: Final = re.compile(r"(?!0000)\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?")
SEASON: Final = re.compile(r"\d{4}-[2-4]\d")
ENDS: Final = {
    ("start", "OPEN"): ("←", "no beginning"),
    ("start", "UNKNOWN"): ("…", "beginning not known"),
    ("end", "OPEN"): ("→", "no end"),
    ("end", "UNKNOWN"): ("…", "end not known"),
}


def machine(date: dict[str, Any]) -> str | None:
    """The date as ``<time datetime>`` takes it; None where HTML has no words for it.

    Source: HTML Living Standard, section 4.5.14, valid date strings.
    """
    edtf: str = date["edtf"]
    return edtf if DAY_OR_COARSER.fullmatch(edtf) and not SEASON.fullmatch(edtf) else None


def marks(date: dict[str, Any]) -> list[tuple[str, str]]:
    """What is not sure about a date: a sign and a word for each."""
    found = [("≈", "approximate")] if date["approximate"] else []
    found += [("?", "uncertain")] if date["uncertain"] else []
    return found + [ENDS[end, date[end]] for end in ("start", "end") if (end, date[end]) in ENDS]


def outward(address: str | None) -> str | None:
    """An address that a reader may follow: one of the web, and no script."""
    try:
        split = urlsplit(address or "")
        return address if split.scheme in ("http", "https") and split.hostname else None
    except ValueError:
        return None


def segment(slug: str) -> str:
    """A slug as one part of an address."""
    return quote(slug, safe="")


ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters |= {
    "machine": machine,
    "marks": marks,
    "outward": outward,
    "segment": segment,
    "named": named,
    "chained": chained,
}
ENVIRONMENT.globals |= {"formats": FORMATS.values(), "hashes": HASHES, "numbered": numbered}


def filled(template: str, request: Request, **given: Any) -> str:
    """A page; ``root`` leads to the first page from wherever it stands, so that all may lie under a prefix."""
    depth = request.scope.get("raw_path", request.url.path.encode()).partition(b"?")[0].count(b"/") - 1
    return ENVIRONMENT.get_template(template).render(root="../" * depth or "./", **given)
