"""Answers that nobody reads: all together take so much room and no more, and who waited longest goes first."""

import asyncio
import socket
from contextlib import ExitStack

from timeline.web.unread import Unread, notice_early

MEGABYTE = 1_000_000


class Talker(asyncio.Protocol):
    """Sends a megabyte to whoever connects."""

    def __init__(self, unread: Unread, ended: list[int]) -> None:
        self._unread = unread
        self._ended = ended

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._client = transport.get_extra_info("peername")[1]
        notice_early(transport)
        transport.write(b"a" * MEGABYTE)

    def pause_writing(self) -> None:
        self._unread.begin(self._transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._unread.end(self._transport)
        self._ended.append(self._client)


async def deaf_ended(unread: Unread, clients: int, least: int) -> list[int]:
    """Which of so many clients that do not read are broken off, in their order, once these are ``least``."""
    ended: list[int] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Talker(unread, ended), "127.0.0.1", 0)
    with ExitStack() as opened:
        ports = []
        for _ in range(clients):
            deaf = opened.enter_context(socket.socket())
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.setblocking(False)
            await loop.sock_connect(deaf, server.sockets[0].getsockname())
            ports.append(deaf.getsockname()[1])
            await asyncio.sleep(0.05)
        for _ in range(200):
            if len(ended) >= least:
                break
            await asyncio.sleep(0.05)
        found = [ports.index(port) for port in ended]
    server.close()
    return found


async def test_those_longest_in_it_make_room_for_others() -> None:
    assert await deaf_ended(Unread(60, 3 * MEGABYTE), clients=6, least=3) == [0, 1, 2]


async def test_one_alone_may_be_larger_than_all_together() -> None:
    assert await deaf_ended(Unread(60, 1), clients=2, least=1) == [0]


async def test_who_does_not_read_is_broken_off_after_a_while() -> None:
    assert sorted(await deaf_ended(Unread(0.1), clients=3, least=3)) == [0, 1, 2]
