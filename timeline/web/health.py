"""Whether the process lives (``/healthz``) and whether it can answer (``/readyz``)."""

import orjson
from starlette.requests import Request
from starlette.responses import Response

from timeline import queries
from timeline.config import migrations
from timeline.database import steps
from timeline.exceptions import TimelineError
from timeline.readers import Journey
from timeline.web.caching import Revisions


async def alive(request: Request) -> Response:
    """The process answers."""
    return _json({"status": "alive"})


class Readiness:
    """Looks whether the database is there, at the newest migration, and at which revision of the data."""

    def __init__(self, revisions: Revisions) -> None:
        self.revisions = revisions
        self.head = steps(migrations())[-1]
        self._sql = revisions.reader.dialect.compile(queries.migration())

    async def show(self, request: Request) -> Response:
        """The page: 200, or 503 and why."""
        try:
            found = await self.revisions.reader.run(self._journey)
            number, _ = await self.revisions.newest()
        except TimelineError:
            return _json({"status": "unavailable", "reason": "the database is away"}, 503)
        if found != self.head:
            reason = f"the tables are at migration {found}, this program needs {self.head}; run: timeline init"
            return _json({"status": "unavailable", "reason": reason}, 503)
        return _json({"status": "ready", "revision": number, "migration": found})

    def _journey(self) -> Journey[str | None]:
        (rows,) = yield [(self._sql.text, ())]
        return rows[0][0] if rows else None


def _json(found: dict[str, object], status: int = 200) -> Response:
    return Response(orjson.dumps(found), status, {"content-type": "application/json", "cache-control": "no-store"})
