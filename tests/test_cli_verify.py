"""`timeline verify`: whether quotations stand where they are said to."""

from pathlib import Path

from program import FLOOD, Program, fault


def test_verify_finds_the_words_and_those_that_have_moved(timeline: Program, tmp_path: Path) -> None:
    cited = "citations: [{source: post-1, exact: water rises, start: 4, end: 15}]"
    (tmp_path / "timeline.yaml").write_text(FLOOD.replace("citations: [{source: post-1}]", cited))
    text = tmp_path / "text.txt"
    text.write_text("The water rises.")
    ran = timeline("verify", "timeline.yaml", "--text", "text.txt")
    assert (ran.returncode, ran.stdout) == (0, "Quotations: 2 exact.\n")
    text.write_text("Now the water rises.")
    ran = timeline("verify", "timeline.yaml", "--text", "text.txt")
    assert ran.returncode == 1
    assert "timeline.yaml:17:" in ran.stdout
    assert "Quotations: 2 moved.\n" in ran.stdout
    assert "name texts with --text" in fault(timeline("verify", "timeline.yaml"))
