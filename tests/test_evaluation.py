"""The measures of ``make eval`` themselves: what counts as right, as missed and as found without need."""

from pathlib import Path

import pytest
from evaluation import actors, events, quotations, timexes
from evaluation.development import prediction
from evaluation.faults import faults
from evaluation.gold import Gold, read
from evaluation.score import Score

from timeline.extraction.findings import Actor, Date, Event, Extraction, Mention, Source, Span, Statement

TEXT = 'Nora Lind said on Monday that it rained. "It poured," she told us. It was sunny in 2019.'
GOLD = """
body: Nora
source: {title: Rain}
statements:
  - {words: that it rained, kind: indirect, cue: said, speaker: Nora Lind, name: Nora Lind, said: 2024-03-04}
  - {words: '"It poured,"', kind: direct, cue: told, speaker: she, name: Nora Lind}
dates:
  - {words: on Monday, type: DATE, value: 2024-W10-1 or 2024-03-04, edtf: 2024-03-04}
  - {words: '2019', type: DATE, value: '2019', edtf: '2019', optional: true}
events:
  - {words: It was sunny, date: '2019'}
actors:
  - {name: Nora Lind, kind: PERSON, names: [Lind], mentions: [Nora Lind, she]}
"""


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    (tmp_path / "rain.txt").write_text(TEXT)
    (tmp_path / "rain.yaml").write_text(GOLD)
    return read(tmp_path / "rain.txt")


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def mention(words: str, actor: str | None = None) -> Mention:
    return Mention(*at(words), words, "name", actor)


def said(words: str, cue: str, speaker: Mention, kind: str = "indirect") -> Statement:
    return Statement(*at(words), kind, Span(*at(cue), cue), (speaker,), None, "test/rule")  # type: ignore[arg-type]


def date(words: str, value: str, edtf: str | None = None) -> Date:
    return Date(*at(words), words, edtf, "DATE", value, "test/rule")


def findings(**found: object) -> Extraction:
    nothing: dict[str, object] = {"statements": (), "dates": (), "events": (), "actors": ()}
    return Extraction(Source(), **nothing | found)  # type: ignore[arg-type]


def test_precision_and_recall_are_of_what_was_found_and_of_gold() -> None:
    score = Score(right=2, found=4, gold=8)
    assert (score.precision, score.recall) == (50, 25)
    assert score.f1 == pytest.approx(2 * 50 * 25 / 75)
    assert score + score == Score(4, 8, 16)
    assert Score().f1 == 0


def test_gold_whose_words_do_not_stand_in_the_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text(TEXT)
    (tmp_path / "rain.yaml").write_text(GOLD.replace("that it rained", "that it snowed"))
    with pytest.raises(ValueError, match="rain, statements: no 'that it snowed'"):
        read(tmp_path / "rain.txt")


def test_gold_with_a_key_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text(TEXT)
    (tmp_path / "rain.yaml").write_text(GOLD.replace("said: 2024", "spoken: 2024"))
    with pytest.raises(ValueError, match="spoken"):
        read(tmp_path / "rain.txt")


def test_a_shorter_date_is_found_but_not_strictly(gold: Gold) -> None:
    scores = timexes.score(gold, findings(dates=(date("Monday", "2024-03-04", "2024-03-04~"),)))
    assert scores["relaxed"] == scores["value"] == scores["EDTF"] == Score(1, 1, 1)
    assert scores["strict"] == Score(0, 1, 1)


def test_what_is_optional_counts_neither_found_nor_missed(gold: Gold) -> None:
    both = (date("on Monday", "2024-W10-1"), date("2019", "1066"))
    assert timexes.score(gold, findings(dates=both))["value"] == Score(1, 1, 1)


def test_a_date_nobody_marked_is_spurious(gold: Gold) -> None:
    assert timexes.score(gold, findings(dates=(date("sunny", "2019-SU"),)))["relaxed"] == Score(0, 1, 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2012-W5", "2012-W05"),
        ("1990-XX", "1990"),
        ("199X", "199"),
        ("19XX", "19"),
        ("2024-03-04TMO", "2024-03-04"),
        ("1834-AU", "1834-FA"),
    ],
)
def test_values_of_the_same_days_are_the_same_interval(one: str, other: str) -> None:
    assert timexes.days(one) == timexes.days(other)


