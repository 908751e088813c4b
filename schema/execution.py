"""Answers GraphQL requests: parse and check once, plan once, then run the plan and write its data."""

import asyncio
import time
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode, OperationType, get_variable_values

from schema.arguments import shape
from schema.codes import Code, coded, told
from schema.compiler import Compiler
from schema.documents import MOST_ERRORS, Document, asks_schema
from schema.limits import DEFAULT, Limits, conditions, exceeded, nesting
from schema.plan import Plan
from schema.recent import Recent
from schema.reference import referenced, walk
from schema.writer import Run
from timeline.exceptions import BusyError, CrowdedError, DatabaseError, TimelineError
from timeline.readers import Journey, Reader
from timeline.turns import Turns

HEAVY_COST = 500
HEAVY_SECONDS = 0.05
LARGE = 10_000  # bytes of a request that is read in a thread, even where its query is known
AWAY = "The database is away; try again in a second."
FAULT = "Something went wrong on our side; it is logged, nothing is wrong with the query."


@dataclass(frozen=True, slots=True)
class Question:
    """A GraphQL request.

    ``cost`` asks to be told what it costs, ``size`` is how many bytes it came in, ``by_get`` that it may only read.
    """

    query: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    operation: str | None = None
    cost: bool = False
    size: int = 0
    by_get: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request comes to; without ``executed`` it was refused before anything ran, and there is no data.

    ``planned`` says that its plan was at hand.
    """

    data: Any = None
    errors: tuple[GraphQLError, ...] = ()
    executed: bool = True
    extensions: Mapping[str, Any] | None = None
    planned: bool = False

    def body(self) -> bytes:
        """The answer in JSON."""
        whole: dict[str, Any] = {"errors": [error.formatted for error in self.errors]} if self.errors else {}
        if self.executed:
            whole["data"] = self.data
        if self.extensions:
            whole["extensions"] = self.extensions
        return orjson.dumps(whole)


@dataclass(frozen=True, slots=True)
class Request:
    """A question read: its document, the operation chosen, its variables as the schema takes them, its cost."""

    question: Question
    document: Document
    operation: OperationDefinitionNode
    variables: dict[str, Any]
    cost: int = 0


@dataclass(slots=True)
class Planned:
    """A plan, whether graphql-core walks its rows, and the shortest time it ever took."""

    plan: Plan
    nested: bool = False
    seconds: float | None = None

    def run(self, variables: Mapping[str, Any]) -> Journey[Any]:
        """Run the plan and look at the clock."""
        began = time.monotonic()
        data = yield from self.plan.run(variables)
        took = time.monotonic() - began
        self.seconds = took if self.seconds is None else min(took, self.seconds)
        return data


class RefusedError(Exception):
    """A question that cannot be run, and all that is wrong with it."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__(*errors)
        self.errors = errors


