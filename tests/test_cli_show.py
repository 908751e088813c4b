"""`timeline show`: a timeline in a terminal."""

from program import Program, fault


def test_show_draws_events_and_statements_apart_by_month(loaded: Program) -> None:
    assert (
        loaded("show", "flood").stdout
        == """\
The flood of 2024
2 events, 1 statement

1970
  about 1970        ■ The dam is built
                      — The Post via Mirror, 2 March 2024

February 2024
  28 February 2024  ❝ Anna Meier: “The dam is safe.”
                      denied · local radio
                      — The Post via Mirror, 2 March 2024

March 2024
  1 March 2024      ■ The dam breaks · Altstadt
                      Water reaches the town in the night.
                      — The Post via Mirror, 2 March 2024 (dates it 29 February
                      2024)
"""
    )


def test_show_keeps_to_its_window_and_width(loaded: Program) -> None:
    shown = loaded("show", "flood", "--from", "2024", "--to", "2024-02", "--width", "40").stdout
    assert "Anna Meier" in shown
    assert "is built" not in shown
    assert "breaks" not in shown
    assert max(map(len, shown.splitlines())) <= 40


def test_show_shows_drafts_when_asked(loaded: Program) -> None:
    assert "Guessed by a rule" not in loaded("show", "flood").stdout
    shown = loaded("show", "flood", "--drafts").stdout
    assert "Guessed by a rule" in shown
    assert "draft, not yet read by a person" in shown


def test_show_without_a_slug_lists_the_timelines(loaded: Program) -> None:
    assert loaded("show").stdout.split()[-6:] == ["flood", "The", "flood", "of", "2024", "4"]


def test_an_unknown_timeline_is_told_with_the_nearest(loaded: Program) -> None:
    assert fault(loaded("show", "flod")) == "timeline: there is no timeline 'flod'; there is flood\n"


def test_a_window_that_ends_before_it_begins_is_refused(loaded: Program) -> None:
    assert "--from 2024 comes after --to 2023" in fault(loaded("show", "flood", "--from", "2024", "--to", "2023"))
    assert "no month 13" in fault(loaded("show", "flood", "--from", "2024-13"), 2)


def test_show_works_on_a_terminal_that_knows_no_unicode(loaded: Program) -> None:
    shown = loaded("show", "flood", PYTHONIOENCODING="ascii")
    assert shown.returncode == 0
    assert r"\u201cThe dam is safe.\u201d" in shown.stdout
