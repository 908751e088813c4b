"""GraphQL over HTTP: has a question read, answered, and sent in the form the client accepts.

Source: GraphQL over HTTP specification (working draft).
"""

import asyncio
import time
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from schema.execution import Answer, Executor, Question
from timeline.exceptions import TimelineError
from timeline.web import caching
from timeline.web.caching import Revisions
from timeline.web.metrics import Metrics
from timeline.web.questions import Questions, accepted
from timeline.web.refusals import RefusalError, answered, refused

METHODS = "GET, HEAD, POST, OPTIONS"
SECONDS_BEFORE_LOOKING = 0.05  # most answers are there by then; after that somebody looks whether the client is
VARY = {"vary": "accept"}


@dataclass(frozen=True, slots=True)
class Door:
    """What questions pass through."""

    questions: Questions
    executor: Executor
    revisions: Revisions
    metrics: Metrics
    cache_seconds: int

    async def show(self, request: Request) -> Response:
        """Answer one request."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": METHODS})
        try:
            form = accepted(request.headers)
        except RefusalError as error:
            return refused(request, error)
        try:
            question = await self.questions.read(request)
            return await self._respond(request, question, form)
        except RefusalError as error:
            return refused(request, error, form)

    async def _respond(self, request: Request, question: Question, form: str) -> Response:
        etag = await self._tag(request, form) if question.by_get else None
        headers = VARY | (caching.headers(etag, self.cache_seconds) if etag else {})
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
        with self.metrics.inside.track_inprogress():
            answer = await self._attended(request, question)
        trusted = self.questions.trusted.has(question.query)
        self.metrics.answered(question, answer, time.monotonic() - began, trusted=trusted)
        return answer

    async def _attended(self, request: Request, question: Question) -> Answer:
        """The answer, given up when the client leaves."""
        task = asyncio.ensure_future(self.executor.answer(question))
        try:
            done, _ = await asyncio.wait([task], timeout=SECONDS_BEFORE_LOOKING)
            if not done:
                leaving = asyncio.ensure_future(_left(request))
                await asyncio.wait([task, leaving], return_when=asyncio.FIRST_COMPLETED)
                leaving.cancel()
            if not task.done():
                raise ClientDisconnect
            return task.result()
        finally:
            task.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def route(path: str, door: Door) -> Route:
    """The door at ``path``."""
    return Route(path, door.show, methods=["GET", "POST", "OPTIONS"])
