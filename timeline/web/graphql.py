"""GraphQL over HTTP: reads the request, has it answered, and answers in the form the client accepts.

Source: GraphQL over HTTP specification (working draft): media types, status codes, request parameters.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schema.execution import Answer, Executor, Question

MODERN = "application/graphql-response+json"
LEGACY = "application/json"
MAX_BODY = 100_000
MAX_SHOWN = 300


class BadRequestError(Exception):
    """A request that is no GraphQL request, with the status it is refused with."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def route(path: str) -> Route:
    """The door at ``path``; the application's state holds the executor."""
    return Route(path, endpoint, methods=["GET", "POST", "OPTIONS"], max_body_size=MAX_BODY)


async def endpoint(request: Request) -> Response:
    """Answer one request."""
    try:
        form = accepted(request.headers)
    except BadRequestError as error:
        return refusal(error.status, str(error), LEGACY)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"allow": "GET, POST, OPTIONS"})
    try:
        question = await read(request)
    except BadRequestError as error:
        return refusal(error.status, str(error), form)
    executor: Executor = request.app.state.executor
    return respond(await executor.answer(question), form)


def accepted(headers: Headers) -> str:
    """The media type to answer in: the one of the two the client prefers; JSON where it does not say.

    Raises:
        BadRequestError: it accepts neither.
    """
    best, chosen = 0.0, ""
    ranges = [part for part in ",".join(headers.getlist("accept")).split(",") if part.strip()] or ["*/*"]
    for part in ranges:
        name, _, parameters = part.strip().partition(";")
        quality = _quality(parameters)
        kind = {MODERN: MODERN, LEGACY: LEGACY, "application/*": LEGACY, "*/*": LEGACY}.get(name.strip().lower())
        if kind and quality > best:
            best, chosen = quality, kind
    if not chosen:
        raise BadRequestError(406, f"answers come as {MODERN} or {LEGACY}; accept one of them")
    return chosen


def _quality(parameters: str) -> float:
    for parameter in parameters.split(";"):
        name, _, value = parameter.strip().partition("=")
        if name.lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


async def read(request: Request) -> Question:
    """The question a request asks, by GET in its address or by POST as JSON.

    Raises:
        BadRequestError: it is malformed, too long, or in a form that is not taken.
    """
    if request.method == "GET":
        return question_of(_from_address(request.query_params))
    _check_content(request.headers)
    try:
        body = await request.body()
    except HTTPException as error:
        raise BadRequestError(
            error.status_code, f"the body is longer than {MAX_BODY} bytes; ask in fewer words"
        ) from None
    return question_of(parsed(body, "the body"))


def _check_content(headers: Headers) -> None:
    kind, _, parameters = headers.get("content-type", "").partition(";")
    charset = parameters.partition("charset=")[2].strip('" ').lower()
    if kind.strip().lower() != LEGACY or charset not in ("", "utf-8", "utf8"):
        raise BadRequestError(415, f"send the question as {LEGACY} in UTF-8")
    if headers.get("content-encoding", "identity").lower() != "identity":
        raise BadRequestError(415, "send the question without content-encoding")


def _from_address(parameters: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = dict(parameters)
    for name in ("variables", "extensions"):
        if name in found:
            found[name] = parsed(found[name].encode(errors="replace"), name)
    return found


def parsed(text: bytes, what: str) -> Any:
    """JSON from outside; what is not UTF-8, too deep or too large a number is refused like what is no JSON.

    Raises:
        BadRequestError: it is not JSON.
    """
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadRequestError(400, f"{what} is not JSON: {str(error)[:MAX_SHOWN]}") from None


def question_of(found: Any) -> Question:
    """The question in a JSON object with query, variables, operationName and extensions.

    Raises:
        BadRequestError: something is missing or of the wrong kind.
    """
    if not isinstance(found, dict):
        raise BadRequestError(400, 'the body is not a JSON object; send {"query": "{ timelines { nodes { slug } } }"}')
    query = found.get("query")
    if not isinstance(query, str) or not query.strip():
        raise BadRequestError(400, "query is missing; send the GraphQL text as a string")
    variables, operation = found.get("variables"), found.get("operationName")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequestError(400, "variables is not a JSON object")
    if found.get("extensions") is not None and not isinstance(found["extensions"], dict):
        raise BadRequestError(400, "extensions is not a JSON object")
    if operation is not None and not isinstance(operation, str):
        raise BadRequestError(400, "operationName is not a string")
    return Question(query, variables or {}, operation or None)


def respond(answer: Answer, form: str) -> Response:
    """The answer as a response; refused requests are 400 in the modern form, 200 in the legacy one."""
    status = 400 if form == MODERN and not answer.executed else 200
    return Response(answer.body(), status, {"content-type": f"{form}; charset=utf-8"})


def refusal(status: int, message: str, form: str) -> Response:
    """A request refused before it was a question."""
    body = Answer(errors=(GraphQLError(message),), executed=False).body()
    return Response(body, status, {"content-type": f"{form}; charset=utf-8"})
