"""Answers that are kept: sent again as they were until the data changes, in every process, and never after that."""

import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
from factories import actor, dataset, event, loaded
from servers import Server, serving

from timeline.web.answers import WEIGHT, Answers, Kept

QUERY = '{ events(where: {slugs: ["dam"]}) { nodes { title } } revision }'


class Version:
    """A watch over a number."""

    def __init__(self) -> None:
        self.number: int | None = 1

    def version(self) -> int | None:
        """The number."""
        return self.number

    async def close(self) -> None:
        """Nothing to close."""


def kept(size: int = 100) -> Kept:
    """An answer with a body of so many bytes."""
    return Kept([], b"x" * size, lambda seconds: None)


def test_what_was_used_longest_ago_goes_first_and_what_is_too_large_is_not_kept() -> None:
    answers = Answers(Version(), 10 * (WEIGHT + 101))
    for number in range(10):
        answers.put((str(number),), kept(), 1)
    assert answers.get(("0",))
    answers.put(("x",), kept(), 1)
    assert not answers.get(("1",))
    assert answers.get(("0",))
    answers.put(("large",), kept(10_000), 1)
    assert not answers.get(("large",))
    assert answers.get(("x",))


def test_what_nobody_asks_for_is_let_go() -> None:
    answers = Answers(Version(), 1_000_000)
    for key in "abc":
        answers.put((key,), kept(), 1)
    answers.age()
    assert answers.get(("a",))
    answers.put(("b",), kept(), 1)
    answers.age()
    assert [bool(answers.get((key,))) for key in "abc"] == [True, True, False]
    answers.age()
    answers.age()
    assert not answers.get(("a",))


def test_nothing_is_kept_of_another_version_of_the_data_or_where_nobody_can_tell() -> None:
    watch = Version()
    answers = Answers(watch, 1_000_000)
    answers.put(("a",), kept(), 1)
    watch.number = 2
    assert not answers.get(("a",))
    answers.put(("a",), kept(), 1)
    assert not answers.get(("a",))
    watch.number = None
    answers.put(("a",), kept(), None)
    assert not answers.get(("a",))


def told(server: Server) -> tuple[str, int]:
    """The title of the event and the revision, as a server tells them."""
    data = server.post(QUERY).json()["data"]
    return data["events"]["nodes"][0]["title"], data["revision"]


def title(number: int) -> dict[str, Any]:
    """What the event is called in a revision."""
    return {"actors": [actor()], "events": [event("dam", title=f"Dam {number}")]}


def sums(server: Server) -> dict[str, float]:
    """How many answers were sent again, and how many were made."""
    lines = httpx.get(f"{server.address}/metrics").text.splitlines()
    found = (line.split("}") for line in lines if line.startswith("timeline_answers_total"))
    return {name.partition('"')[2].strip('"'): float(value) for name, value in found}


@pytest.mark.parametrize("workers", [1, 2])
def test_an_answer_is_sent_again_until_a_load_has_returned(workers: int, database: str, tmp_path: Path) -> None:
    loaded(database, dataset(tmp_path / "floods", **title(1)))
    with serving(database, tmp_path, workers=workers) as one, serving(database, tmp_path / "floods") as other:
        for number in range(1, 6):
            loaded(database, dataset(tmp_path / "floods", **title(number)))
            for server in (one, other):
                assert [told(server) for _ in range(6)] == [(f"Dam {number}", number)] * 6
        assert sums(other)["yes"] >= 20
        assert sums(other)["no"] >= 5


def test_many_readers_never_see_the_past_beside_a_writer(database: str, tmp_path: Path) -> None:
    """What a reader sees is at least as new as the last load that had returned when it asked."""
    loaded(database, dataset(tmp_path / "floods", **title(1)))
    newest, faults, over = [1], [], threading.Event()

    def read(server: Server) -> None:
        with httpx.Client() as client:
            while not over.is_set():
                least = newest[0]
                data = client.post(f"{server.address}/graphql", json={"query": QUERY}).json()["data"]
                if data["revision"] < least or data["events"]["nodes"][0]["title"] != f"Dam {data['revision']}":
                    faults.append((least, data))

    with serving(database, tmp_path) as server:
        readers = [threading.Thread(target=read, args=[server]) for _ in range(6)]
        for reader in readers:
            reader.start()
        for number in range(2, 12):
            loaded(database, dataset(tmp_path / "floods", **title(number)))
            newest[0] = number
        over.set()
        for reader in readers:
            reader.join()
        assert faults == []
        assert told(server) == ("Dam 11", 11)
        assert sums(server)["yes"] > 0


def test_an_answer_kept_is_the_same_to_the_byte_but_for_its_id(serving_world: Server) -> None:
    def ask(**headers: str) -> httpx.Response:
        return httpx.post(
            f"{serving_world.address}/graphql", json={"query": "{ timelines { nodes { slug } } }"}, headers=headers
        )

    first, again, other = ask(), ask(), ask(accept="application/graphql-response+json")
    assert (first.content, first.status_code) == (again.content, again.status_code)
    assert first.headers.pop("x-request-id") != again.headers.pop("x-request-id")
    assert {**first.headers, "date": ""} == {**again.headers, "date": ""}
    assert other.headers["content-type"].startswith("application/graphql-response+json")
    assert ask(**{"x-request-id": "mine"}).headers["x-request-id"] == "mine"
    assert ask(**{"content-type": "text/plain"}).status_code == 415


def test_nothing_is_kept_where_there_is_no_room(sqlite_world: str, tmp_path: Path) -> None:
    with serving(sqlite_world, tmp_path, answer_cache=0) as server:
        assert [server.post("{ revision }").json() for _ in range(3)] == [{"data": {"revision": 5}}] * 3
        assert sums(server) == {"no": 3.0, "yes": 0.0}