@pytest.mark.parametrize(("one", "other"), [("1990", "199"), ("2024-W10", "2024-10"), ("2024-03-04", "2024-03")])
def test_values_of_other_days_are_another_interval(one: str, other: str) -> None:
    assert timexes.days(one) != timexes.days(other)


def test_half_of_a_statement_is_found_and_less_is_not(gold: Gold) -> None:
    half = said("it rained", "said", mention("Nora Lind"))
    less = said("it", "said", mention("Nora Lind"))
    assert quotations.score(gold, findings(statements=(half,)))["indirect, mixed: overlap"] == Score(1, 1, 1)
    assert quotations.score(gold, findings(statements=(less,)))["indirect, mixed: overlap"] == Score(0, 1, 1)


def test_a_speaker_is_right_by_place_or_by_the_actor_meant(gold: Gold) -> None:
    lind = Actor("lind", "Nora Lind", "PERSON")
    for speaker in (mention("she"), mention("us", actor="lind")):
        found = findings(statements=(said('"It poured,"', "told", speaker, "direct"),), actors=(lind,))
        assert quotations.score(gold, found)["quoted: joint"] == Score(1, 1, 1)
    found = findings(statements=(said('"It poured,"', "told", mention("us"), "direct"),), actors=(lind,))
    assert quotations.score(gold, found)["quoted: joint"] == Score(0, 1, 1)


def test_an_event_is_found_where_the_places_meet_and_dated_by_its_day(gold: Gold) -> None:
    sunny = Event(*at("was sunny"), "Sunny", "2018", (), "asserted", "test/rule")
    scores = events.score(gold, findings(events=(sunny,)))
    assert (scores["found"], scores["date"]) == (Score(1, 1, 1), Score(0, 1, 1))


def test_an_actor_is_found_once_under_any_of_its_names(gold: Gold) -> None:
    one = Actor("lind", "N. Lind", "PERSON", names=("Lind",), mentions=(mention("Nora Lind"),))
    again = Actor("nora-lind", "Nora Lind", "GROUP")
    scores = actors.score(gold, findings(actors=(one, again)))
    assert (scores["found"], scores["mentions"]) == (Score(1, 2, 1), Score(1, 2, 2))


def test_what_was_missed_and_what_was_found_without_need_is_listed(gold: Gold) -> None:
    listed = list(faults(gold, findings(dates=(date("sunny", "2019-SU"),))))
    assert [line.split("\t")[1:4] for line in listed] == [
        ["time", "missed", "on Monday"],
        ["time", "spurious", "sunny"],
        ["quoted", "missed", "It poured"],
        ["reported", "missed", "that it rained"],
        ["event", "missed", "It was sunny"],
        ["actor", "missed", "Nora Lind"],
        ["source", "title", ""],
    ]


def test_what_was_taken_for_something_else_is_listed(gold: Gold) -> None:
    statement = said("that it rained", "said", mention("us"))
    listed = list(faults(gold, findings(statements=(statement,), dates=(date("on Monday", "2024", "2024"),))))
    assert "rain\ttime\tvalue\ton Monday\t2024-W10-1 or 2024-03-04\t2024 (test/rule)" in listed
    assert "rain\ttime\tedtf\ton Monday\t2024-03-04\t2024 (test/rule)" in listed
    assert "rain\treported\tspeaker\tthat it rained\tNora Lind\tus (None) (test/rule)" in listed


def test_outside_scorers_are_given_places_speakers_and_values() -> None:
    lind = Actor("lind", "Nora Lind", "PERSON")
    quote = said('"It poured,"', "told", mention("she", actor="lind"), "direct")
    given = prediction(findings(statements=(quote,), dates=(date("2019", "2019"),), actors=(lind,)))
    start, end = at("she")
    assert (
        given["quotes"][0] | {"speaker_start": start, "speaker_end": end, "speaker": "Nora Lind"} == given["quotes"][0]
    )
    assert given["timexes"] == [{"start": at("2019")[0], "end": at("2019")[1], "type": "DATE", "value": "2019"}]
