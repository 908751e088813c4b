"""Databases for tests: each test has its own, made by the migrations, on SQLite and on PostgreSQL."""

import asyncio
import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url

from timeline.config import migrations
from timeline.database import upgrade

SERVER = "TIMELINE_TEST_POSTGRES_URL"


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
