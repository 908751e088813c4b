"""Reads the question a request asks, by GET in its address or by POST as JSON, and the form it wants the answer in.

Source: GraphQL over HTTP specification (working draft): media types, request parameters; its appendix on persisted
documents (``documentId``), and the ``persistedQuery`` extension that Apollo's clients send.
"""

import asyncio
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.datastructures import Headers
from starlette.requests import Request

from schema.codes import Code
from schema.execution import Question
from timeline.web.refusals import LEGACY, MODERN, RefusalError
from timeline.web.trusted import Trusted, digest

KEYS = ("query", "variables", "operationName", "extensions", "documentId")
QUOTED = tuple(f'"{key}"'.encode() for key in KEYS)
MOST_PARAMETERS = 20
EXAMPLE = '{"query": "{ timelines { nodes { slug } } }"}'


def accepted(headers: Headers) -> str:
    """The media type to answer in: the one of the two the client prefers; JSON where it does not say.

    Raises:
        RefusalError: it accepts neither.
    """
    if form := _preferred(",".join(headers.getlist("accept"))):
        return form
    raise RefusalError(Code.NOT_ACCEPTABLE, f"Answers come as {MODERN} or {LEGACY}; accept one of them.")


@lru_cache(maxsize=100)
def _preferred(accept: str) -> str:
    best, chosen = 0.0, ""
    ranges = [part for part in accept.split(",") if part.strip()] or ["*/*"]
    for part in ranges:
        name, _, parameters = part.strip().partition(";")
        quality = _quality(parameters)
        kind = {MODERN: MODERN, LEGACY: LEGACY, "application/*": LEGACY, "*/*": LEGACY}.get(name.strip().lower())
        if kind and quality > best:
            best, chosen = quality, kind
    return chosen


