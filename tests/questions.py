"""Questions made up over the whole schema, so that they hit rows of the small world: fields of every type, arguments
of every kind written out or in variables, aliases, fields asked twice, fragments of both kinds, directives."""

import base64
import json
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)
from hypothesis import strategies as st
from world import DATES, Row, world

from schema.execution import Question
from schema.order import COLUMNS
from schema.pagination import write_cursor
from schema.reads import Connection, reads_of
from timeline.dates import LATEST_SECOND, parse

ROWS = world()
LEVELS = 4
DOORS = ("actor", "source", "topic", "timeline", "question", "event", "statement", "entry")


def global_id(kind: str, path: str) -> str:
    """An id as the API gives it."""
    return base64.b64encode(f"{kind}:{path}".encode()).decode()


def slugs(*tables: str) -> list[str]:
    """The slugs of some tables."""
    return [row["slug"] for table in tables for row in ROWS[table]]


TABLES = ("actor", "source", "topic", "timeline", "question")
SLUGS = slugs(*TABLES, "entry")
ENTRIES = {row["id"]: row for row in ROWS["entry"]}
IDS = [global_id(table.title(), slug) for table in TABLES for slug in slugs(table)]
IDS += [global_id(row["kind"].title(), row["slug"]) for row in ROWS["entry"]]
IDS += [global_id("Citation", f"{ENTRIES[row['entry_id']]['slug']}/{row['key']}") for row in ROWS["citation"]]
IDS += [global_id("Account", f"question-{row['question_id']}/{row['key']}") for row in ROWS["account"]]
IDS += [global_id("Nobody", "x"), global_id("Event", "said-41"), global_id("Citation", "event-1")]
TEXTS = {"id": IDS, "ids": IDS} | dict.fromkeys(("from", "to", "day"), DATES)
TEXTS |= {"knownBy": [date for date in DATES if parse(date).upper < LATEST_SECOND]}
TEXTS |= {"countries": ["BY", "FR"], "languages": ["en"], "categories": ["vote"]}
TEXTS |= {"text": ["event", "Event 7", "wor*", "имя", "minsk event", '"words 41"', "1", "nothing", '"', ""]}
HIT = {"place": 0, "length": 2, "slug": "event-7", "kind": "EVENT"}
NUMBERS = {"first": (0, 9), "last": (0, 9), "kilometres": (0, 9000), "latitude": (-90, 90), "longitude": (-180, 180)}
NUMBERS |= {"south": (-90, 90), "north": (-90, 90), "west": (-180, 180), "east": (-180, 180)}
NUMBERS |= {"max": (0, 9), "since": (0, 3), "numbers": (0, 5)}


class Word(str):
    """A name that stands without quotation marks: a member of an enum."""


