"""Answers GraphQL requests: parse and check once, plan once, then run the plan and write its data.

Introspection is answered by graphql-core, which also serves as the reference writer over a plan's rows.
"""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    execute,
    get_variable_values,
    parse,
    validate,
)

from schema.arguments import shape
from schema.compiler import Compiler, reads_of
from schema.plan import Plan
from schema.reads import Part
from timeline.exceptions import TimelineError
from timeline.readers import Journey, Reader

Kept = TypeVar("Kept")

MAX_TOKENS = 1_000


class Recent(Generic[Kept]):
    """The most recently used of what was made, up to a number."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()

    def get(self, key: Hashable) -> Kept | None:
        """What was kept under ``key``."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, made: Kept) -> Kept:
        """Keep ``made``, letting go of what was not used for longest."""
        self._kept[key] = made
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return made


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
class Document:
    """A text read and checked: its operations and fragments, or what is wrong with it."""

    node: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    operations: tuple[OperationDefinitionNode, ...] = ()
    fragments: Mapping[str, FragmentDefinitionNode] = field(default_factory=dict)


class Executor:
    """Answers requests over one database."""

    def __init__(self, schema: GraphQLSchema, reader: Reader, kept: int = 1000) -> None:
        self.schema = referenced(schema)
        self.reader = reader
        self._documents: Recent[Document] = Recent(kept)
        self._plans: Recent[Plan] = Recent(kept)

    async def answer(self, question: Question) -> Answer:
        """The answer to a request; faults of the request are errors in it."""
        document = self._document(question.query)
        if document.errors:
            return Answer(errors=document.errors, executed=False)
        try:
            operation = choose(document.operations, question.operation)
            variables = self._variables(operation, question.variables)
        except GraphQLError as error:
            return Answer(errors=(error,), executed=False)
        except RequestErrors as errors:
            return Answer(errors=errors.errors, executed=False)
        return await self._execute(question, document, operation, variables)

    async def _execute(
        self, question: Question, document: Document, operation: OperationDefinitionNode, variables: dict[str, Any]
    ) -> Answer:
        try:
            if asks_schema(operation, document.fragments):
                return await self.reference(document, operation, variables, dict(question.variables))
            return Answer(await self._run(self._plan(question, document, operation, variables), variables))
        except GraphQLError as error:
            return Answer(errors=(error,))
        except TimelineError as error:
            return Answer(errors=(GraphQLError(str(error), extensions={"code": "UNAVAILABLE"}),))

    async def _run(self, plan: Plan, variables: Mapping[str, Any]) -> Any:
        def begin() -> Journey[Any]:
            return plan.run(variables)

        return await self.reader.run(begin)

    async def reference(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
        raw: dict[str, Any],
    ) -> Answer:
        """Answer by graphql-core's own walk over the plan's rows: for introspection, and to check the writer by."""
        compiler = Compiler(self.schema, self.reader.dialect, document.fragments, variables, nested=True)
        rows = await self._run(compiler.plan(operation), variables)
        name = operation.name.value if operation.name else None
        assert document.node is not None
        result = execute(self.schema, document.node, root_value=rows, variable_values=raw, operation_name=name)
        assert isinstance(result, ExecutionResult)
        return Answer(result.data, tuple(result.errors or ()))

    def _document(self, text: str) -> Document:
        return self._documents.get(text) or self._documents.put(text, self._read(text))

    def _read(self, text: str) -> Document:
        try:
            node = parse(text, max_tokens=MAX_TOKENS)
        except GraphQLError as error:
            return Document(None, (error,))
        errors = tuple(validate(self.schema, node))
        operations = tuple(found for found in node.definitions if isinstance(found, OperationDefinitionNode))
        fragments = {
            found.name.value: found for found in node.definitions if isinstance(found, FragmentDefinitionNode)
        }
        return Document(node, errors, operations, fragments)

    def _variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any]) -> dict[str, Any]:
        if not operation.variable_definitions:
            return {}
        found = get_variable_values(self.schema, operation.variable_definitions, dict(given), max_errors=10)
        if isinstance(found, list):
            raise RequestErrors(tuple(found))
        return found.coerced

    def _plan(
        self,
        question: Question,
        document: Document,
        operation: OperationDefinitionNode,
        variables: dict[str, Any],
    ) -> Plan:
        key = (question.query, question.operation, shape(variables))
        plan = self._plans.get(key)
        if plan is None:
            compiler = Compiler(self.schema, self.reader.dialect, document.fragments, variables)
            plan = self._plans.put(key, compiler.plan(operation))
        return plan


class RequestErrors(Exception):
    """Several faults of one request."""

    def __init__(self, errors: tuple[GraphQLError, ...]) -> None:
        super().__init__(*errors)
        self.errors = errors


def choose(operations: tuple[OperationDefinitionNode, ...], name: str | None) -> OperationDefinitionNode:
    """The operation of a document that is asked for.

    Raises:
        GraphQLError: there is none of that name, or no name where there are several.
    """
    named = {operation.name.value if operation.name else None: operation for operation in operations}
    if name is not None:
        if name not in named:
            raise GraphQLError(f"Unknown operation named {name[:80]!r}; name one that the document defines.")
        return named[name]
    if len(operations) != 1:
        raise GraphQLError("The document defines several operations; say by operationName which to run.")
    return operations[0]


def asks_schema(operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode]) -> bool:
    """Whether the operation asks for the schema itself at its root."""
    pending: list[Any] = [operation.selection_set]
    seen: set[str] = set()
    while pending:
        for node in pending.pop().selections:
            name = node.name.value if getattr(node, "name", None) else ""
            if node.kind == "field" and name in ("__schema", "__type"):
                return True
            if node.kind == "inline_fragment":
                pending.append(node.selection_set)
            if node.kind == "fragment_spread" and name not in seen:
                seen.add(name)
                pending.append(fragments[name].selection_set)
    return False


def referenced(schema: GraphQLSchema) -> GraphQLSchema:
    """The schema with resolvers that walk nested rows: by response key, and by part of a value."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInterfaceType):
            kind.resolve_type = None
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            kind.is_type_of = None
            for found in kind.fields.values():
                found.resolve = _resolver(found)
    return schema


def _resolver(definition: GraphQLField) -> Any:
    what = reads_of(definition)
    if isinstance(what, Part):
        return lambda value, info, **given: what.compute(value)

    def by_key(value: Any, info: GraphQLResolveInfo, **given: Any) -> Any:
        return value[info.path.key]

    return by_key


