"""`timeline init`, and what it says of databases that are none."""

from pathlib import Path

import pytest
from program import Program, fault


def test_init_twice_is_init_once(timeline: Program, tmp_path: Path) -> None:
    assert timeline("init").stdout == timeline("init").stdout == "sqlite:///timeline.db is ready.\n"
    assert (tmp_path / "timeline.db").is_file()


def test_the_database_is_the_options_before_the_environments(timeline: Program, tmp_path: Path) -> None:
    timeline("init", "--database-url", "sqlite:///one.db", TIMELINE_DATABASE_URL="sqlite:///two.db")
    assert {path.name for path in tmp_path.glob("*.db")} == {"one.db"}


@pytest.mark.parametrize("url", ["mysql://host/name", "nonsense", "sqlite://", "postgresql://nobody@127.0.0.1:1/x"])
def test_a_database_that_is_none_is_told_in_one_line(url: str, timeline: Program) -> None:
    fault(timeline("init", "--database-url", url))


def test_a_password_is_not_told(timeline: Program) -> None:
    told = fault(timeline("init", "--database-url", "postgresql://nobody:secret@127.0.0.1:1/x"))
    assert "secret" not in told
