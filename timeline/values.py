"""What may be written for a value: its kinds of text, date and number, their limits, and the shapes editors check."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from timeline import dates
from timeline.exceptions import DateError

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ONE_LINE = r"^[^\r\n]*$"


def _edtf(text: str) -> str:
    try:
        dates.parse(text)
    except DateError as error:
        raise PydanticCustomError("edtf", "{error}", {"error": str(error)}) from None
    return text


def _open_edtf(text: str) -> str:
    return text if text == ".." else _edtf(text)


def _storable(text: str) -> str:
    # What Python calls printable can be stored, which is quicker to see.
    if not text.isprintable() and (found := UNPRINTABLE.search(text)):
        raise PydanticCustomError(
            "unprintable",
            "character U+{code} at position {position} cannot be stored; take it out",
            {"code": f"{ord(found[0]):04X}", "position": found.start() + 1},
        )
    return text


def _plain_zero(number: float) -> float:
    """A number; a zero without a sign, since PostgreSQL keeps none."""
    return number + 0.0


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("empty", "the text is empty; write something or leave the key out")
    return text


def _wording(text: str) -> str:
    # What can be printed and begins with no space is neither blank nor impossible to store.
    return text if text.isprintable() and text[:1] > " " else _not_blank(_storable(text))


def _distinct(items: list[str]) -> list[str]:
    named: set[str] = set()
    for item in items:
        if item in named:
            raise PydanticCustomError("repeated", "{item} is named twice; name it once", {"item": repr(item)})
        named.add(item)
    return items


def _words(longest: int, pattern: str | None = None) -> tuple[Any, ...]:
    """What words must be; YAML's editors take ``1994`` for a number, so that their schema must let it pass."""
    shape = {"type": ["string", "number"], "maxLength": longest} | ({"pattern": pattern} if pattern else {})
    constraints = StringConstraints(max_length=longest, pattern=pattern)
    return constraints, AfterValidator(_wording), WithJsonSchema(shape)


EDTF_SCHEMA = WithJsonSchema({"type": ["string", "integer"], "maxLength": dates.MAX_LENGTH})
Edtf = Annotated[str, AfterValidator(_edtf), EDTF_SCHEMA]
OpenEdtf = Annotated[str, AfterValidator(_open_edtf), EDTF_SCHEMA]
Slug = Annotated[
    str,
    StringConstraints(pattern=SLUG, max_length=120),
    WithJsonSchema({"type": ["string", "integer"], "pattern": SLUG, "maxLength": 120}),
]
Storable = Annotated[str, AfterValidator(_storable)]
Text = Annotated[str, *_words(20_000)]
Line = Annotated[str, *_words(1_000, ONE_LINE)]
Name = Annotated[str, *_words(300, ONE_LINE)]
Context = Annotated[str, StringConstraints(max_length=200), AfterValidator(_storable)]
Address = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^https?://[^\s]+$"), AfterValidator(_storable)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$")]
Slugs = Annotated[list[Slug], AfterValidator(_distinct)]
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
Latitude = Annotated[float, Field(ge=-90, le=90), AfterValidator(_plain_zero)]
Longitude = Annotated[float, Field(ge=-180, le=180), AfterValidator(_plain_zero)]
