"""Publishers are known under whatever name a page prints."""

import pytest

from timeline.extraction.pages import publishers


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Iran Press TV", "Press TV"),
        ("[ rfe/rl banner ]", "RFE/RL"),
        ("IRNA -  Islamic Republic News Agency", "IRNA"),
        ("[ Inside Elbonia ]", None),
        ("The Harbour Post of Port Anselm", None),
    ],
)
def test_a_publisher_is_known_by_its_names(printed: str, name: str | None) -> None:
    assert publishers.named(printed) == name


def test_a_publisher_is_found_in_a_part_of_a_line() -> None:
    assert publishers.among("(Xinhua)    11:34, May 16, 2021") == "Xinhua"
    assert publishers.among("Xinhua | 16 May 2021") == "Xinhua"
    assert publishers.among("16 May 2021") is None
