"""GraphQL texts, read and checked against the schema."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ASTValidationRule,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    Lexer,
    Node,
    OperationDefinitionNode,
    OperationType,
    Source,
    Token,
    TokenKind,
    parse,
    specified_rules,
    validate,
)
from graphql.language.ast import QUERY_DOCUMENT_KEYS
from graphql.language.parser import MAX_NESTING_DEPTH
from graphql.validation import NoSchemaIntrospectionCustomRule
from graphql.validation.rules import overlapping_fields_can_be_merged
from graphql.validation.validate import ValidationAbortedError

from schema.codes import Code, coded, exceeded, told
from schema.limits import DEFAULT, Costs, Limits, check
from schema.validity import surely_valid
from schema.variables import Plain
from timeline.turns import Steps, finished

MOST_ERRORS = 10
NO_TOKEN = Token(TokenKind.SOF, 0, 0, 0, 0)
BYTES_OF_A_CHARACTER = 120  # in a text read and checked
SECONDS_OF_A_CHARACTER = 0.000_01  # to read it, and again to check it
# Fields that may be one are compared each with each; this much of it takes some hundredths of a second.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 100_000
REPEATED = "The query says the same fields too often, or spreads its fragments too often; say each once."
OPENING = (TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L)
CLOSING = (TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R)


@dataclass(frozen=True, slots=True)
class Document:
    """A text read and checked: its operations and fragments, or what is wrong with it; its weight in bytes.

    ``reads`` says that all its operations are queries.
    """

    node: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    operations: tuple[OperationDefinitionNode, ...] = ()
    fragments: Mapping[str, FragmentDefinitionNode] = field(default_factory=dict)
    costs: Costs | None = None
    weight: int = 0
    reads: bool = True
    plain: Mapping[str | None, Plain] = field(default_factory=dict)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation asked for by name, or the only one.

        Raises:
            GraphQLError: there is none of that name, or no name where there are several.
        """
        named = {found.name.value if found.name else None: found for found in self.operations}
        if name is not None:
            if name not in named:
                message = f"Unknown operation named {name[:80]!r}; name one that the document defines."
                raise told(Code.OPERATION_UNKNOWN, message)
            return named[name]
        if len(self.operations) != 1:
            message = f"The document defines {len(self.operations)} operations; say by operationName which."
            raise told(Code.OPERATION_UNKNOWN, message)
        return self.operations[0]

    @classmethod
    def read(
        cls, schema: GraphQLSchema, text: str, limits: Limits = DEFAULT, *, introspection: bool = True
    ) -> "Document":
        """Parse a text and check it; what is wrong with it is kept instead of raised."""
        return finished(cls.reading(schema, text, limits, introspection=introspection))

    @classmethod
    def reading(
        cls, schema: GraphQLSchema, text: str, limits: Limits = DEFAULT, *, introspection: bool = True
    ) -> Steps["Document"]:
        """Read a text in steps."""
        if len(text) > limits.characters:
            return cls(None, (exceeded("characters", limits.characters, len(text)),))
        try:
            node = parse(text, max_tokens=limits.tokens, allow_empty_selection_sets=False)
        except GraphQLError as error:
            return cls(None, (_measured(text, limits) or coded(Code.PARSE_FAILED, error),))
        yield SECONDS_OF_A_CHARACTER * len(text)
        errors = tuple(check(schema, node, limits)) or _invalid(schema, node, introspection)
        operations = tuple(found for found in node.definitions if isinstance(found, OperationDefinitionNode))
        reads = all(found.operation is OperationType.QUERY for found in operations)
        if errors:
            return cls(None, tuple(map(_alone, errors)), weight=len(text), reads=reads)
        _lighten(node)
        fragments = {found.name.value: found for found in node.definitions if isinstance(found, FragmentDefinitionNode)}
        plain = {found.name.value if found.name else None: Plain(found) for found in operations}
        return cls(node, (), operations, fragments, Costs(schema, node), BYTES_OF_A_CHARACTER * len(text), reads, plain)


def _lighten(document: DocumentNode) -> None:
    """Let go of the tokens, which take as much room as the tree; each place keeps its numbers."""
    pending: list[Node] = [document]
    while pending:
        node = pending.pop()
        if node.loc:
            node.loc.start_token = node.loc.end_token = NO_TOKEN
        for key in QUERY_DOCUMENT_KEYS.get(node.kind, ()):
            found = getattr(node, key, None)
            pending += found if isinstance(found, list | tuple) else [found] if found else []


def _alone(error: GraphQLError) -> GraphQLError:
    """An error that keeps its place, and not the whole tree it was found in."""
    return GraphQLError(error.message, None, error.source, error.positions, error.path, None, error.extensions)


def _measured(text: str, limits: Limits) -> GraphQLError | None:
    """The limit beyond which a text goes that the parser gave up on; None where it is no GraphQL at all."""
    lexer, count, level, deepest = Lexer(Source(text)), 0, 0, 0
    try:
        while (kind := lexer.advance().kind) is not TokenKind.EOF:
            count += 1
            level += (kind in OPENING) - (kind in CLOSING)
            deepest = max(deepest, level)
    except GraphQLError:
        return None
    if count > limits.tokens:
        return exceeded("tokens", limits.tokens, count)
    return exceeded("nesting", limits.nesting, deepest) if deepest > MAX_NESTING_DEPTH else None


def _invalid(schema: GraphQLSchema, node: DocumentNode, introspection: bool) -> tuple[GraphQLError, ...]:
    if surely_valid(schema, node):
        return ()
    rules: list[type[ASTValidationRule]] = [*specified_rules]
    if not introspection:
        rules.append(NoSchemaIntrospectionCustomRule)
    found = validate(schema, node, rules, max_errors=MOST_ERRORS, hide_suggestions=True)
    if found and isinstance(found[0], ValidationAbortedError):
        return (told(Code.VALIDATION_FAILED, REPEATED),)
    return tuple(coded(Code.VALIDATION_FAILED, error) for error in found[:MOST_ERRORS])


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
