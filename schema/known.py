"""Questions that were asked before: what need not be found out again when they are asked with other values."""

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from schema.plan import Plan
from schema.variables import Plain
from timeline.exceptions import BusyError
from timeline.readers import Journey, Reader

QUICK_SECONDS = 0.005
MOST_LATE = 5  # times that a quick plan had to begin again, before it is not taken for quick any more
ON_TIME = 0.01  # of a time that each time it was quick makes up for


@dataclass(slots=True)
class Planned:
    """A plan, whether graphql-core walks its rows, and the shortest time it ever took."""

    plan: Plan
    nested: bool = False
    seconds: float | None = None
    late: float = 0

    @property
    def quick(self) -> bool:
        """Whether it was quick so far, and hardly ever late."""
        return self.seconds is not None and self.seconds < QUICK_SECONDS and self.late < MOST_LATE

    def run(self, variables: Mapping[str, Any], most_rows: int) -> Journey[Any]:
        """Run the plan and look at the clock."""
        began = time.monotonic()
        data = yield from self.plan.run(variables, most_rows)
        took = time.monotonic() - began
        self.seconds = took if self.seconds is None else min(took, self.seconds)
        if self.late and took < QUICK_SECONDS:
            self.late = max(0, self.late - ON_TIME)
        return data


@dataclass(frozen=True, slots=True)
class Known:
    """A question, whatever its variables: how these are taken, under which key its plan is kept, what it costs."""

    plain: Plain
    key: Hashable
    cost: Callable[[Mapping[str, Any]], int]


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan at hand with the variables to run it with."""

    planned: Planned
    variables: Mapping[str, Any]
    reader: Reader
    most_rows: int

    def at_once(self) -> Any:
        """The data, if it can be had while all others wait; None where it cannot.

        Raises:
            GraphQLError: an argument does not fit.
            DatabaseError: the database is away.
        """
        if not self.planned.quick:
            return None
        try:
            return self.reader.at_once(self._journey, alone=self.planned.plan.alone)
        except BusyError:
            self.planned.late += 1
            return None

    async def later(self, spent: float = 0) -> Any:
        """The data, in the time that the reader allows less what was ``spent``.

        Raises:
            GraphQLError: an argument does not fit.
            TimelineError: the database is away, or took too long.
        """
        return await self.reader.run(self._journey, spent, alone=self.planned.plan.alone)

    def _journey(self) -> Journey[Any]:
        return self.planned.run(self.variables, self.most_rows)
