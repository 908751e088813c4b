"""Migrations: they make the tables of the models, go down and up again, and run from alembic's own command line."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, inspect, select
from sqlalchemy.schema import CreateTable
from test_tally import kept
from world import fill, stale, world

from timeline.config import migrations
from timeline.database import downgrade, migrations_config, require_head, run, steps, upgrade
from timeline.exceptions import DatabaseError
from timeline.models import Base, Walked

ROOT = Path(__file__).parents[1]


def test_the_migrations_make_the_models(database: str) -> None:
    run(database, lambda connection: command.check(migrations_config(migrations(), connection)))


def test_the_migrations_make_the_constraints_of_the_models(database: str, url: str) -> None:
    """Alembic compares neither checks nor what happens when a target goes."""
    other = f"{url}-models.db" if url.startswith("sqlite") else url

    def found(connection: Connection) -> Any:
        look = inspect(connection)
        return {
            name: (
                sorted((check["name"], _plain(check["sqltext"])) for check in look.get_check_constraints(name)),
                sorted((key["name"], key["options"].get("ondelete")) for key in look.get_foreign_keys(name)),
                sorted((key["name"], key["column_names"]) for key in look.get_unique_constraints(name)),
                look.get_pk_constraint(name)["name"],
            )
            for name in Base.metadata.tables
        }

    def made(connection: Connection) -> Any:
        Base.metadata.create_all(connection)
        return found(connection)

    assert run(database, found) == run(other, made)


def _plain(text: str) -> str:
    return text.replace('"', "").replace(" ", "")


def rows(connection: Connection) -> dict[str, list[Any]]:
    """Every row of every table, without what is made from the others."""
    kept = (table for table in Base.metadata.sorted_tables if table.name not in ("searchable", "tally"))
    made = {*Walked.__annotations__, "lasting", "told"}
    plain = {table.name: [column for column in table.c if column.name not in made] for table in kept}
    return {name: sorted(map(repr, connection.execute(select(*columns)))) for name, columns in plain.items()}


def test_down_to_the_first_and_up_again_keeps_every_row(database: str) -> None:
    run(database, lambda connection: fill(connection, world()))
    before = run(database, rows)
    downgrade(database, migrations(), "0001")
    assert run(database, rows) == before
    upgrade(database, migrations())
    assert run(database, rows) == before
    assert run(database, stale) == []
    assert kept(database)
    run(database, lambda connection: command.check(migrations_config(migrations(), connection)))


def test_down_to_nothing_and_up_again(database: str) -> None:
    run(database, lambda connection: fill(connection, world()))
    downgrade(database, migrations(), "base")
    assert run(database, lambda connection: inspect(connection).get_table_names()) == ["alembic_version"]
    upgrade(database, migrations())
    run(database, lambda connection: fill(connection, world()))


def test_each_step_goes_both_ways(url: str) -> None:
    upgrade(url, migrations(), "0001")
    downgrade(url, migrations(), "base")
    upgrade(url, migrations(), "0001")
    upgrade(url, migrations())
    require_head(url, migrations())


def test_the_files_of_migrations_are_named_in_their_order() -> None:
    known = ScriptDirectory(str(migrations())).walk_revisions()
    assert steps(migrations()) == [script.revision for script in known][::-1]


def test_upgrading_twice_is_upgrading_once(database: str) -> None:
    upgrade(database, migrations())
    require_head(database, migrations())


def test_older_tables_are_told_from_newest(url: str) -> None:
    upgrade(url, migrations(), "0001")
    with pytest.raises(DatabaseError, match=r"0001.*timeline init"):
        require_head(url, migrations())


def alembic(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run alembic's own command line in the checkout."""
    environment = os.environ | {"TIMELINE_DATABASE_URL": url}
    program = [sys.executable, "-m", "alembic", *arguments]
    return subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_alembics_own_command_line(url: str) -> None:
    for arguments in (["upgrade", "head"], ["check"], ["downgrade", "base"], ["upgrade", "head"]):
        ran = alembic(url, *arguments)
        assert ran.returncode == 0, ran.stderr
    assert "(head)" in alembic(url, "current").stdout
    require_head(url, migrations())


def test_a_migration_imports_nothing_of_ours() -> None:
    for path in (ROOT / "alembic" / "versions").glob("*.py"):
        text = path.read_text()
        assert "timeline" not in [line.split()[1].split(".")[0] for line in text.splitlines() if _imports(line)]
    assert not (ROOT / "alembic" / "__init__.py").exists()


def _imports(line: str) -> bool:
    return line.startswith(("import ", "from "))


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_reference_has_an_index(table: Table) -> None:
    """What goes with its target is found by it: without an index each removal reads the whole table."""
    leading = {next(iter(index.columns)).name for index in table.indexes}
    leading |= {next(iter(key.columns)).name for key in table.constraints if len(key.columns) and _unique(key)}
    assert {key.parent.name for key in table.foreign_keys} <= leading, str(CreateTable(table))


def _unique(constraint: Any) -> bool:
    return constraint.__class__.__name__ in ("PrimaryKeyConstraint", "UniqueConstraint")
