"""Answers that their clients do not read: how long one may stand still, and how much room all may take together."""

import asyncio
import socket
from contextlib import suppress

MOST_BYTES = 64_000_000
KERNEL_BYTES = 128 * 1024
"""Bytes not yet on their way that the kernel holds for a connection; more would hide from us who does not read."""


class Unread:
    """Connections with more to send than their clients take; the ones longest in it are broken off for others."""

    def __init__(self, seconds: float, most: int = MOST_BYTES) -> None:
        self._seconds = seconds
        self._most = most
        self._clocks: dict[asyncio.Transport, asyncio.TimerHandle] = {}

    def begin(self, transport: asyncio.Transport) -> None:
        """Watch a connection that is stuck."""
        self._wait(transport)
        while len(self._clocks) > 1 and sum(stuck.get_write_buffer_size() for stuck in self._clocks) > self._most:
            self._break(next(iter(self._clocks)))

    def end(self, transport: asyncio.Transport) -> None:
        """Watch it no more: it goes on, or is closed."""
        if clock := self._clocks.pop(transport, None):
            clock.cancel()

    def _wait(self, transport: asyncio.Transport) -> None:
        loop, size = asyncio.get_running_loop(), transport.get_write_buffer_size()
        self._clocks[transport] = loop.call_later(self._seconds, self._look, transport, size)

    def _look(self, transport: asyncio.Transport, before: int) -> None:
        if transport.get_write_buffer_size() < before:
            self._wait(transport)
        else:
            self._break(transport)

    def _break(self, transport: asyncio.Transport) -> None:
        self.end(transport)
        transport.abort()


def notice_early(transport: asyncio.Transport) -> None:
    """Have the kernel take no more than a little beyond what the client reads, where it can (Linux, macOS)."""
    if (option := getattr(socket, "TCP_NOTSENT_LOWAT", None)) is not None:
        with suppress(OSError):
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, option, KERNEL_BYTES)
