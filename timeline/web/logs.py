"""Log lines: one for each thing told, plain or in JSON, with the id of the request it belongs to."""

import logging
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import orjson

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
LONGEST_TRACE = 4_000


def configure(form: str, level: int = logging.INFO) -> None:
    """Send all log lines to stderr, ``plain`` or as ``json``."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if form == "json" else Plain())
    logging.basicConfig(handlers=[handler], level=level, force=True)


class Json(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON."""
        return orjson.dumps(described(record), default=str).decode()


class Plain(logging.Formatter):
    """One readable line: time, level, words, then name=value."""

    def format(self, record: logging.LogRecord) -> str:
        """The record in one line."""
        found = described(record)
        first = [found.pop("time"), found.pop("level"), found.pop("message")]
        return " ".join([*first, *(f"{name}={shown(value)}" for name, value in found.items())])


def described(record: logging.LogRecord) -> dict[str, Any]:
    """What a record tells."""
    found: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "message": one_line(record.getMessage()),
    }
    found |= getattr(record, "about", {})
    if request_id := REQUEST_ID.get():
        found["request"] = request_id
    if record.exc_info:
        found["trace"] = one_line("".join(traceback.format_exception(*record.exc_info)))[-LONGEST_TRACE:]
    return found


def shown(value: Any) -> str:
    """A value in a plain line, quoted where it holds a space."""
    text = str(value)
    return orjson.dumps(text).decode() if not text or " " in text or '"' in text else text


def one_line(text: str) -> str:
    """A text without line breaks or control characters, whoever wrote it."""
    return "".join(sign if sign.isprintable() else " " if sign == "\n" else f"\\x{ord(sign):02x}" for sign in text)
