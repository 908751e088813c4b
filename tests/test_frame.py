"""The lines above an article are told apart: dates in parts, bylines of all kinds, publishers that no list knows."""

import pytest

from timeline.extraction.pages import frame

PROSE = "\nIt rained in Port Anselm on the day of the vote, and so the ferries stayed where they were. Nobody sailed."


def kinds(*lines: str) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in frame.named(frame.head("\n".join(lines) + PROSE))]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Jane Winter", "byline"),
        ("Interview by Jane Winter", "byline"),
        ("By Jane Winter and Paul O'Hara July 9, 2021", "byline"),
        ("By then it was late", "text"),
        ("20 May 2019 | Markets Desk", "date"),
        ("PUBLISHED: 07:15, 7 September 2020 | UPDATED: 11:52, 8 September 2020", "date"),
        ("16:40", "time"),
        ("World News", "section"),
        ("Advertisement", "banner"),
        ("Press TV", "publisher"),
        ("Korean Central News Agency of DPRK via Korea News Service (KNS)", "publisher"),
        ("Rain over Port Anselm", "text"),
    ],
)
def test_a_line_is_of_a_kind(line: str, kind: str) -> None:
    assert kinds("Title of the day", line)[1] == (kind, line)


def test_of_two_days_in_a_line_the_one_of_publication_counts() -> None:
    line = "UPDATED: 11:52, 8 September 2020 | PUBLISHED: 07:15, 7 September 2020"
    (read,) = frame.head(line + PROSE)
    assert read.moment is not None
    assert (read.moment.day.day, read.moment.time) == (7, "07:15")
    assert line[read.moment.day.start : read.moment.day.end] == "7 September 2020"


def test_a_line_that_stands_twice_is_the_publisher() -> None:
    assert kinds("Seven Seas", "Rain over Port Anselm", "Seven Seas") == [
        ("publisher", "Seven Seas"),
        ("text", "Rain over Port Anselm"),
        ("publisher", "Seven Seas"),
    ]


@pytest.mark.parametrize("publisher", ["The Anselm Post", "Ministry of Rain of Elbonia", "Press Service"])
def test_a_medium_or_an_office_is_the_publisher_where_there_is_a_title(publisher: str) -> None:
    assert kinds(publisher, "Rain over Port Anselm")[0] == ("publisher", publisher)
    assert kinds(publisher) == [("text", publisher)]


def test_a_post_below_a_byline_is_told() -> None:
    assert kinds("Title of the day", "By Jane Winter", "Weather correspondent")[2][0] == "post"


def test_a_writer_may_be_told_by_where_she_was() -> None:
    assert kinds("Title of the day", "Jane Winter at Anselm Crown Court", "3 May 2021")[1][0] == "byline"


def test_lines_below_the_article_are_told_from_the_bottom_up() -> None:
    text = PROSE + "\n\n(Reporting by Jane Winter)\n3 May 2021\n\nNEWSLETTER\n"
    assert [(line.kind, line.text) for line in frame.tail(text, 0)] == [
        ("tail", "(Reporting by Jane Winter)"),
        ("tail", "3 May 2021"),
        ("footer", "NEWSLETTER"),
    ]
