"""What happens to every request on its way in and out: an id, safe headers, a line in the log where it failed."""

import logging
import re
import secrets
import time
from collections.abc import Mapping
from itertools import count
from typing import Any

from graphql import GraphQLError
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schema.codes import code_of
from timeline.exceptions import TimelineError
from timeline.web.logs import REQUEST_ID
from timeline.web.metrics import Metrics

LOG = logging.getLogger(__name__)
SANE_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
PROCESS, NUMBERS = secrets.token_hex(4).encode(), count()
"""What the ids we make up begin with, and what they end with."""
GONE = 499  # what nginx calls a request whose client left before the answer

# On every response that does not say otherwise; one that says nothing, an empty value, goes without.
SAFE = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Journal:
    """The outermost of the application: nothing leaves it without headers, and no exception leaves it at all."""

    def __init__(
        self, app: ASGIApp, metrics: Metrics, *, all_requests: bool = False, headers: Mapping[str, str] = SAFE
    ) -> None:
        self.app = app
        self.metrics = metrics
        self.all_requests = all_requests
        self.headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        name = _request_id(scope)
        began, status, token = time.monotonic(), GONE, REQUEST_ID.set(name.decode())

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                said = {header for header, _ in message["headers"]}
                safe = [header for header in self.headers if header[0] not in said]
                own = [header for header in message["headers"] if header[1]]
                message["headers"] = [*own, *safe, (b"x-request-id", name)]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except ClientDisconnect:
            status = GONE
        except Exception:
            LOG.exception("fault", extra={"about": _about(scope, status, began)})
        else:
            self._tell(scope, status, began)
        finally:
            self.metrics.page(scope, status)
            REQUEST_ID.reset(token)
        return None

    def passed(self, scope: Mapping[str, Any], began: float) -> None:
        """Count a question that was well answered without passing here."""
        self.metrics.short += 1
        if self.all_requests:
            self._tell(scope, 200, began)

    def _tell(self, scope: Mapping[str, Any], status: int, began: float) -> None:
        about = _about(scope, status, began)
        fault: GraphQLError | None = scope.get("fault")
        if fault:
            about["code"] = code_of(fault).value
            cause = fault.original_error
            if cause is None or isinstance(cause, TimelineError):
                LOG.warning("%s", cause or fault.message, extra={"about": about})
            else:
                LOG.error("%s", fault.message, exc_info=cause, extra={"about": about})
        elif self.all_requests:
            LOG.info("answered", extra={"about": about})


def _request_id(scope: Scope) -> bytes:
    """The id that the client gave the request, if it is a sane one, or one made up."""
    for header, value in scope["headers"]:
        if header == b"x-request-id" and SANE_ID.fullmatch(value):
            found: bytes = value
            return found
    return new_id()


def new_id() -> bytes:
    """An id that no other request has."""
    return b"%b%08x" % (PROCESS, next(NUMBERS))


def _about(scope: Mapping[str, Any], status: int, began: float) -> dict[str, object]:
    took = round((time.monotonic() - began) * 1000, 1)
    return {"method": scope["method"][:20], "path": scope["path"][:80], "status": status, "ms": took}
