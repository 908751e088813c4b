"""The database behind a URL: what is no URL, who does not answer, and one transaction at a time."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, text

from timeline import database as database_module
from timeline.config import migrations
from timeline.database import parse_url, require_head, run, upgrade
from timeline.exceptions import DatabaseError
from timeline.loaders.store import lock
from timeline.readers import open_reader

WORD = "secret"
BAD = [
    "",
    "timeline.db",
    "sqlite://",
    "sqlite:///:memory:",
    "sqlite://timeline.db",
    "mysql://user:secret@host/name",
    "postgresql://user:secret@host:port/name",
    "postgresql://user:secret@host:99999999/name",
    "https://user:secret@host/name",
    "://user:secret@host",
    "\0",
]


def nobody() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def one_line_without_password(error: BaseException) -> None:
    """See that an error is fit for a terminal and a log."""
    assert WORD not in str(error)
    assert len(str(error).splitlines()) == 1
    assert len(str(error)) < 300


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_database_url_is_refused_with_the_mend(url: str) -> None:
    with pytest.raises(DatabaseError, match="write sqlite:///file") as told:
        parse_url(url)
    one_line_without_password(told.value)


@pytest.mark.parametrize("url", BAD)
def test_nothing_is_done_at_what_is_no_database_url(url: str) -> None:
    with pytest.raises(DatabaseError) as told:
        run(url, lambda connection: None)
    one_line_without_password(told.value)


async def test_nothing_is_read_at_what_is_no_database_url() -> None:
    for url in BAD:
        with pytest.raises(DatabaseError) as told:
            await open_reader(url, 1, 1.0)
        one_line_without_password(told.value)


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(DatabaseError, match=r"^postgresql://user.*127\.0\.0\.1.*; start the server") as told:
        run(f"postgresql://user:secret@127.0.0.1:{nobody()}/name", lambda connection: None)
    one_line_without_password(told.value)


def test_a_server_that_does_not_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "SECONDS_TO_CONNECT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql://user:secret@127.0.0.1:{silent.getsockname()[1]}/name"
        with pytest.raises(DatabaseError, match=r"no answer within 0\.2 s") as told:
            run(url, lambda connection: None)
    one_line_without_password(told.value)


def test_a_writer_that_waits_for_another_one_too_long(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "SECONDS_TO_WAIT", 1)

    def work(connection: Connection) -> None:
        lock(connection)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(run, database, lock).result()

    with pytest.raises(DatabaseError, match="another load is under way") as told:
        run(database, work)
    one_line_without_password(told.value)


async def test_a_server_that_is_not_there_has_no_reader() -> None:
    with pytest.raises(DatabaseError, match=r"127\.0\.0\.1") as told:
        await open_reader(f"postgresql://user:secret@127.0.0.1:{nobody()}/name", 1, 1.0)
    one_line_without_password(told.value)


def test_a_host_without_an_address() -> None:
    with pytest.raises(DatabaseError) as told:
        run("postgresql://user:secret@nowhere.invalid/name", lambda connection: None)
    one_line_without_password(told.value)


async def test_a_database_that_is_not_there(server: str) -> None:
    url = make_url(server).set(database="nowhere", password=WORD).render_as_string(hide_password=False)
    with pytest.raises(DatabaseError, match="nowhere") as told:
        await open_reader(url, 1, 1.0)
    one_line_without_password(told.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("Dear diary, " * 1000)
    with pytest.raises(DatabaseError, match="not a database; name another file") as told:
        upgrade(f"sqlite:///{tmp_path}/notes.db", migrations())
    one_line_without_password(told.value)
    assert (tmp_path / "notes.db").read_text().startswith("Dear diary")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError) as told:
        run(f"sqlite:///{tmp_path}", lambda connection: None)
    one_line_without_password(told.value)


def test_a_database_without_tables_is_told_so(url: str) -> None:
    with pytest.raises(DatabaseError, match="timeline init") as told:
        require_head(url, migrations())
    one_line_without_password(told.value)


def test_looking_for_a_database_does_not_make_one(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="timeline init"):
        require_head(f"sqlite:///{tmp_path}/none.db", migrations())
    assert list(tmp_path.iterdir()) == []


def test_work_that_fails_leaves_nothing(database: str) -> None:
    def work(connection: Connection) -> None:
        connection.execute(text("INSERT INTO topic (slug, name) VALUES ('a', 'A')"))
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        run(database, work)
    assert run(database, lambda connection: connection.execute(text("SELECT count(*) FROM topic")).scalar()) == 0


def test_reading_does_not_write(database: str) -> None:
    def work(connection: Connection) -> int | None:
        return connection.execute(text("SELECT count(*) FROM topic")).scalar()

    assert run(database, work, reading=True) == 0


@pytest.mark.parametrize(
    "query", ["sslmode=disable", "sslmode=prefer", "host={host}&port={port}", "application_name=a"]
)
async def test_an_address_means_the_same_to_all_that_connect(query: str, server: str) -> None:
    at = make_url(server)
    address = at.set(host=None, port=None) if "{host}" in query else at
    url = address.render_as_string(hide_password=False) + "?" + query.format(host=at.host, port=at.port or 5432)
    assert await asyncio.to_thread(run, url, lambda connection: connection.execute(text("SELECT 1")).scalar()) == 1
    await (await open_reader(url, 1, 1.0)).close()


@pytest.mark.parametrize("query", ["sslmode=whatever", "sslmode=require&sslrootcert=/nowhere.crt", "nonsense=1"])
async def test_an_address_that_does_not_fit_is_told_by_all_that_connect(query: str, server: str) -> None:
    url = f"{make_url(server).set(password=WORD).render_as_string(hide_password=False)}?{query}"
    with pytest.raises(DatabaseError) as told:
        await asyncio.to_thread(run, url, lambda connection: None)
    one_line_without_password(told.value)
    with pytest.raises(DatabaseError) as told:
        await open_reader(url, 1, 1.0)
    one_line_without_password(told.value)
