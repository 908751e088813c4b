"""GraphQL over HTTP: has a question read, answered, and sent in the form the client accepts.

Source: GraphQL over HTTP specification (working draft).
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from schema.execution import Answer, Executor, Question
from timeline.exceptions import TimelineError
from timeline.web import caching
from timeline.web.answers import Answers, Headers, Kept, Key
from timeline.web.caching import Revisions
from timeline.web.metrics import Metrics
from timeline.web.questions import Questions, accepted, check_content
from timeline.web.refusals import RefusalError, answered, failed, refused, unrouted

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
ALLOW = {"allow": ", ".join(METHODS)}
SECONDS_BEFORE_LOOKING = 0.05  # most answers are there by then; after that somebody looks whether the client is
VARY = {"vary": "Accept, Origin"}
DECISIVE = (b"accept", b"content-type", b"content-encoding", b"if-none-match")
"""The headers that an answer depends on."""


@dataclass(frozen=True, slots=True)
class Door:
    """What questions pass through: an application of its own, since what routes pages takes longer than an answer."""

    questions: Questions
    executor: Executor
    revisions: Revisions
    metrics: Metrics
    answers: Answers
    cache_seconds: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await self.show(request)
        except ClientDisconnect:
            raise
        except Exception as error:
            response = await failed(request, error)
            await response(scope, receive, send)
            raise
        await response(scope, receive, send)

    async def show(self, request: Request) -> Response:
        """The response to one request, as it was given before or anew."""
        if request.method not in METHODS:
            return await unrouted(request, HTTPException(405, headers=ALLOW))
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=ALLOW)
        try:
            form = accepted(request.headers)
        except RefusalError as error:
            return refused(request, error)
        began, version = time.monotonic(), self.answers.version()
        try:
            body = await self.questions.body(request)
            key = (*key_of(request.scope), body)
            if kept := self.answers.get(key):
                kept.count(time.monotonic() - began)
                return _again(kept)
            question = self.questions.read(request, body)
            response = await self._respond(request, question, form)
        except RefusalError as error:
            return refused(request, error, form)
        if version is not None and response.status_code == 200 and "fault" not in request.scope:
            self._keep(key, question, response, version)
        return response

    def form(self, request: Request) -> str | None:
        """The form in which a request wants its answer; None where it is refused before anybody reads its body."""
        try:
            if request.method == "POST":
                check_content(request.headers)
            return accepted(request.headers) if request.method in ("GET", "POST") else None
        except RefusalError:
            return None

    def made(self, question: Question, data: Any, form: str, began: float) -> Kept:
        """The good answer to a question by POST that came to this data; it is counted."""
        body = orjson.dumps({"data": data})
        trusted = self.questions.trusted.has(question.query)
        self.metrics.good(question, trusted=trusted, kept=False)(time.monotonic() - began)
        headers = [*good(form), (b"content-length", b"%d" % len(body))]
        return Kept(headers, body, self.metrics.good(question, trusted=trusted, kept=True))

    def _keep(self, key: Key, question: Question, response: Response, version: int | None) -> None:
        count = self.metrics.good(question, trusted=self.questions.trusted.has(question.query), kept=True)
        self.answers.put(key, Kept(list(response.raw_headers), bytes(response.body), count), version)

    async def _respond(self, request: Request, question: Question, form: str) -> Response:
        etag = await self._tag(request, form) if question.by_get else None
        headers = {**VARY, **(caching.headers(etag, self.cache_seconds) if etag else {})}
        if etag and caching.kept(request, etag):
            return Response(status_code=304, headers=headers)
        answer = await self._answer(request, question)
        return answered(request, answer, form, VARY if answer.errors else headers)

    async def _tag(self, request: Request, form: str) -> str | None:
        try:
            return caching.tag(await self.revisions.newest(), request, form)
        except TimelineError:
            return None  # the answer will say what is wrong

    async def _answer(self, request: Request, question: Question) -> Answer:
        began = time.monotonic()
        self.metrics.inside.inc()
        try:
            answer = await self._attended(request, question)
        finally:
            self.metrics.inside.dec()
        self._count(question, answer, began)
        return answer

    def _count(self, question: Question, answer: Answer, began: float) -> None:
        trusted = self.questions.trusted.has(question.query)
        self.metrics.answered(question, answer, time.monotonic() - began, trusted=trusted)

    async def _attended(self, request: Request, question: Question) -> Answer:
        """The answer, given up when the client leaves."""
        task = asyncio.current_task()
        assert task is not None
        attendant = Attendant(request, task)
        looking = asyncio.get_running_loop().call_later(SECONDS_BEFORE_LOOKING, attendant.look)
        try:
            return await self.executor.answer(question)
        except asyncio.CancelledError:
            if attendant.left:
                task.uncancel()
                raise ClientDisconnect from None
            raise
        finally:
            looking.cancel()
            attendant.go()


class Attendant:
    """Looks whether the client still waits, and cancels what it waits for when it has left."""

    def __init__(self, request: Request, waited_for: "asyncio.Task[None]") -> None:
        self.left = False
        self._request = request
        self._waited_for = waited_for
        self._looking: asyncio.Task[None] | None = None

    def look(self) -> None:
        """Look from now on."""
        self._looking = asyncio.create_task(self._look())

    def go(self) -> None:
        """Look no more."""
        if self._looking:
            self._looking.cancel()

    async def _look(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.left = True
        self._waited_for.cancel()


def key_of(scope: Mapping[str, Any]) -> Key:
    """What an answer depends on beside the body of the request."""
    given = (part for header in scope["headers"] if header[0] in DECISIVE for part in header)
    return (scope["method"], scope["query_string"], *given)


@lru_cache(maxsize=2)
def good(form: str) -> Headers:
    """The headers of a good answer by POST, but for its length."""
    response = answered(Request({"type": "http"}), Answer({}), form, VARY)
    return [header for header in response.raw_headers if header[0] != b"content-length"]


def _again(kept: Kept) -> Response:
    response = Response(kept.body)
    response.raw_headers = list(kept.headers)
    return response
