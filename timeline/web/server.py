"""The server: uvicorn, with clocks on heads and on answers nobody reads, and a stop that answers what has arrived."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from schema.codes import Code, told
from schema.execution import Answer
from timeline.config import Settings
from timeline.web.lane import Lane
from timeline.web.unread import Unread, notice_early

LONGEST_HEAD = 65_536
MOST_AHEAD = 100
"""Requests that a client may send on one connection before it has the answer to the first."""
SECONDS_TO_ARRIVE = 0.3
SECONDS_BETWEEN_REQUESTS = 15  # for which an idle connection is kept
STATUS = {400: b"Bad Request", 431: b"Request Header Fields Too Large"}


class Protocol(HttpToolsProtocol):
    """HTTP/1.1 whose head must arrive whole, within a time, and not be too long."""

    config: "Config"

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        notice_early(transport)
        self._read = 0
        self._last = 0.0
        self._last_one = False
        self._waiting: asyncio.Task[None] | None = None
        self._held = b""
        self._clock: asyncio.TimerHandle | None = None
        self._earlier: list[RequestResponseCycle] = []
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._arrived()
        self.config.unread.end(self.transport)
        if self._waiting:
            self._waiting.cancel()
        super().connection_lost(exc)
        for cycle in self._earlier:  # uvicorn tells the last one alone
            cycle.disconnected = True
            cycle.message_event.set()

    def pause_writing(self) -> None:
        """The client does not read as fast as we write."""
        super().pause_writing()
        self.config.unread.begin(self.transport)

    def resume_writing(self) -> None:
        """It has read most of it."""
        super().resume_writing()
        self.config.unread.end(self.transport)

    def on_message_begin(self) -> None:
        """A request begins."""
        if len(self.pipeline) >= MOST_AHEAD:
            raise ValueError("too many requests on one connection")
        super().on_message_begin()
        self._read = 0
        self._wait()

    def on_header(self, name: bytes, value: bytes) -> None:
        """A line of the head."""
        super().on_header(name, value)
        self._read += len(name) + len(value)

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._earlier = self._owed()
        self._arrived()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Send the answer where the short way gives one, and read on where it does not."""
        lane: Lane | None = self.app.lane
        if self._waiting:
            self._held += data
            self.flow.pause_reading()
        elif lane is None or not self._fresh():
            self._read_on(data)
        elif isinstance(answer := lane.take(data, self._date), bytes):
            self._send(answer)
        elif answer:
            self._wait_for(answer, data)
        else:
            self._go_the_long_way(data, lane)

    def _go_the_long_way(self, data: bytes, lane: Lane) -> None:
        before = self.cycle
        self._read_on(data)
        if self.cycle is not before and not self.cycle.more_body and not self.pipeline:
            lane.learn(data, self.scope)

    def _date(self) -> bytes:
        return self.server_state.default_headers[0][1]

    def _wait_for(self, answer: Awaitable[bytes | None], data: bytes) -> None:
        """Wait for an answer, and hold back what comes in until then."""
        self._arrived()
        self._unset_keepalive_if_required()

        async def wait() -> None:
            sent = await answer
            self._waiting = None
            if sent is None:
                self._read_on(data)
            else:
                self._send(sent)
            self.flow.resume_reading()
            held, self._held = self._held, b""
            if held:
                self.data_received(held)

        self._waiting = self.loop.create_task(wait())
        self.tasks.add(self._waiting)
        self._waiting.add_done_callback(self.tasks.discard)

    def _read_on(self, data: bytes) -> None:
        """Read, unless the head has grown too long."""
        super().data_received(data)
        if self._clock is not None:
            self._read += len(data)
            if self._read > LONGEST_HEAD and not self.transport.is_closing():
                self._refuse(431, Code.TOO_LARGE, f"The head of the request is longer than {LONGEST_HEAD} bytes.")

    def _fresh(self) -> bool:
        """Whether what comes next is the beginning of a request, and nothing is owed for another."""
        done = self.cycle is None or (self.cycle.response_complete and not self.cycle.more_body)
        begun = self._clock is not None and self._read > 0
        return done and not begun and not self.flow.write_paused and not self.transport.is_closing()

    def _send(self, answer: bytes) -> None:
        """Send an answer, and wait for the next request, or for none where the server is told to stop."""
        self._arrived()
        if self.transport.is_closing():
            return
        if self._last_one:
            answer = answer.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n", 1)
        self.transport.write(answer)
        self.server_state.total_requests += 1
        self._last = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )
        if self._last_one:
            self.transport.close()

    def timeout_keep_alive_handler(self) -> None:
        """End a connection that was idle for as long as it may be."""
        left = self._last + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self.timeout_keep_alive_task = self.loop.call_later(left, self.timeout_keep_alive_handler)
        else:
            super().timeout_keep_alive_handler()

    def _owed(self) -> list[RequestResponseCycle]:
        """The requests before the one that is read now whose answers are still to come."""
        before = self._earlier if self._clock is None or self.cycle is None else [*self._earlier, self.cycle]
        return [cycle for cycle in before if not cycle.response_complete]

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, or more requests than may come at once."""
        self._refuse(400, Code.BAD_REQUEST, "This is not HTTP/1.1, or its address is too long.")

    def _refuse(self, status: int, code: Code, message: str) -> None:
        if not self._owed():  # else it would be taken for the answer to an earlier request
            self.transport.write(_refusal(status, code, message))
        self.transport.close()

    def shutdown(self) -> None:
        """End with the request under way, or with one that the client has sent but nobody has read yet."""
        self.loop.call_later(SECONDS_TO_ARRIVE, self._end)

    def _end(self) -> None:
        if self._waiting:
            self._last_one = True
        else:
            super().shutdown()

    def _unsupported_upgrade_warning(self) -> None:
        """Nothing here is upgraded, and nobody needs to know who asks for it."""

    def _wait(self) -> None:
        if self._clock is None:
            self._clock = self.loop.call_later(self.config.head_seconds, self.transport.close)

    def _arrived(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None


class Config(uvicorn.Config):
    """How to serve an application, or the one that the function of a name makes; in one process or several."""

    def __init__(self, app: Any, settings: Settings, **more: Any) -> None:
        self.head_seconds = settings.body_seconds
        self.unread = Unread(settings.body_seconds)
        super().__init__(
            app,
            http=Protocol,
            ws="none",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=SECONDS_BETWEEN_REQUESTS,
            timeout_graceful_shutdown=settings.stop_seconds,
            **more,
        )


def _refusal(status: int, code: Code, message: str) -> bytes:
    """A whole answer with one error."""
    body = Answer(errors=(told(code, message),), executed=False).body()
    head = f"content-type: application/json; charset=utf-8\r\ncontent-length: {len(body)}\r\nconnection: close\r\n"
    safe = "x-content-type-options: nosniff\r\ncache-control: no-store\r\n\r\n"
    return b"HTTP/1.1 %d %b\r\n%b" % (status, STATUS[status], (head + safe).encode()) + body
