"""Answers by GET that widgets and proxies may keep: an ETag from the data's revision and the question.

Source: RFC 9110, sections 8.8.3 and 13.1.2; RFC 9111, section 5.2.2.
"""

import hashlib
from importlib.metadata import version

from starlette.requests import Request

from timeline import queries
from timeline.readers import Journey, Reader

VERSION = version("timeline-api")


class Revisions:
    """Tells which revision of the data is the newest; read anew each time, so that no answer is out of date."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._sql = reader.dialect.compile(queries.newest_revision())

    async def newest(self) -> tuple[int, str]:
        """The number of the newest revision, 0 for none, and when it was made.

        Raises:
            DatabaseError: the database is away.
        """
        return await self.reader.run(self._journey)

    def _journey(self) -> Journey[tuple[int, str]]:
        sql = self._sql
        (rows,) = yield [(sql.text, tuple(sql.constants[name] for name in sql.names))]
        return (rows[0][0], str(rows[0][1])) if rows else (0, "")


def tag(revision: tuple[int, str], request: Request, form: str) -> str:
    """The ETag of an answer: of this program, about this revision, to this address, in this form."""
    parts = (VERSION, *map(str, revision), form, request.url.path)
    hashed = hashlib.sha256("\n".join(parts).encode() + b"\n" + request.scope["query_string"])
    return f'"{revision[0]}-{hashed.hexdigest()[:32]}"'


def kept(request: Request, etag: str) -> bool:
    """Whether the client says it has this answer already."""
    given = request.headers.get("if-none-match", "")
    return etag in {part.strip().removeprefix("W/") for part in given.split(",")} or given.strip() == "*"


def headers(etag: str, seconds: int) -> dict[str, str]:
    """What an answer that may be kept is sent with; for ``seconds`` nobody need ask again."""
    fresh = f"public, max-age={seconds}" if seconds else "public, no-cache"
    return {"etag": etag, "cache-control": fresh}
