"""Datelines of agencies are read: place, day and agency."""

import pytest

from timeline.extraction.pages.datelines import read


@pytest.mark.parametrize(
    ("line", "place", "agency", "day"),
    [
        ("STRELSAU, Aug. 20 (Xinhua) -- Rain fell.", "STRELSAU", "Xinhua", (None, 8, 20)),
        ("STRELSAU, August 20. /TASS/. Rain fell.", "STRELSAU", "TASS", (None, 8, 20)),
        ("ZENDA /Strelsau region/, August 23. /TASS/. Rain fell.", "ZENDA /Strelsau region/", "TASS", (None, 8, 23)),
        ("STRELSAU. Sept 3 (Interfax) - Rain fell.", "STRELSAU", "Interfax", (None, 9, 3)),
        ("STRELSAU, 14 August (BelTA) – Rain fell.", "STRELSAU", "BelTA", (None, 8, 14)),
        ("STRELSAU (UrduPoint News / Sputnik - 10th August, 2021) Rain fell.", "STRELSAU", "UrduPoint", (2021, 8, 10)),
        ("Zenda, (UrduPoint / Pakistan Point News - 23rd Aug, 2021 ) :Rain.", "Zenda", "UrduPoint", (2021, 8, 23)),
        ("ZENDA, Ruritania, August 29 (Sputnik) - Rain fell.", "ZENDA, Ruritania", "Sputnik", (None, 8, 29)),
        ("STRELSAU (AP) — Rain fell.", "STRELSAU", "Associated Press", None),
        ("ZENDA, Ruritania (AP)_ Rain fell.", "ZENDA, Ruritania", "Associated Press", None),
        ("STRELSAU (Reuters) - Rain fell.", "STRELSAU", "Reuters", None),
        ("Strelsau (AFP) – Rain fell.", "Strelsau", "Agence France-Presse", None),
        ("(Reuters) - Rain fell.", None, "Reuters", None),
        ("STRELSAU — Rain fell.", "STRELSAU", None, None),
        ("ZENDA, N.H. - Rain fell.", "ZENDA, N.H.", None, None),
        ("ZENDA, N.H. (AP) — Rain fell.", "ZENDA, N.H.", "Associated Press", None),
        ("Taipei, Aug. 30 (CNA) Rain fell.", "Taipei", "CNA", (None, 8, 30)),
        ("STRELSAU. KAZINFORM - Rain fell.", "STRELSAU", "Kazinform", None),
        ("YEREVAN, JUNE 3, ARMENPRESS. Rain fell.", "YEREVAN", "Armenpress", (None, 6, 3)),
        ("Zenda, Nov 12, IRNA -- Rain fell.", "Zenda", "IRNA", (None, 11, 12)),
        ("GENEVA (4 August 2021) – Rain fell.", "GENEVA", None, (2021, 8, 4)),
        ("STRELSAU, August 30 - RIA Novosti. Rain fell.", "STRELSAU", "RIA Novosti", (None, 8, 30)),
        ("15 July 2021 – Rain fell.", None, None, (2021, 7, 15)),
        ("WARSAW, 15 July 2021 – Rain fell.", "WARSAW", None, (2021, 7, 15)),
    ],
)
def test_a_dateline_gives_place_agency_and_day(
    line: str, place: str | None, agency: str | None, day: tuple[int | None, int, int] | None
) -> None:
    found = read(line)
    assert found is not None
    assert line[found.end :].startswith("Rain")
    assert (found.place, found.agency) == (place, agency)
    assert (found.day and (found.day.year, found.day.month, found.day.day)) == day


@pytest.mark.parametrize(
    "line",
    [
        "EXCLUSIVE — Rain fell on the town.",
        "The Harbour Union (HU) - which is old - met.",
        "NATO (the alliance) - said nothing.",
        "NATO — the alliance — said nothing.",
        "Elphberg — the chancellor — said nothing.",
        "On Monday, May 5 - The day of rain.",
        "5 May – Rain fell.",
        "15 July 2021 – the day of rain – was long.",
        "He said that rain (Reuters) - fell.",
        "",
    ],
)
def test_other_dashes_and_brackets_open_no_dateline(line: str) -> None:
    assert read(line) is None
