"""What an error can be: the closed list of ``extensions.code``, each with its HTTP status and its meaning."""

import re
from enum import StrEnum
from typing import Any

from graphql import GraphQLError, Node

LONGEST_MESSAGE = 300
SUGGESTION = re.compile(r" Did you mean [^?]*\?")


class Code(StrEnum):
    """A code, the status it is answered with, and the one where the answer is plain ``application/json``."""

    status: int
    meaning: str
    legacy: int

    def __new__(cls, name: str, status: int, meaning: str, legacy: int = 0) -> "Code":
        member = str.__new__(cls, name)
        member._value_, member.status, member.meaning, member.legacy = name, status, meaning, legacy or status
        return member

    BAD_REQUEST = "BAD_REQUEST", 400, "The request is not a GraphQL request: no JSON object, no query, a wrong key."
    PARSE_FAILED = "PARSE_FAILED", 400, "The query is not GraphQL.", 200
    VALIDATION_FAILED = "VALIDATION_FAILED", 400, "The query does not fit the schema.", 200
    VARIABLES_INVALID = "VARIABLES_INVALID", 400, "The variables do not fit the query.", 200
    OPERATION_UNKNOWN = "OPERATION_UNKNOWN", 400, "The query has no operation of that name, or several and no name."
    BAD_USER_INPUT = (
        "BAD_USER_INPUT",
        400,
        "The value of an argument does not do: a date, a cursor, an id, a page size.",
    )
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED", 400, "The query asks more than allowed; `limit`, `allowed` and `asked` say what."
    NOT_TRUSTED = "NOT_TRUSTED", 403, "This server answers trusted documents only, and the query is none."
    NOT_FOUND = "NOT_FOUND", 404, "There is no such page."
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND", 404, "No trusted document has that sha256."
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED", 405, "The page does not take this method; a mutation never comes by GET."
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE", 406, "The client accepts neither form of an answer."
    REQUEST_TIMEOUT = "REQUEST_TIMEOUT", 408, "The body did not arrive in time."
    TOO_LARGE = "TOO_LARGE", 413, "The body is longer than allowed."
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE", 415, "The body is no JSON in UTF-8, or is encoded."
    BUSY = "BUSY", 429, "Too many wait already; try again after `Retry-After` seconds."
    TIMEOUT = "TIMEOUT", 200, "The query took longer in the database than it may; `data` is null."
    INTERNAL = "INTERNAL", 200, "A fault of the server, logged there; `data` is null."
    UNAVAILABLE = "UNAVAILABLE", 503, "The database is away; try again after `Retry-After` seconds."


def told(code: Code, message: str, cause: Exception | None = None, **more: Any) -> GraphQLError:
    """An error of ours; its cause is for the log alone."""
    return GraphQLError(cut(message), original_error=cause, extensions={"code": code.value, **more})


def exceeded(name: str, allowed: int, asked: int, node: Node | None = None) -> GraphQLError:
    """The error of a limit that a request goes beyond."""
    message = f"{name}: {asked} asked, {allowed} allowed; ask for less at a time"
    error = told(Code.LIMIT_EXCEEDED, message, limit=name, allowed=allowed, asked=asked)
    return GraphQLError(error.message, node, extensions=error.extensions)


def coded(code: Code, error: GraphQLError) -> GraphQLError:
    """An error of graphql-core with its code; its message cut, and no names in it that were not asked for."""
    message = cut(SUGGESTION.sub("", error.message))
    extensions = {"code": code.value, **(error.extensions or {})}
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path, None, extensions)


def code_of(error: GraphQLError) -> Code:
    """The code of an error."""
    return Code[(error.extensions or {}).get("code", "INTERNAL")]


def cut(message: str) -> str:
    """A message no longer than :data:`LONGEST_MESSAGE`, in one line."""
    line = " ".join(message.encode(errors="replace").decode().split())
    return line if len(line) <= LONGEST_MESSAGE else line[: LONGEST_MESSAGE - 3] + "..."
