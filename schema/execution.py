"""Answers GraphQL requests: parse and check once, plan once, then run the plan and write its data."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import orjson
from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode, get_variable_values

from schema.arguments import shape
from schema.codes import Code, coded, exceeded, told
from schema.compiler import Compiler
from schema.documents import MOST_ERRORS, SECONDS_OF_A_CHARACTER, Document, asks_schema
from schema.forms import Forms
from schema.known import Known, Planned, Ready
from schema.limits import DEFAULT, Costs, Limits, name_of, nesting
from schema.plan import Plan
from schema.recent import Recent
from schema.reference import referenced, walk
from schema.writer import Run
from timeline.exceptions import BusyError, CrowdedError, DatabaseError, TimelineError
from timeline.readers import Reader
from timeline.turns import Steps, Turns, finished

HEAVY_COST = 500
HEAVY_SECONDS = 0.05
SECONDS_OF_A_CONDITION = 0.004  # to plan it
LARGE = 10_000  # bytes of a request that waits for its turn to be read, even where its query is known
ROWS_OF_A_COST = 10  # that the lists of an answer may hold for each row of its pages allowed
KEPT_DOCUMENTS = KEPT_PLANS = 8_000_000  # bytes, about
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
    """A question read: its document, the operation chosen, its variables as the schema takes them, cost and filters."""

    question: Question
    document: Document
    operation: OperationDefinitionNode
    variables: dict[str, Any]
    cost: int = 0
    filters: int = 0


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
        self._documents: Recent[Document] = Recent(kept, KEPT_DOCUMENTS)
        self._plans: Recent[Planned] = Recent(kept, KEPT_PLANS)
        self._known: Recent[Known] = Recent(kept)
        self._forms = Forms()

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
        with self.turns.place():
            request, planned, spent = await self._prepared(question)
            if request.cost <= HEAVY_COST and (planned.seconds or 0) <= HEAVY_SECONDS:
                return await self._taken(request, planned, spent)
            async with self.turns.heavy():
                return await self._taken(request, planned, spent)

    async def _taken(self, request: Request, planned: Planned, spent: float) -> Answer:
        """The answer by a plan."""
        question = request.question
        known = planned.seconds is not None
        extensions = {"cost": {"asked": request.cost, "allowed": self.limits.cost}} if question.cost else None
        data = await self._run(planned, request, spent)
        if not planned.nested:
            return Answer(data, extensions=extensions, planned=known)
        data, errors = await self.turns.work(lambda: self._walk(request, data))
        return Answer(data, errors, extensions=extensions, planned=known)

    async def _prepared(self, question: Question) -> tuple[Request, Planned, float]:
        """The request, its plan, and the seconds they took; what is not known yet waits for its turn to be made."""
        if question.size <= LARGE and self._documents.get(question.query) is not None:
            request = self.read(question)
            if known := self._plans.get(self._key(request)):
                self._remember(request, known)
                return request, known, 0
        expected = SECONDS_OF_A_CHARACTER * max(question.size, len(question.query))
        (request, planned), spent = await self.turns.prepare(self._prepare(question), expected)
        return request, planned, spent

    def ready(self, question: Question) -> Ready | None:
        """A small question that was asked before, ready to be answered; None where it is none.

        Who gets none, or a fault, asks by :meth:`answer`, which tells what is wrong.
        """
        known = self._known.get((question.query, question.operation))
        variables = known.plain.whole(question.variables) if known else None
        if known is None or variables is None or question.cost or question.size > LARGE or self.turns.full:
            return None
        planned = self._plans.get(known.key)
        small = planned and (planned.seconds or 0) <= HEAVY_SECONDS and known.cost(variables) <= HEAVY_COST
        return self._ready(planned, variables) if planned and small else None

    def _ready(self, planned: Planned, variables: Mapping[str, Any]) -> Ready:
        return Ready(planned, variables, self.reader, ROWS_OF_A_COST * self.limits.cost)

    def _remember(self, request: Request, planned: Planned) -> None:
        """Know a question again of which only the values of its variables need looking at."""
        question, costs, operation = request.question, request.document.costs, request.operation
        key, plain = (question.query, question.operation), request.document.plain[name_of(operation)]
        if self._known.get(key) is None and not planned.nested and plain.whole(question.variables) is not None:
            assert costs
            fixed = request.cost if costs.fixed(operation) else None
            cost = partial(costs.of, operation) if fixed is None else lambda variables: fixed
            self._known.put(key, Known(plain, self._key(request), cost))

    def _prepare(self, question: Question) -> Steps[tuple[Request, Planned]]:
        request = yield from self._reading(question)
        yield SECONDS_OF_A_CONDITION * request.filters
        return request, self._plans.get(self._key(request)) or (yield from self._plan(request))

    async def _run(self, planned: Planned, request: Request, spent: float = 0) -> Any:
        if not planned.plan.waves:
            planned.plan.check(request.variables)
            return planned.plan.shape((), Run(request.variables, []))
        ready = self._ready(planned, request.variables)
        data = ready.at_once()
        return await ready.later(spent) if data is None else data

    async def reference(self, request: Request) -> Answer:
        """The answer as graphql-core writes it: to questions about the schema, and to check the plan's writer by."""
        data = await self._run(Planned(finished(self._compiled(request, nested=True))), request)
        return Answer(*self._walk(request, data))

    def _walk(self, request: Request, rows: Any) -> tuple[Any, tuple[GraphQLError, ...]]:
        return walk(self.schema, request.document, name_of(request.operation), dict(request.question.variables), rows)

    def read(self, question: Question) -> Request:
        """Parse, check, choose the operation, take the variables and count the cost.

        Raises:
            RefusedError: something is wrong with the text, the operation's name or the variables, or it costs too much.
        """
        return finished(self._reading(question))

    def _reading(self, question: Question) -> Steps[Request]:
        document = yield from self._document(question.query)
        if question.by_get and not document.reads:
            raise RefusedError(told(Code.METHOD_NOT_ALLOWED, "A GET only reads; send a mutation by POST."))
        if document.errors:
            raise RefusedError(*document.errors)
        try:
            operation = document.operation(question.operation)
        except GraphQLError as error:
            raise RefusedError(error) from None
        assert document.costs
        variables = document.plain[name_of(operation)].take(question.variables)
        if variables is None:
            filters = self._filters(document.costs, operation, question.variables)
            variables = self._variables(operation, question.variables)
        else:
            filters = self._filters(document.costs, operation, {})
        cost = document.costs.of(operation, variables)
        if cost > self.limits.cost:
            raise RefusedError(exceeded("cost", self.limits.cost, cost))
        return Request(question, document, operation, variables, cost, filters)

    def _document(self, text: str) -> Steps[Document]:
        known = self._documents.get(text)
        if known is not None:
            return known
        made = yield from Document.reading(self.schema, text, self.limits, introspection=self.introspection)
        # A text beyond the limit is not worth its place.
        return made if len(text) > self.limits.characters else self._documents.put(text, made, made.weight)

    def _filters(self, costs: Costs, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> int:
        """How many conditions the variables bring in, each counted wherever it is used, and those of the text."""
        definitions = operation.variable_definitions or ()
        if given and definitions and (levels := nesting(dict(given))) > self.limits.nesting:
            raise RefusedError(exceeded("nesting", self.limits.nesting, levels))
        defaults = {found.variable.name.value: found.default_value for found in definitions}
        asked = costs.filters(operation, {name: given.get(name, default) for name, default in defaults.items()})
        if asked > self.limits.filters:
            raise RefusedError(exceeded("filters", self.limits.filters, asked))
        return asked

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
        definitions = operation.variable_definitions
        if not definitions:
            return {}
        found = get_variable_values(self.schema, definitions, dict(given), MOST_ERRORS, hide_suggestions=True)
        if isinstance(found, list):
            raise RefusedError(*(coded(Code.VARIABLES_INVALID, error) for error in found[:MOST_ERRORS]))
        return found.coerced

    def _key(self, request: Request) -> Hashable:
        return (request.question.query, request.question.operation, shape(request.variables))

    def _plan(self, request: Request) -> Steps[Planned]:
        nested = asks_schema(request.operation, request.document.fragments)
        plan = yield from self._compiled(request, nested=nested)
        return self._plans.put(self._key(request), Planned(plan, nested), plan.weight)

    def _compiled(self, request: Request, *, nested: bool = False) -> Steps[Plan]:
        fragments, variables = request.document.fragments, request.variables
        dialect, forms = self.reader.dialect, self._forms
        compiler = Compiler(self.schema, dialect, fragments, variables, forms=forms, nested=nested)
        return compiler.plan(request.operation)
