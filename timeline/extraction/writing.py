"""A draft annotation as a file: YAML that ``timeline load`` takes as it stands, with remarks as comments; or JSON.

The YAML is plain block style: a scalar that could be read otherwise stands in quotes, control characters as escapes.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from timeline.extraction.drafting import Drafted

HEAD = (
    "A draft, made by rules from the article's text: check every entry, take out what is wrong,",
    "and write review: REVIEWED (or leave review out) where it is right. Offsets count code points of the text.",
)
LAST = ("citations", "note")
SECTIONS = ("source", "actors", "events", "statements")
PLAIN = re.compile(r"[A-Za-z0-9](?:[\w ()/.+~%,;—–-]*[\w)/.~%])?")
NULLS = frozenset({"null", "Null", "NULL"})
# What YAML takes for a line break, or does not take at all, wherever it stands.
ESCAPED = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def as_yaml(draft: Drafted) -> str:
    """The draft as a file of annotations, with its remarks."""
    return "\n".join(_lines(draft)) + "\n"


def as_json(draft: Drafted) -> dict[str, Any]:
    """The draft as JSON values, each entry with its remarks as ``remarks``, what was left out as ``leftOut``."""
    document = draft.document.document()
    for place, remarks in draft.remarks.items():
        part: Any = document
        for step in place:
            part = part[step]
        if remarks:
            part["remarks"] = remarks
    return document | ({"leftOut": draft.left_out} if draft.left_out else {})


def _lines(draft: Drafted) -> Iterator[str]:
    document = draft.document.document()
    yield from _comments(HEAD)
    for name in SECTIONS:
        if not (section := document.get(name)):
            continue
        yield from ("", f"{name}:")
        if isinstance(section, dict):
            yield from _comments(draft.remarks.get((name,), ()), "  ")
            yield from _mapping(section, "  ")
        for number, item in enumerate(section if isinstance(section, list) else ()):
            yield from _comments(draft.remarks.get((name, number), ()), "  ")
            yield from _item(item, "  ")
    if draft.left_out:
        yield from ("", *_comments(["Left out, since an entry needs a speaker:", *draft.left_out]))


def _comments(remarks: Iterable[str], indent: str = "") -> Iterator[str]:
    yield from (f"{indent}# {ESCAPED.sub(_escape, ' '.join(remark.split()))}" for remark in remarks)


def _mapping(values: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _mapping(value, indent + "  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{key}:"
            for item in value:
                yield from _item(item, indent + "  ")
        elif isinstance(value, list):
            yield f"{indent}{key}: [{', '.join(map(scalar, value))}]"
        else:
            yield f"{indent}{key}: {scalar(value)}"


def _item(values: dict[str, Any], indent: str) -> Iterator[str]:
    first, *others = _mapping(dict(sorted(values.items(), key=lambda item: item[0] in LAST)), indent + "  ")
    yield f"{indent}- {first.lstrip()}"
    yield from others


def scalar(value: Any) -> str:
    """A value as YAML: plain where that means the same, in quotes otherwise."""
    if not isinstance(value, str):
        return json.dumps(value)
    if PLAIN.fullmatch(value) and ", " not in value and value not in NULLS:
        return value
    if "\n" in value or "\t" in value or ESCAPED.search(value):
        return ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False))
    return "'" + value.replace("'", "''") + "'"


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
