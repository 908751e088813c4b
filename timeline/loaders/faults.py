"""Pydantic's findings in the words of a curator: place, value and mend."""

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from timeline.drafts import Document, Draft
from timeline.exceptions import AnnotationError
from timeline.loaders.nodes import MAX_FAULTS, Mapping, shown
from timeline.loaders.records import File, Loc
from timeline.values import ONE_LINE, SLUG

OWN = frozenset({"repeated", "selectors"})
ARTICLES = {"list_type": "a list, its lines beginning with '- '", "model_type": "a mapping of keys to values"}

WISHES = {
    "string_type": "a text",
    "int_parsing": "a whole number",
    "int_parsing_size": "a smaller number",
    "int_from_float": "a whole number",
    "int_type": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
}


def validated(file: File) -> tuple[Document | None, list[AnnotationError]]:
    """What of a file fits the format, and the first faults of the rest; faulty values are taken out of its tree."""
    errors: list[AnnotationError] = []
    while True:
        try:
            return Document.model_validate(file.tree), errors
        except ValidationError as error:
            details = error.errors(include_url=False)
        errors = errors or [_fault(file, detail) for detail in details[:MAX_FAULTS]]
        locs = {_culprit(detail) for detail in details}
        if () in locs:
            return None, errors
        _prune(file.tree, locs)


def nearest(word: str, words: Iterable[str]) -> str:
    """The question whether a known word was meant, where one is like it."""
    close = get_close_matches(word[:120], words, n=2, cutoff=0.7)
    return f"; did you mean {' or '.join(map(repr, close))}?" if close else ""


def _culprit(detail: ErrorDetails) -> Loc:
    return detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"]


def _prune(tree: Mapping, locs: set[Loc]) -> None:
    gone = set()
    for loc in sorted(locs, reverse=True):
        node: Any = tree
        for step in loc[:-1]:
            node = node[step]
        # An alias makes one node stand at two places.
        if (id(node), loc[-1]) not in gone:
            gone.add((id(node), loc[-1]))
            del node[loc[-1]], node.values_at[loc[-1]]


def _fault(file: File, detail: ErrorDetails) -> AnnotationError:
    loc, kind = detail["loc"], detail["type"]
    name = next((str(step) for step in reversed(loc) if isinstance(step, str)), "file")
    if kind == "missing":
        return AnnotationError(file.place(loc[:-1]), f"the key {name!r} is missing: {_purpose(loc)}")
    if kind == "extra_forbidden":
        return AnnotationError(file.place(loc, key=True), _unknown(loc))
    value = detail["input"]
    words = WORDS.get(kind, _plainly)(value, detail)
    subject = name if kind in OWN else f"{name} is empty" if value is None else f"{name} {shown(value)}"
    return AnnotationError(file.place(loc), f"{subject}{words}")


def _model(loc: Loc) -> type[Draft]:
    """The draft that the mapping at ``loc`` must fit."""
    model: type[Draft] = Document
    for step in loc:
        if isinstance(step, str):
            model = next(_models(model.model_fields[step].annotation), model)
    return model


def _models(annotation: Any) -> Iterator[type[Draft]]:
    if isinstance(annotation, type) and issubclass(annotation, Draft):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _optional(loc: Loc) -> bool:
    field = _model(loc[:-1]).model_fields.get(str(loc[-1]))
    return field is None or not field.is_required()


def _purpose(loc: Loc) -> str:
    """What the field at ``loc`` is for, as its docstring says."""
    *around, last = (step for step in loc if isinstance(step, str))
    field = _model(tuple(around)).model_fields.get(last)
    return field.description or "" if field else ""


def _unknown(loc: Loc) -> str:
    key, known = str(loc[-1]), list(_model(loc[:-1]).model_fields)
    return f"unknown key {shown(key)}{nearest(key, known)} (known here: {', '.join(known)})"


def _plainly(value: object, detail: ErrorDetails) -> str:
    wish = WISHES.get(detail["type"], "something else: {msg}").format(msg=detail["msg"], **detail.get("ctx", {}))
    return f": write {wish}{', or leave the key out' if value is None and _optional(detail['loc']) else ''}"


def _container(value: object, detail: ErrorDetails) -> str:
    return f": it must be {ARTICLES[detail['type']]}{', or be left out' if _optional(detail['loc']) else ''}"


def _choice(value: object, detail: ErrorDetails) -> str:
    names = re.findall(r"'(\w+)'", detail["ctx"]["expected"])
    hint = nearest(str(value).upper(), names)
    return f" is none of {', '.join(names)}{hint}"


def _pattern(value: object, detail: ErrorDetails) -> str:
    match detail["ctx"]["pattern"]:
        case pattern if pattern == ONE_LINE:
            return " must stand on one line; take the line breaks out"
        case pattern if pattern == SLUG:
            slug = re.sub(r"[^a-z0-9]+", "-", str(value)[:120].lower()).strip("-")
            mend = f"; write {slug!r}" if slug else ""
            return f" is no slug: lower-case letters a to z, digits and single hyphens{mend}"
    return f" does not fit: {_purpose(detail['loc'])}"


def _length(value: object, detail: ErrorDetails) -> str:
    return f" is too long: {len(str(value)):,} characters, at most {detail['ctx']['max_length']:,} fit"


def _own(value: object, detail: ErrorDetails) -> str:
    return f": {detail['msg']}"


WORDS: dict[str, Callable[[object, ErrorDetails], str]] = {
    "edtf": lambda value, detail: f": {detail['msg'].partition(' is not an EDTF date: ')[2] or detail['msg']}",
    "empty": _own,
    "unprintable": _own,
    "repeated": _own,
    "selectors": _own,
    "enum": _choice,
    "list_type": _container,
    "model_type": _container,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _length,
    "too_short": lambda value, detail: " names nobody; name at least one",
}
