"""Names from a tagger the user has: a real distribution with a real entry point."""

from pathlib import Path

import pytest

from timeline.extraction import actors
from timeline.extraction.actors import tagger
from timeline.extraction.actors.tagger import TaggerError
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens

TEXT = "A spokesperson for quiet Zorblatt met Ada Berg in Oslo."


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loudtagger.py").write_text(
        "def tag(text):\n    at = text.find('Zorblatt')\n    return [(at, at + 8, 'ORG'), (0, 1, 'CARDINAL')]\n"
        "def stumbling(text):\n    return [(text.missing, 1)]\n"
        "def astray(text):\n    return [(0, len(text) + 1, 'ORG')]\n"
    )
    info = tmp_path / "loudtagger-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: loudtagger\nVersion: 1.0\n")
    points = "[timeline.taggers]\nloud = loudtagger:tag\nastray = loudtagger:astray\nlost = nowhere:tag\n"
    points += "stumbling = loudtagger:stumbling\n"
    (info / "entry_points.txt").write_text(points)
    monkeypatch.syspath_prepend(str(tmp_path))
    tagger.load.cache_clear()


def kinds(name: str | None) -> dict[str, str]:
    tokens = Tokens(TEXT)
    return {actor.name: actor.kind for actor in actors.find(tokens, sentences(tokens), tagger=name)}


@pytest.mark.usefixtures("installed")
def test_a_tagger_that_is_named_adds_its_names_to_those_of_the_rules() -> None:
    assert kinds(None) == {"Ada Berg": "PERSON"}
    assert kinds("loud") == {"Zorblatt": "ORGANIZATION", "Ada Berg": "PERSON"}


@pytest.mark.usefixtures("installed")
def test_a_tagger_that_is_not_installed_is_refused_with_those_that_are() -> None:
    with pytest.raises(
        TaggerError, match=r"no tagger 'quiet' is installed .*; installed: astray, lost, loud, stumbling"
    ):
        kinds("quiet")


@pytest.mark.usefixtures("installed")
def test_a_place_outside_of_the_text_is_refused() -> None:
    with pytest.raises(TaggerError, match="tagger 'astray' names"):
        kinds("astray")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(("name", "told"), [("lost", "cannot be loaded .Module"), ("stumbling", "failed .Attribute")])
def test_a_tagger_that_fails_is_told_by_its_name(name: str, told: str) -> None:
    with pytest.raises(TaggerError, match=f"tagger '{name}' {told}"):
        kinds(name)