@dataclass
class Writer:
    """Writes one question."""

    schema: GraphQLSchema
    draw: st.DrawFn
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    names: int = 0

    def one_in(self, number: int) -> bool:
        """True once in so many times."""
        return bool(self.draw(st.integers(1, number)) == 1)

    def name(self, prefix: str) -> str:
        """A name not used before."""
        self.names += 1
        return f"{prefix}{self.names}"

    def question(self) -> Question:
        """The question with its variables."""
        text = self.selections(self.schema.query_type, LEVELS)
        head = f"query Q({', '.join(self.declared)}) " if self.declared else ""
        return Question("\n".join([head + text, *self.fragments]), self.variables)

    def selections(self, kind: Any, levels: int) -> str:
        """A selection set on a type."""
        found = [self.selection(kind, levels) for _ in range(self.draw(st.integers(1, 3)))]
        return "{ " + " ".join(found) + " }"

    def selection(self, kind: Any, levels: int) -> str:
        """A field, a fragment, or a name asked for."""
        choice = self.draw(st.integers(0, 11))
        if choice == 0:
            return "__typename"
        if choice <= 2 or (choice <= 6 and is_abstract_type(kind)):
            among = self.schema.get_possible_types(kind) if is_abstract_type(kind) else [kind]
            inner = self.draw(st.sampled_from([kind, *among]))
            if choice % 2 == 0:
                return f"... on {inner.name}{self.directive()} {self.selections(inner, levels)}"
            name = self.name("F")
            self.fragments.append(f"fragment {name} on {inner.name} {self.selections(inner, levels)}")
            return f"...{name}{self.directive()} ...{name}"
        fields = {
            name: found for name, found in kind.fields.items() if levels or is_leaf_type(get_named_type(found.type))
        }
        return self.field(*self.draw(st.sampled_from(sorted(fields.items()))), levels) if fields else "__typename"

    def field(self, name: str, definition: GraphQLField, levels: int) -> str:
        """A field with arguments and what is asked below; sometimes under another name, sometimes twice."""
        inner = get_named_type(definition.type)
        arguments = self.arguments(name, definition)
        alias = f"{self.name('a')}: " if arguments or self.one_in(3) else ""
        head = f"{alias}{name}{arguments}{self.directive()}"
        if is_leaf_type(inner):
            return head
        below = self.selections(inner, levels - (not name.endswith(("nodes", "edges", "node"))))
        return f"{head} {below}" + (f" {head} {self.selections(inner, 0)}" if self.one_in(4) else "")

    def directive(self) -> str:
        """Sometimes a condition, sometimes in a variable."""
        if not self.one_in(8):
            return ""
        word, value = self.draw(st.sampled_from(["skip", "include"])), self.draw(st.booleans())
        return f" @{word}(if: {self.written(value, 'Boolean!')})"

    def arguments(self, name: str, definition: GraphQLField) -> str:
        """Arguments that fit: one size, cursors of the connection's own order."""
        values = {found: self.value(found, argument.type, name) for found, argument in self.chosen(definition)}
        if {"first", "last"} <= values.keys():
            del values[self.draw(st.sampled_from(["first", "last"]))]
        if isinstance(what := reads_of(definition), Connection):
            order = values.get("orderBy") or definition.args["orderBy"].default_value
            for side in {"after", "before"} & values.keys():
                values[side] = self.cursor(what.target.__tablename__, str(getattr(order, "value", order)))
        kinds = {found: str(argument.type) for found, argument in definition.args.items()}
        written = [f"{found}: {self.written(value, kinds[found])}" for found, value in values.items()]
        return f"({', '.join(written)})" if written else ""

    def chosen(self, definition: GraphQLField) -> list[tuple[str, Any]]:
        """The arguments to give."""
        sizes = ("first", "last")
        return [
            (name, argument)
            for name, argument in definition.args.items()
            if (isinstance(argument.type, GraphQLNonNull) and name != "orderBy")
            or self.one_in(2 if name in sizes else 3)
        ]

    def cursor(self, table: str, order: str) -> str:
        """The cursor of a row in an order."""
        row: Row = self.draw(st.sampled_from([HIT] if table == "searchable" else ROWS[table]))
        known = {"holder": "actor-1", "source": "source-1", "held": 0} | row
        return write_cursor(f"{table}:{order}", [known[column] for column in COLUMNS[order.rpartition("_")[0]]])

    def value(self, name: str, kind: Any, of: str = "", levels: int = 2) -> Any:
        """A value of an input type."""
        if isinstance(kind, GraphQLNonNull):
            kind = kind.of_type
        elif self.one_in(12):
            return None
        if isinstance(kind, GraphQLList):
            return [self.value(name, kind.of_type, of, levels - 1) for _ in range(self.draw(st.integers(0, 4)))]
        if isinstance(kind, GraphQLInputObjectType):
            wanted = {
                key: found.type
                for key, found in kind.fields.items()
                if isinstance(found.type, GraphQLNonNull) or (levels > -3 and self.one_in(9))
            }
            return {key: self.value(key, inner, of, levels - 1) for key, inner in wanted.items()}
        if isinstance(kind, GraphQLEnumType):
            return Word(self.draw(st.sampled_from(sorted(kind.values))))
        return self.leaf(name, str(kind), of)

    def leaf(self, name: str, kind: str, of: str) -> Any:
        """A text or number that fits the name."""
        if name == "slug":
            return self.draw(st.sampled_from(slugs("entry" if of in ("event", "statement") else of)))
        if kind in ("Int", "Float"):
            return self.draw(st.integers(*NUMBERS[name]))
        return self.draw(st.booleans() if kind == "Boolean" else st.sampled_from(TEXTS.get(name, SLUGS)))

    def written(self, value: Any, kind: str) -> str:
        """A value as it is written in the query: out, or as a variable."""
        if not self.one_in(3):
            return literal(value)
        name = self.name("v")
        self.declared.append(f"${name}: {kind if value is not None else kind.rstrip('!')}")
        if value is not None or self.one_in(2):
            self.variables[name] = value
        return f"${name}"


def literal(value: Any) -> str:
    """A value in GraphQL."""
    match value:
        case Word():
            return str(value)
        case dict():
            return "{" + ", ".join(f"{key}: {literal(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value)


@st.composite
def questions(draw: st.DrawFn, schema: GraphQLSchema) -> Question:
    """Questions that hit rows."""
    return Writer(schema, draw).question()
