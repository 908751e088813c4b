"""Feeds at their addresses: found by format, selected by parameters, kept by ETag, and what is left out told.

Source: RFC 9110 (sections 8.8.3, 12.5.1 and 13.1.2), RFC 8288 (``Link``), RFC 6266 (``Content-Disposition``).
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from timeline import selections
from timeline.exceptions import NotFoundError
from timeline.feeds import FORMATS, Format
from timeline.feeds.entries import Feed
from timeline.selections import Address
from timeline.web import caching
from timeline.web.answers import Kept
from timeline.web.inside import Inside
from timeline.web.origin import origin

METHODS: Final = ["GET", "HEAD"]
MOST_REASONS: Final = 1_000
"""Characters of the header that tells reasons; proxies take no headers of any length."""
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")

WANTED: Final = {
    "application/json": "json-feed",
    "application/feed+json": "json-feed",
    "application/atom+xml": "atom",
    "application/geo+json": "geojson",
    "application/ld+json": "schema-org",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "text/calendar": "ical",
    "text/csv": "csv",
}
"""Which format a media type means where several have it."""
ANNOTATION: Final = "http://www.w3.org/ns/anno.jsonld"
PAGES: Final = ("text/html", "application/xhtml+xml", "*/*", "text/*")


def negotiated(headers: Headers) -> str | None:
    """The format that a client prefers to a page; None for a page, which is also for who accepts neither."""
    best, chosen = (0.0, False), None
    for part in ",".join(headers.getlist("accept")).split(","):
        kind, _, parameters = part.strip().lower().partition(";")
        name = _meant(kind.strip(), parameters)
        rank = (_quality(parameters), "*" not in kind)
        if rank[0] > 0 and rank > best and (name in FORMATS or kind.strip() in PAGES):
            best, chosen = rank, name
    return chosen


def _meant(kind: str, parameters: str) -> str | None:
    return "web-annotation" if ANNOTATION in parameters and kind == "application/ld+json" else WANTED.get(kind)


def _quality(parameters: str) -> float:
    found = re.search(r"(?:^|;)\s*q=([01](?:\.[0-9]{0,3})?)\s*(?:;|$)", parameters)
    return float(found[1]) if found else 1.0


class Preferred(Route):
    """A page's address, for those who would rather have a feed."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is for this address and for a feed."""
        match, child = super().matches(scope)
        form = None if match is Match.NONE else negotiated(Headers(scope=scope))
        if form is None:
            return Match.NONE, {}
        return match, {**child, "path_params": {**child["path_params"], "format": form}}


@dataclass(frozen=True, slots=True)
class Feeds:
    """All feeds; they ask the API as any client does."""

    inside: Inside
    address: str
    """Where the API stands for its readers; empty for what the request says."""
    cache_seconds: int = 0

    def routes(self) -> list[BaseRoute]:
        """The feeds of timelines, of all entries, and those that stand for a timeline's page."""
        return [
            Route("/timelines/{slug}/feed/{format}", self.show, methods=METHODS),
            Route("/entries/feed/{format}", self.show, methods=METHODS),
            Preferred("/timelines/{slug}", self.show, methods=METHODS),
        ]

    async def show(self, request: Request) -> Response:
        """The feed in the format its address names, or that the client prefers to a page."""
        name = request.path_params["format"]
        if name not in FORMATS:
            raise NotFoundError(f"There is no format {name[:80]!r}; there are {', '.join(FORMATS)}.")
        return await self._kept(request, FORMATS[name])

    async def _kept(self, request: Request, form: Format) -> Response:
        """A feed as it was sent before, or made anew, or that the client has it already."""
        slug, answers = request.path_params.get("slug"), self.inside.answers
        address = self._address(request, slug, form)
        key, version = ("feed", form.name, request.url.path, str(address)), answers.version()
        if kept := answers.get(key):
            return _sent(request, dict(_text(kept.headers)), kept.body)
        etag = caching.tag(await self.inside.revisions.newest(), request, f"{form.name}\n{address.api}")
        headers = caching.headers(etag, self.cache_seconds) | {"vary": "Accept"}
        if caching.kept(request, etag):
            return Response(status_code=304, headers=headers)
        feed = await selections.feed(slug, selections.read(address.parameters), self.inside.ask, address)
        rendered = await self.inside.executor.turns.work(lambda: form.render(feed))
        headers |= _headers(feed, form, rendered.left_out)
        answers.put(key, Kept(list(_bytes(headers)), rendered.body, lambda seconds: None), version)
        return _sent(request, headers, rendered.body)

    def _address(self, request: Request, slug: str | None, form: Format) -> Address:
        path = f"/timelines/{quote(slug)}" if slug else "/entries"
        given = tuple(request.query_params.multi_items())
        return Address(origin(request, self.address), f"{path}/feed/{form.name}", given)


def _sent(request: Request, headers: Mapping[str, str], body: bytes) -> Response:
    if caching.kept(request, headers["etag"]):
        shown = {name: headers[name] for name in ("etag", "cache-control", "vary")}
        return Response(status_code=304, headers=shown)
    return Response(body, headers=dict(headers))


def _headers(feed: Feed, form: Format, omitted: Counter[str]) -> dict[str, str]:
    """What a feed is sent with."""
    name = _UNSAFE.sub("-", feed.slug)
    pages = (("next", feed.following), ("prev", feed.previous))
    links = [f'<{address}>; rel="{rel}"' for rel, address in pages if address]
    return {
        "content-type": form.media_type,
        "content-disposition": f'inline; filename="{name}.{form.ending}"',
        "cross-origin-resource-policy": "cross-origin",
        "x-timeline-omitted": str(omitted.total()),
        **({"x-timeline-omitted-reasons": _reasons(omitted)} if omitted else {}),
        **({"link": ", ".join(links)} if links else {}),
    }


def _reasons(omitted: Counter[str]) -> str:
    """How much is left out for which reason, most first, in what a header may hold."""
    told = "; ".join(f"{count} {' '.join(reason.split())}" for reason, count in omitted.most_common())
    return told.encode("ascii", "backslashreplace").decode()[:MOST_REASONS]


def _bytes(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]


def _text(headers: list[tuple[bytes, bytes]]) -> list[tuple[str, str]]:
    return [(name.decode(), value.decode("latin-1")) for name, value in headers]