class Executor:
    """Answers requests over one database, keeping the documents and plans it made last."""

    def __init__(
        self,
        schema: GraphQLSchema,
        reader: Reader,
        kept: int = 1000,
        limits: Limits = DEFAULT,
        *,
        introspection: bool = True,
        turns: Turns | None = None,
    ) -> None:
        self.schema = referenced(schema)
        self.reader = reader
        self.limits = limits
        self.introspection = introspection
        self.turns = turns or Turns(reader.size)
        self._documents: Recent[Document] = Recent(kept)
        self._plans: Recent[Planned] = Recent(kept)

    async def answer(self, question: Question) -> Answer:
        """The answer to a question; its faults are errors in the answer."""
        try:
            return await self._answer(question)
        except RefusedError as refused:
            return Answer(errors=refused.errors, executed=False)
        except GraphQLError as error:
            return Answer(errors=(coded(Code.BAD_USER_INPUT, error),), executed=False)
        except BusyError as error:
            return Answer(errors=(told(Code.TIMEOUT, str(error)),))
        except CrowdedError as error:
            return Answer(errors=(told(Code.BUSY, str(error)),), executed=False)
        except DatabaseError as error:
            return Answer(errors=(told(Code.UNAVAILABLE, AWAY, error),), executed=False)
        except TimelineError as error:
            return Answer(errors=(told(Code.BAD_USER_INPUT, str(error)),), executed=False)
        except Exception as error:
            return Answer(errors=(told(Code.INTERNAL, FAULT, error),))

    async def _answer(self, question: Question) -> Answer:
        request, planned = await self._prepared(question)
        known = planned.seconds is not None
        extensions = {"cost": {"asked": request.cost, "allowed": self.limits.cost}} if question.cost else None
        heavy = request.cost > HEAVY_COST or (planned.seconds or 0) > HEAVY_SECONDS
        async with self.turns.turn(heavy):
            data = await self._run(planned, request)
            if not planned.nested:
                return Answer(data, extensions=extensions, planned=known)
            data, errors = await asyncio.to_thread(self._walk, request, data)
            return Answer(data, errors, extensions=extensions, planned=known)

    async def _prepared(self, question: Question) -> tuple[Request, Planned]:
        """The request and its plan; what is not known yet is made in a thread, so that nobody waits for it."""
        if question.size > LARGE or self._documents.get(question.query) is None:
            return await asyncio.to_thread(self._prepare, question)
        request = self.read(question)
        if planned := self._plans.get(self._key(request)):
            return request, planned
        return request, await asyncio.to_thread(self._plan, request)

    def _prepare(self, question: Question) -> tuple[Request, Planned]:
        request = self.read(question)
        return request, self._plans.get(self._key(request)) or self._plan(request)

    async def _run(self, planned: Planned, request: Request) -> Any:
        if not planned.plan.waves:
            planned.plan.check(request.variables)
            return planned.plan.shape((), Run(request.variables, []))
        return await self.reader.run(lambda: planned.run(request.variables))

    async def reference(self, request: Request) -> Answer:
        """The answer as graphql-core writes it: to questions about the schema, and to check the plan's writer by."""
        data = await self._run(Planned(self._compiled(request, nested=True)), request)
        return Answer(*self._walk(request, data))

    def _walk(self, request: Request, rows: Any) -> tuple[Any, tuple[GraphQLError, ...]]:
        operation = request.operation.name.value if request.operation.name else None
        return walk(self.schema, request.document, operation, dict(request.question.variables), rows)

    def read(self, question: Question) -> Request:
        """Parse, check, choose the operation, take the variables and count the cost.

        Raises:
            RefusedError: something is wrong with the text, the operation's name or the variables, or it costs too much.
        """
        document = self._document(question.query)
        if question.by_get and any(found.operation is not OperationType.QUERY for found in document.operations):
            raise RefusedError(told(Code.METHOD_NOT_ALLOWED, "A GET only reads; send a mutation by POST."))
        if document.errors:
            raise RefusedError(*document.errors)
        try:
            operation = document.operation(question.operation)
        except GraphQLError as error:
            raise RefusedError(error) from None
        variables = self._variables(operation, question.variables)
        cost = document.costs.of(operation, variables) if document.costs else 0
        if cost > self.limits.cost:
            raise RefusedError(exceeded("cost", self.limits.cost, cost))
        return Request(question, document, operation, variables, cost)

    def _document(self, text: str) -> Document:
        known = self._documents.get(text)
        if known is not None:
            return known
        made = Document.read(self.schema, text, self.limits, introspection=self.introspection)
        # A text beyond the limit is not worth its place.
        return made if len(text) > self.limits.characters else self._documents.put(text, made)

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
        if not operation.variable_definitions:
            return {}
        if (levels := nesting(dict(given))) > self.limits.nesting:
            raise RefusedError(exceeded("nesting", self.limits.nesting, levels))
        if (asked := sum(map(conditions, given.values()))) > self.limits.filters:
            raise RefusedError(exceeded("filters", self.limits.filters, asked))
        definitions = operation.variable_definitions
        found = get_variable_values(self.schema, definitions, dict(given), MOST_ERRORS, hide_suggestions=True)
        if isinstance(found, list):
            raise RefusedError(*(coded(Code.VARIABLES_INVALID, error) for error in found[:MOST_ERRORS]))
        return found.coerced

    def _key(self, request: Request) -> Hashable:
        return (request.question.query, request.question.operation, shape(request.variables))

    def _plan(self, request: Request) -> Planned:
        nested = asks_schema(request.operation, request.document.fragments)
        return self._plans.put(self._key(request), Planned(self._compiled(request, nested=nested), nested))

    def _compiled(self, request: Request, *, nested: bool = False) -> Plan:
        fragments, variables = request.document.fragments, request.variables
        return Compiler(self.schema, self.reader.dialect, fragments, variables, nested=nested).plan(request.operation)
