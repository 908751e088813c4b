"""Databases for tests: each test has its own, made by the migrations, on SQLite and on PostgreSQL."""

import asyncio
import os
import shutil
import signal
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from program import FLOOD, Program, runs_in
from sent import Sent
from servers import Server, serving
from sqlalchemy import Connection, make_url, text
from world import fill, world

from schema import schema
from schema.execution import Answer, Executor, Question
from schema.limits import NONE
from timeline.config import migrations
from timeline.database import run, upgrade
from timeline.readers import open_reader
from timeline.turns import Turns

SERVER = "TIMELINE_TEST_POSTGRES_URL"
# Where the tests run in the background of a shell, Ctrl-C is ignored, and programs they start would ignore it, too.
signal.signal(signal.SIGINT, signal.default_int_handler)


def administer(server: str, statement: str) -> None:
    """Run one statement on a PostgreSQL server, outside any transaction."""

    async def execute() -> None:
        connection = await asyncpg.connect(server)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(execute())


@pytest.fixture(scope="session")
def server() -> str:
    """The PostgreSQL server that tests may make databases on."""
    if address := os.environ.get(SERVER):
        return address
    reason = f"{SERVER} names no PostgreSQL server"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and in CI its tests must run")
    pytest.skip(reason)


def made_on(server: str, template: str = "template0") -> Iterator[str]:
    """A database of its own name, dropped in the end."""
    name = f"timeline_{uuid.uuid4().hex}"
    administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql_template(server: str) -> Iterator[str]:
    """The name of a database with all tables and no rows."""
    for url in made_on(server):
        upgrade(url, migrations())
        yield str(make_url(url).database)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows."""
    path = tmp_path_factory.mktemp("template") / "timeline.db"
    upgrade(f"sqlite:///{path}", migrations())
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on."""
    return str(request.param)


@pytest.fixture
def url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database, without tables."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path}/timeline.db"
    else:
        yield from made_on(request.getfixturevalue("server"))


@pytest.fixture
def database(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with all tables and no rows."""
    if backend == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "timeline.db")
        yield f"sqlite:///{tmp_path}/timeline.db"
    else:
        template = request.getfixturevalue("postgresql_template")
        yield from made_on(request.getfixturevalue("server"), template)


@pytest.fixture
def endless(database: str) -> str:
    """A database whose topics never end: whoever asks for them waits until somebody gives up."""
    numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    columns = "x AS id, CAST(x AS TEXT) AS slug, 'Topic' AS name, NULL AS description"

    def work(connection: Connection) -> None:
        connection.execute(text("ALTER TABLE topic RENAME TO topic_before"))
        connection.execute(text(f"CREATE VIEW topic AS SELECT {columns} FROM ({numbers}) AS numbers"))  # noqa: S608

    run(database, work)
    return database


@pytest.fixture(scope="session")
def sqlite_world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small world on SQLite; not to be written to."""
    path = tmp_path_factory.mktemp("world") / "timeline.db"
    shutil.copy(sqlite_template, path)
    run(f"sqlite:///{path}", lambda connection: fill(connection, world()))
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql_world(server: str, postgresql_template: str) -> Iterator[str]:
    """The small world on PostgreSQL; not to be written to."""
    for url in made_on(server, postgresql_template):
        run(url, lambda connection: fill(connection, world()))
        yield url


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def world_url(request: pytest.FixtureRequest) -> str:
    """The small world on each database."""
    return str(request.getfixturevalue(f"{request.param}_world"))


@pytest.fixture(scope="session")
def serving_world(world_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The program serving the small world."""
    with serving(world_url, tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture(scope="module")
def client(sqlite_world: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server over the small world, which was told no address."""
    with (
        serving(sqlite_world, tmp_path_factory.mktemp("client")) as server,
        httpx.Client(base_url=server.address, timeout=30) as found,
    ):
        yield found


@pytest.fixture
async def executor(world_url: str) -> AsyncIterator[Executor]:
    """Answers questions over the small world, however long that takes here."""
    reader = await open_reader(world_url, 2, 60)
    yield Executor(schema._schema, reader, limits=NONE, turns=Turns(2, planning=60))
    await reader.close()


@pytest.fixture
def answer(executor: Executor) -> Callable[..., Awaitable[Answer]]:
    """Asks a question with variables."""

    async def answer(query: str, operation: str | None = None, /, **variables: Any) -> Answer:
        return await executor.answer(Question(query, variables, operation))

    return answer


@pytest.fixture
def ask(answer: Callable[..., Awaitable[Answer]]) -> Callable[..., Awaitable[Any]]:
    """Asks a question that has no fault, and gives back the data."""

    async def ask(query: str, operation: str | None = None, /, **variables: Any) -> Any:
        found = await answer(query, operation, **variables)
        assert not found.errors
        return found.data

    return ask


@pytest.fixture
def refused(answer: Callable[..., Awaitable[Answer]]) -> Callable[..., Awaitable[str]]:
    """Asks a question that is to be refused, and gives back why."""

    async def refused(query: str, operation: str | None = None, /, **variables: Any) -> str:
        found = await answer(query, operation, **variables)
        assert found.data is None
        return "\n".join(error.message for error in found.errors)

    return refused


@pytest.fixture
def sent(executor: Executor, monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What reaches the database."""
    found = Sent()
    travel = executor.reader.run

    def recorded(journey: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        try:
            wave = next(journey)
            while True:
                found.take(wave)
                wave = journey.send((yield wave))
        except StopIteration as end:
            return end.value

    async def run(begin: Callable[[], Any], *spent: float, **how: bool) -> Any:
        return await travel(lambda: recorded(begin()), *spent, **how)

    monkeypatch.setattr(executor.reader, "run", run)
    monkeypatch.setattr(executor.reader, "at_once", lambda begin, **how: None)
    return found


@pytest.fixture
def timeline(tmp_path: Path) -> Program:
    """Runs the program in a folder of its own."""
    return runs_in(tmp_path)


@pytest.fixture(scope="session")
def flood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the flood in it."""
    folder = tmp_path_factory.mktemp("flood")
    (folder / "timeline.yaml").write_text(FLOOD)
    for arguments in (["init"], ["load", "timeline.yaml"]):
        assert runs_in(folder)(*arguments).returncode == 0
    return folder / "timeline.db"


@pytest.fixture
def loaded(timeline: Program, flood: Path, tmp_path: Path) -> Program:
    """Runs the program where the flood is loaded."""
    shutil.copy(flood, tmp_path)
    return timeline


@pytest.fixture(scope="session")
def belarus_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the timeline that comes with the program; not to be written to."""
    folder = tmp_path_factory.mktemp("belarus")
    for arguments in (["init"], ["load", "--seed-data"]):
        assert runs_in(folder)(*arguments).returncode == 0
    return f"sqlite:///{folder}/timeline.db"
