"""Answers GraphQL requests: parse and check once, plan once, then run the plan and write its data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode, get_variable_values

from schema.arguments import shape
from schema.compiler import Compiler
from schema.documents import Document, asks_schema
from schema.plan import Plan
from schema.recent import Recent
from schema.reference import referenced, walk
from timeline.exceptions import TimelineError
from timeline.readers import Journey, Reader


@dataclass(frozen=True, slots=True)
class Question:
    """A GraphQL request."""

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request comes to; without ``executed`` it was refused before anything ran, and there is no data."""

    data: Any = None
    errors: tuple[GraphQLError, ...] = ()
    executed: bool = True

    def body(self) -> bytes:
        """The answer in JSON."""
        whole: dict[str, Any] = {"errors": [error.formatted for error in self.errors]} if self.errors else {}
        if self.executed:
            whole["data"] = self.data
        return orjson.dumps(whole)


@dataclass(frozen=True, slots=True)
class Request:
    """A question read: its document, the operation chosen, and its variables as the schema takes them."""

    question: Question
    document: Document
    operation: OperationDefinitionNode
    variables: dict[str, Any]


class RefusedError(Exception):
    """A question that cannot be run, and all that is wrong with it."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__(*errors)
        self.errors = errors


class Executor:
    """Answers requests over one database, keeping the documents and plans it made last."""

    def __init__(self, schema: GraphQLSchema, reader: Reader, kept: int = 1000) -> None:
        self.schema = referenced(schema)
        self.reader = reader
        self._documents: Recent[Document] = Recent(kept)
        self._plans: Recent[Plan] = Recent(kept)

    async def answer(self, question: Question) -> Answer:
        """The answer to a question; its faults are errors in the answer."""
        try:
            request = self.read(question)
        except RefusedError as refused:
            return Answer(errors=refused.errors, executed=False)
        try:
            if asks_schema(request.operation, request.document.fragments):
                return await self.reference(request)
            return Answer(await self._run(self._plan(request), request))
        except GraphQLError as error:
            return Answer(errors=(error,))
        except TimelineError as error:
            return Answer(errors=(GraphQLError(str(error), extensions={"code": "UNAVAILABLE"}),))

    async def reference(self, request: Request) -> Answer:
        """The answer as graphql-core writes it: to questions about the schema, and to check the plan's writer by."""
        rows = await self._run(self._compiled(request, nested=True), request)
        operation = request.operation.name.value if request.operation.name else None
        data, errors = walk(self.schema, request.document, operation, dict(request.question.variables), rows)
        return Answer(data, errors)

    def read(self, question: Question) -> Request:
        """Parse, check, choose the operation and take the variables.

        Raises:
            RefusedError: something is wrong with the text, the operation's name or the variables.
        """
        text = question.query
        document = self._documents.get(text) or self._documents.put(text, Document.read(self.schema, text))
        if document.errors:
            raise RefusedError(*document.errors)
        try:
            operation = document.operation(question.operation)
        except GraphQLError as error:
            raise RefusedError(error) from None
        return Request(question, document, operation, self._variables(operation, question.variables))

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
        if not operation.variable_definitions:
            return {}
        found = get_variable_values(self.schema, operation.variable_definitions, dict(given), max_errors=10)
        if isinstance(found, list):
            raise RefusedError(*found)
        return found.coerced

    def _plan(self, request: Request) -> Plan:
        key = (request.question.query, request.question.operation, shape(request.variables))
        return self._plans.get(key) or self._plans.put(key, self._compiled(request))

    def _compiled(self, request: Request, *, nested: bool = False) -> Plan:
        fragments, variables = request.document.fragments, request.variables
        return Compiler(self.schema, self.reader.dialect, fragments, variables, nested=nested).plan(request.operation)

    async def _run(self, plan: Plan, request: Request) -> Any:
        def begin() -> Journey[Any]:
            return plan.run(request.variables)

        return await self.reader.run(begin)
