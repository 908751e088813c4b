"""The short way: from the bytes of a request to those of its answer.

A request takes it whose head, to the letter, went the long way before, through the parser, the journal and the door,
and was found to ask a question. All that the long way sees in a head then holds for it again; bodies are read by the
same code. What was never asked before, is to be refused or ends in a fault goes the long way, which tells why.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLError
from starlette.requests import Request

from schema.execution import Question
from schema.known import Ready
from schema.recent import Recent
from timeline.exceptions import TimelineError
from timeline.web.answers import Headers, Kept, Key
from timeline.web.graphql import Door, key_of
from timeline.web.journal import Journal, new_id
from timeline.web.metrics import PATH
from timeline.web.refusals import RefusalError

END = b"\r\n\r\n"
LONGEST = 16_384
"""Bytes of a request that may go the short way."""
MOST_HEADS, BYTES_OF_HEADS = 1_000, 4_000_000
WEIGHT_OF_A_HEAD = 4  # bytes that one takes for each of its own, about: it stands in its scope and its key, too
UNUSUAL = frozenset((b"expect", b"origin", b"transfer-encoding", b"upgrade", b"x-request-id"))
"""Headers whose requests always go the long way."""
KEEP = b"keep-alive"
FAULTS = (RefusalError, GraphQLError, TimelineError)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a request: its scope, how long its body is, what an answer depends on in it, and in which form."""

    scope: Mapping[str, Any]
    length: int
    key: Key
    form: str


@dataclass(slots=True)
class Asked:
    """A request on the short way: its head, what its answer depends on, the data's version, and when it came."""

    head: Head
    key: Key
    version: int | None
    began: float


class Lane:
    """The heads that were seen, and how questions below them are answered.

    ``date`` tells the time in the form of RFC 9110, section 5.6.7.
    """

    def __init__(self, door: Door, journal: Journal) -> None:
        self._door = door
        self._journal = journal
        self._heads: Recent[Head] = Recent(MOST_HEADS, BYTES_OF_HEADS)
        self._safe = _lines(journal.headers)

    def learn(self, data: bytes, scope: Mapping[str, Any]) -> None:
        """Know the head of a request again that has arrived whole and is on the long way."""
        (head, body), headers = _parts(data), dict(scope["headers"])
        once = len(headers) == len(scope["headers"]) and UNUSUAL.isdisjoint(headers)
        stays = scope["http_version"] == "1.1" and headers.get(b"connection", KEEP).lower() == KEEP
        if not once or not stays or len(data) > LONGEST or scope["path"] != PATH:
            return
        length = int(headers.get(b"content-length", 0))
        if (form := self._door.form(Request(dict(scope)))) and length == len(body):
            self._heads.put(head, Head(scope, length, key_of(scope), form), WEIGHT_OF_A_HEAD * len(head))

    def take(self, data: bytes, date: Callable[[], bytes]) -> bytes | Awaitable[bytes | None] | None:
        """The answer to a request that is there whole and alone, or a wait for it; None is for the long way."""
        found, body = _parts(data)
        head = self._heads.get(found)
        if head is None or head.length != len(body):
            return None
        asked = Asked(head, (*head.key, body), self._door.answers.version(), time.monotonic())
        if asked.version is not None and (kept := self._door.answers.get(asked.key)):
            kept.count(time.monotonic() - asked.began)
            return self._sent(asked, kept, date)
        return self._answer(asked, body, date) if head.scope["method"] == "POST" else None

    def _answer(self, asked: Asked, body: bytes, date: Callable[[], bytes]) -> bytes | Awaitable[bytes | None] | None:
        try:
            question = self._door.questions.posted(body)
            if (ready := self._door.executor.ready(question)) is None:
                return None
            data = ready.at_once()
        except FAULTS:
            return None
        if data is None:
            return self._later(asked, question, ready, date)
        return self._made(asked, question, data, date)

    async def _later(self, asked: Asked, question: Question, ready: Ready, date: Callable[[], bytes]) -> bytes | None:
        try:
            with self._door.executor.turns.place():
                data = await ready.later()
        except FAULTS:
            return None
        return self._made(asked, question, data, date)

    def _made(self, asked: Asked, question: Question, data: Any, date: Callable[[], bytes]) -> bytes:
        kept = self._door.made(question, data, asked.head.form, asked.began)
        self._door.answers.put(asked.key, kept, asked.version)
        return self._sent(asked, kept, date)

    def _sent(self, asked: Asked, kept: Kept, date: Callable[[], bytes]) -> bytes:
        self._journal.passed(asked.head.scope, asked.began)
        lines = (_lines(kept.headers), self._safe, new_id(), kept.body)
        return b"HTTP/1.1 200 OK\r\ndate: %b\r\n%b%bx-request-id: %b\r\n\r\n%b" % (date(), *lines)


def _parts(data: bytes) -> tuple[bytes, bytes]:
    """The head of a request, with its end, and what follows."""
    head, end, body = data.partition(END)
    return head + end, body


def _lines(headers: Headers) -> bytes:
    return b"".join([b"%b: %b\r\n" % header for header in headers])