def _quality(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


class Questions:
    """Reads questions: from bodies of ``longest`` bytes at most that arrive within ``seconds``."""

    def __init__(self, trusted: Trusted, longest: int, seconds: float) -> None:
        self.trusted = trusted
        self.longest = longest
        self.seconds = seconds

    def read(self, request: Request, body: bytes) -> Question:
        """The question of a request with this body.

        Raises:
            RefusalError: it is malformed, or in a form that is not taken.
        """
        if request.method in ("GET", "HEAD"):
            address: bytes = request.scope["query_string"]
            return self.question(_from_address(address), len(address), by_get=True)
        return self.posted(body)

    def posted(self, body: bytes) -> Question:
        """The question in a body.

        Raises:
            RefusalError: it is malformed.
        """
        found = parsed(body, "The body")
        if repeated(body):
            raise RefusalError(Code.BAD_REQUEST, "The body says a key twice; say each once.")
        return self.question(found, len(body))

    async def body(self, request: Request) -> bytes:
        """The body of a request; none where its method has none.

        Raises:
            RefusalError: it is in a form that is not taken, too long or too slow.
        """
        if request.method != "POST":
            return b""
        check_content(request.headers)
        body = bytearray()
        try:
            async with asyncio.timeout(self.seconds):
                async for part in request.stream():
                    body += part
                    if len(body) > self.longest:
                        message = f"The body is longer than {self.longest} bytes; ask in fewer words."
                        raise RefusalError(Code.TOO_LARGE, message)
        except TimeoutError:
            message = f"The body did not arrive within {self.seconds:g} s; send it at once."
            raise RefusalError(Code.REQUEST_TIMEOUT, message) from None
        return bytes(body)

    def question(self, found: Any, size: int, *, by_get: bool = False) -> Question:
        """The question in a JSON object.

        Raises:
            RefusalError: something is missing or of the wrong kind, or the query is not trusted where it must be.
        """
        if not isinstance(found, dict):
            raise RefusalError(Code.BAD_REQUEST, f"The body is not a JSON object; send one question: {EXAMPLE}")
        for name, kind, what in (
            ("query", str, "a string"),
            ("operationName", str, "a string"),
            ("documentId", str, "a string"),
            ("variables", dict, "a JSON object"),
            ("extensions", dict, "a JSON object"),
        ):
            if found.get(name) is not None and not isinstance(found[name], kind):
                raise RefusalError(Code.BAD_REQUEST, f"{name} is not {what}.")
        extensions = found.get("extensions") or {}
        query = self._query(found, extensions)
        if self.trusted.only and not self.trusted.has(query):
            raise RefusalError(Code.NOT_TRUSTED, "This server answers trusted documents only, and this is none.")
        variables, operation = found.get("variables") or {}, found.get("operationName") or None
        return Question(query, variables, operation, extensions.get("cost") is True, size, by_get)

    def _query(self, found: Mapping[str, Any], extensions: Mapping[str, Any]) -> str:
        query, sha = found.get("query") or "", _sha(found.get("documentId"), extensions)
        if sha is not None:
            if query and digest(query) != sha:
                raise RefusalError(Code.BAD_REQUEST, "The sha256 is not that of the query; send the one or the other.")
            kept = self.trusted.get(sha)
            if kept is None and not query:
                message = f"No trusted document has the sha256 {sha[:12]}...; send the query itself."
                raise RefusalError(Code.PERSISTED_QUERY_NOT_FOUND, "PersistedQueryNotFound: " + message)
            query = kept or query
        if not query.strip():
            raise RefusalError(Code.BAD_REQUEST, f"query is missing; send the GraphQL text as a string: {EXAMPLE}")
        return query


def _sha(document: str | None, extensions: Mapping[str, Any]) -> str | None:
    persisted = extensions.get("persistedQuery")
    sha = persisted.get("sha256Hash") if isinstance(persisted, dict) else document
    if sha is None:
        return None
    sha = sha.removeprefix("sha256:").lower() if isinstance(sha, str) else ""
    if len(sha) != 64 or not set(sha) <= set("0123456789abcdef"):
        raise RefusalError(Code.BAD_REQUEST, "A document is named by its sha256, 64 hexadecimal digits.")
    return sha


def check_content(headers: Headers) -> None:
    """See that a body is in a form that is taken.

    Raises:
        RefusalError: it is not.
    """
    if not _is_json(headers.get("content-type", "")):
        raise RefusalError(Code.UNSUPPORTED_MEDIA_TYPE, f"Send the question as {LEGACY} in UTF-8.")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise RefusalError(Code.UNSUPPORTED_MEDIA_TYPE, "Send the question without content-encoding.")


@lru_cache(maxsize=100)
def _is_json(content: str) -> bool:
    kind, _, parameters = content.partition(";")
    charset = parameters.partition("charset=")[2].strip('" ').lower()
    return kind.strip().lower() == LEGACY and charset in ("", "utf-8", "utf8")


def _from_address(address: bytes) -> dict[str, Any]:
    try:
        pairs = parse_qsl(address.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except UnicodeDecodeError:
        raise RefusalError(Code.BAD_REQUEST, "The address is not percent-encoded UTF-8.") from None
    except ValueError:
        message = f"The address has more than {MOST_PARAMETERS} parameters; send query, variables, operationName."
        raise RefusalError(Code.BAD_REQUEST, message) from None
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found and name in KEYS:
            raise RefusalError(Code.BAD_REQUEST, f"The address says {name} twice; say it once.")
        found[name] = value
    for name in ("variables", "extensions"):
        if name in found:
            found[name] = parsed(found[name].encode(), name) if found[name] else None
    return found


def parsed(text: bytes, what: str) -> Any:
    """JSON from outside; what is not UTF-8, too deep or too large a number is refused like what is no JSON.

    Raises:
        RefusalError: it is not JSON.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise RefusalError(Code.BAD_REQUEST, f"{what} is not JSON: {error}") from None


def repeated(body: bytes) -> bool:
    """Whether the object says one of its own keys twice, of which no two readers would take the same."""
    for key in QUOTED:
        if body.count(key) > 1:
            break
    else:
        return False
    lost: list[int] = []

    def count(pairs: list[tuple[str, Any]]) -> None:
        lost.append(len(pairs) - len(dict(pairs)))

    try:
        json.loads(body, object_pairs_hook=count, parse_int=str)
    except RecursionError:
        return False
    return any(lost)
