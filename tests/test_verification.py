"""Annotations held against texts: each text finds its source by its sum, each citation is told how it stands."""

import hashlib
from pathlib import Path

import pytest
from factories import annotate, event, source

from timeline.exceptions import LoadError
from timeline.kinds import AnchorState
from timeline.loaders import verify

TEXT = "The dam holds, the mayor said.\n"
SUM = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def annotation(tmp_path: Path) -> Path:
    """An article with a sum, cited rightly, wrongly, and without words."""
    cited = [{"exact": "the mayor said"}, {"exact": "The dam", "start": 3, "end": 10}, {"exact": "broke"}, {}]
    return annotate(tmp_path / "x.yaml", source=source(text={"sha256": SUM}), events=[event(citations=cited)])


def test_every_citation_is_told_how_it_stands(annotation: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "any name.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    (tmp_path / "texts" / "other.txt").write_text("Another")
    report = verify([annotation], [tmp_path / "texts"])
    states = [finding.state for finding in report.findings]
    assert states == [AnchorState.EXACT, AnchorState.MOVED, AnchorState.ORPHANED, AnchorState.UNANCHORED]
    assert [bool(finding.note) for finding in report.findings] == [False, True, True, False]
    assert report.findings[1].place.line == 18
    assert (report.missing, report.strangers) == ({}, [tmp_path / "texts" / "other.txt"])
    assert not report.sound


def test_sources_without_a_text_are_named_with_their_number_of_quotations(annotation: Path) -> None:
    report = verify([annotation])
    assert report.missing == {"gazette-1": 3}
    assert [finding.state for finding in report.findings] == [AnchorState.UNANCHORED]


def test_the_one_text_must_be_that_of_the_one_source(annotation: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.txt").write_text("Another")
    other = hashlib.sha256(b"Another").hexdigest()
    with pytest.raises(LoadError, match=f"has the sum {other}, that of the source 'gazette-1' has {SUM}"):
        verify([annotation], [tmp_path / "wrong.txt"])


def test_faults_of_the_annotations_come_before_any_text(annotation: Path, tmp_path: Path) -> None:
    annotate(annotation, events=[event(titel="A")])
    with pytest.raises(LoadError, match="unknown key 'titel'"):
        verify([annotation], [tmp_path / "missing.txt"])


def test_a_text_that_cannot_be_read_is_told(annotation: Path, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"missing\.txt: cannot be read"):
        verify([annotation], [tmp_path / "missing.txt"])
