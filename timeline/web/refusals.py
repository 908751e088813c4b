"""Requests refused before they are a question, or that came to an error, answered as GraphQL answers: with a code."""

from graphql import GraphQLError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from schema.codes import Code, code_of, cut, told
from schema.execution import AWAY, FAULT, Answer
from timeline.exceptions import CrowdedError, DatabaseError, NotFoundError
from timeline.selections import SelectionError
from timeline.web.inside import AskingError

MODERN = "application/graphql-response+json"
LEGACY = "application/json"
SECONDS_TO_WAIT = "1"  # before one tries again, where the server was busy or the database away
BUSY = (429, 503)

STATUSES = {
    404: (Code.NOT_FOUND, "There is no such page; the API is at /graphql."),
    405: (Code.METHOD_NOT_ALLOWED, "The page does not take this method; see the header Allow."),
    413: (Code.TOO_LARGE, "The body is longer than allowed."),
}

CODES: dict[type[Exception], Code] = {
    NotFoundError: Code.NOT_FOUND,
    SelectionError: Code.BAD_USER_INPUT,
    CrowdedError: Code.BUSY,
    DatabaseError: Code.UNAVAILABLE,
}
FORESEEN = (HTTPException, AskingError, *CODES)
"""What pages and feeds raise where they cannot be shown; anything else is a fault of ours."""


class RefusalError(Exception):
    """A request that is refused, and why."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


def answered(request: Request, answer: Answer, form: str, headers: dict[str, str] | None = None) -> Response:
    """The answer as a response; its first error decides the status, and is what the log tells."""
    status, more = 200, {name.lower(): value for name, value in (headers or {}).items()}
    if answer.errors:
        code = code_of(answer.errors[0])
        status = code.legacy if form == LEGACY else code.status
        request.scope["fault"] = answer.errors[0]
        if status in BUSY:
            more["retry-after"] = SECONDS_TO_WAIT
        if code is Code.METHOD_NOT_ALLOWED:
            more.setdefault("allow", "POST")
        if code in (Code.TOO_LARGE, Code.REQUEST_TIMEOUT):
            more["connection"] = "close"  # nobody reads the rest of the body
    more.setdefault("cache-control", "no-store")
    return Response(answer.body(), status, more | {"content-type": f"{form}; charset=utf-8"})


def refused(
    request: Request, error: RefusalError, form: str = LEGACY, headers: dict[str, str] | None = None
) -> Response:
    """The response to a request that is refused."""
    answer = Answer(errors=(told(error.code, str(error)),), executed=False)
    response = answered(request, answer, form, headers)
    response.status_code = error.code.status
    return response


async def unrouted(request: Request, error: Exception) -> Response:
    """What Starlette refuses by itself: no such page, a method it does not take, a body too long."""
    assert isinstance(error, HTTPException)
    code, message = STATUSES.get(error.status_code, (Code.BAD_REQUEST, cut(error.detail)))
    response = refused(request, RefusalError(code, message), LEGACY, dict(error.headers or {}))
    response.status_code = error.status_code
    return response


async def failed(request: Request, error: Exception) -> Response:
    """Why a request has no answer, with a status that nobody takes for one; the journal logs what nobody foresaw."""
    if isinstance(error, HTTPException):
        return await unrouted(request, error)
    fault = _bare(error.answer.errors[0]) if isinstance(error, AskingError) else _fault(error)
    answer, code = Answer(errors=(fault,), executed=False), code_of(fault)
    response = answered(request, answer, LEGACY)
    response.status_code = {Code.TIMEOUT: 503, Code.INTERNAL: 500}.get(code, code.status)
    if response.status_code in BUSY:
        response.headers["retry-after"] = SECONDS_TO_WAIT
    return response


def _bare(error: GraphQLError) -> GraphQLError:
    """An error without its place in a document that is ours, and that nobody else has seen."""
    return GraphQLError(error.message, original_error=error.original_error, extensions=error.extensions)


def _fault(error: Exception) -> GraphQLError:
    code = next((code for kind, code in CODES.items() if isinstance(error, kind)), Code.INTERNAL)
    message = {Code.UNAVAILABLE: AWAY, Code.INTERNAL: FAULT}.get(code, str(error))  # not cut: some list names
    return GraphQLError(message, original_error=error, extensions={"code": code.value})
