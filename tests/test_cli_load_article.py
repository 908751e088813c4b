"""`timeline load article.txt`: drafts in the database, and how they give way to what a person has read."""

from pathlib import Path
from typing import Any

import pytest
from findings import ARTICLE
from program import Program, fault
from servers import Server, serving

ENTRIES = "{ nodes { slug review date { edtf } } }"


@pytest.fixture
def stored(timeline: Program, tmp_path: Path) -> Program:
    """Runs the program where the article is loaded as a draft."""
    (tmp_path / "dam.txt").write_text(ARTICLE)
    timeline("init")
    ran = timeline("load", "dam.txt")
    assert (ran.returncode, ran.stderr) == (0, "")
    return timeline


def reviewed(program: Program) -> str:
    """The annotation a person makes of the draft: all of it is right."""
    draft = program("extract", "dam.txt").stdout
    return draft.replace("review: DRAFT", "review: REVIEWED")


def entries(server: Server, where: str = "") -> list[Any]:
    answer = server.post(f"{{ entries{where} {ENTRIES} }}").json()
    nodes: list[Any] = answer["data"]["entries"]["nodes"]
    return nodes


def test_the_api_shows_drafts_only_to_who_asks_for_them(stored: Program, tmp_path: Path) -> None:
    with serving(f"sqlite:///{tmp_path}/timeline.db", tmp_path) as server:
        assert entries(server) == []
        drafts = entries(server, "(where: { review: DRAFT })")
        assert {draft["review"] for draft in drafts} == {"DRAFT"}
        assert any(draft["slug"].startswith("dam-the-dam-is-safe") for draft in drafts)
        (tmp_path / "dam.yaml").write_text(reviewed(stored))
        assert stored("load", "dam.yaml").returncode == 0
        assert {entry["slug"] for entry in entries(server)} >= {draft["slug"] for draft in drafts}


def test_the_same_article_again_changes_nothing(stored: Program) -> None:
    assert stored("load", "dam.txt").stdout == "Nothing has changed.\n"


def test_what_a_person_took_out_of_the_draft_is_removed(stored: Program, tmp_path: Path) -> None:
    (tmp_path / "dam.yaml").write_text(reviewed(stored).partition("statements:")[0])
    ran = stored("load", "dam.yaml")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert '"kind":"STATEMENT"' not in stored("export").stdout
    assert '"origin":"dam.txt"' not in stored("export").stdout


def test_a_reviewed_annotation_of_another_name_takes_over_what_it_names(stored: Program, tmp_path: Path) -> None:
    annotation = reviewed(stored)
    (tmp_path / "reviewed.yaml").write_text(annotation)
    ran = stored("load", "reviewed.yaml")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert '"origin":"dam.txt"' not in stored("export").stdout


def test_a_draft_never_takes_the_place_of_what_a_person_has_read(stored: Program, tmp_path: Path) -> None:
    (tmp_path / "reviewed.yaml").write_text(reviewed(stored))
    stored("load", "reviewed.yaml")
    ran = stored("load", "dam.txt")
    assert ran.returncode == 1
    assert "comes from reviewed.yaml and differs from this one in" in ran.stderr
    assert "DRAFT" not in stored("export").stdout


def test_an_article_with_its_annotation_beside_it_is_not_drafted(stored: Program, tmp_path: Path) -> None:
    (tmp_path / "dam.yaml").write_text(reviewed(stored))
    ran = stored("load", "dam.txt")
    assert ran.returncode == 1
    assert "load those instead: timeline load dam.yaml" in ran.stderr


def test_a_folder_reads_annotations_only_and_keeps_drafts(stored: Program, tmp_path: Path) -> None:
    folder = tmp_path / "floods"
    folder.mkdir()
    (folder / "timeline.yaml").write_text("timeline: {slug: floods, title: Floods}")
    (folder / "dam2.txt").write_text(ARTICLE)
    assert "1 added" in stored("load", "floods").stdout
    assert "added" in stored("load", "floods/dam2.txt").stdout
    assert stored("load", "floods").stdout == "Nothing has changed.\n"
    assert '"origin":"floods/dam2.txt"' in stored("export").stdout


def test_two_articles_that_name_one_actor_share_it(timeline: Program, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_text(ARTICLE)
    timeline("init")
    ran = timeline("load", "a.txt", "b.txt")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert timeline("export").stdout.count('"slug":"anna-meier"') == 1
    assert timeline("load", "a.txt", "b.txt").stdout == "Nothing has changed.\n"


def test_what_is_no_article_is_told_with_its_file(stored: Program, tmp_path: Path) -> None:
    (tmp_path / "menu.txt").write_text("Home\nNews\n")
    ran = stored("load", "menu.txt")
    assert ran.stderr.splitlines()[0].startswith("menu.txt: no article found")
    assert "there is no such file" in stored("load", "nowhere.txt").stderr
    assert "PATH" in fault(stored("load"), 2)
