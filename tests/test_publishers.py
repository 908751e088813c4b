"""Publishers are known under whatever name a page prints."""

import pytest

from timeline.extraction import publishers


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
