"""What reaches the database while a test asks."""

import re
from typing import Any

TOGETHER = re.compile(r"(?:WITH |, )l[0-9]+ [(][c0-9, ]+[)] AS MATERIALIZED ")


class Sent(list[str]):
    """The SELECTs, in their order, and in how many journeys."""

    journeys = 0

    def take(self, wave: list[tuple[str, Any]]) -> None:
        """Take those of one journey, apart where several were put together."""
        self.journeys += 1
        self += (part for text, _ in wave for part in TOGETHER.split(text) if part)
