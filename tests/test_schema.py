"""The contract: what may be asked, described in full, and every relation of the model in it both ways."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_introspection_type,
    is_specified_scalar_type,
    validate_schema,
)
from sqlalchemy.orm import Mapper, RelationshipProperty

from schema import schema
from schema.reads import Part, reads_of
from timeline.cli import main
from timeline.models import Base

CORE = schema._schema
CONTRACT = Path(__file__).parents[1] / "schema" / "schema.graphql"
OURS = [
    kind for kind in CORE.type_map.values() if not is_introspection_type(kind) and not is_specified_scalar_type(kind)
]
OBJECTS = [kind for kind in OURS if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)]
# Their fields read the page they stand in.
PAGES = ("Connection", "Edge", "PageInfo")
# An event's actors come with their roles, as its participants.
ONE_WAY = {"Event.actors"}


def parts(kind: GraphQLNamedType) -> Iterator[tuple[str, Any]]:
    """A type and all in it that can have a description, with their names."""
    yield kind.name, kind
    if isinstance(kind, GraphQLEnumType | GraphQLInputObjectType):
        inside = kind.values if isinstance(kind, GraphQLEnumType) else kind.fields
        yield from ((f"{kind.name}.{name}", part) for name, part in inside.items() if kind.description != part)
    for name, field in kind.fields.items() if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else ():
        yield f"{kind.name}.{name}", field
        yield from ((f"{kind.name}.{name}({given}:)", argument) for given, argument in field.args.items())


def test_the_contract_is_the_one_checked_in() -> None:
    """To accept a change: timeline export-schema --output schema/schema.graphql"""
    assert schema.as_str() + "\n" == CONTRACT.read_text(encoding="utf-8")


def test_the_command_prints_the_contract(tmp_path: Path) -> None:
    assert CliRunner().invoke(main.commands["export-schema"]).output == CONTRACT.read_text(encoding="utf-8")
    CliRunner().invoke(main.commands["export-schema"], ["--output", str(tmp_path / "out.graphql")])
    assert (tmp_path / "out.graphql").read_bytes() == CONTRACT.read_bytes()


def test_the_schema_is_valid_and_only_asks() -> None:
    assert validate_schema(CORE) == []
    assert CORE.mutation_type is CORE.subscription_type is None


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.name)
def test_everything_is_described_in_a_sentence(kind: GraphQLNamedType) -> None:
    for name, part in parts(kind):
        if isinstance(kind, GraphQLEnumType) and part is not kind:
            continue  # what the members mean stands in the description of the enum
        assert part.description, name
        assert part.description[-1] in ".;)", f"{name}: {part.description}"
        assert len(part.description) < 300, name


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_every_field_says_what_it_reads(kind: GraphQLObjectType) -> None:
    for name, field in kind.fields.items():
        assert (reads_of(field) is None) == kind.name.endswith(PAGES), f"{kind.name}.{name}"


@pytest.mark.parametrize("kind", OBJECTS, ids=lambda kind: kind.name)
def test_what_may_be_null_in_the_tables_may_be_null_in_the_answer(kind: GraphQLObjectType) -> None:
    for name, field in kind.fields.items():
        what = reads_of(field)
        columns = [attribute.property.columns[0] for attribute in getattr(what, "columns", ())]
        required = str(field.type).endswith("!")
        if required and columns and getattr(what, "compute", None) is None:
            # Columns that only one kind of entry has are null in the rows of the other.
            shared = columns[0].table.name == "entry" and name in ("title", "text", "kind")
            assert shared or not columns[0].nullable, f"{kind.name}.{name}"
        if isinstance(what, Part):
            assert isinstance(field, GraphQLField)


def relations() -> Iterator[tuple[str, type[Base], RelationshipProperty[Any]]]:
    """Every relationship of the model that leads both ways, by name."""
    for mapper in Base.registry.mappers:
        for relation in mapper.relationships:
            if relation.back_populates and relation.parent is mapper:
                yield f"{mapper.class_.__name__}.{relation.key}", mapper.class_, relation


def exposed(kind: Any) -> set[str]:
    """The relationships that the fields of a type read."""
    found = [attribute for field in kind.fields.values() for attribute in led_by(field)]
    return {f"{attribute.property.parent.class_.__name__}.{attribute.key}" for attribute in found}


def led_by(field: Any) -> tuple[Any, ...]:
    """The relationships that a field reads: those behind a connection, or one."""
    what = reads_of(field)
    one = getattr(what, "relationship", None)
    return getattr(what, "relationships", () if one is None else (one,))


RELATIONS = {name: (model, relation) for name, model, relation in sorted(relations(), key=lambda found: found[0])}


@pytest.mark.parametrize("name", RELATIONS)
def test_every_relation_is_reachable_both_ways(name: str) -> None:
    model, relation = RELATIONS[name]
    mapper: Mapper[Any] = relation.mapper
    back = f"{mapper.class_.__name__}.{relation.back_populates}"
    assert back in RELATIONS
    assert (name in exposed(CORE.type_map[model.__name__])) != (name in ONE_WAY)


@pytest.mark.parametrize("name", RELATIONS)
def test_a_relation_leads_to_the_type_of_its_target(name: str) -> None:
    model, relation = RELATIONS[name]
    for field in CORE.type_map[model.__name__].fields.values():
        if [attribute.property for attribute in led_by(field)] != [relation]:
            continue
        kind: Any = get_named_type(field.type)
        if kind.name.endswith("Connection"):
            kind = get_named_type(kind.fields["nodes"].type)
        assert kind.name == relation.mapper.class_.__name__
        assert is_abstract_type(kind) == (kind.name == "Entry")
