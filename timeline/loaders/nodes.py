"""YAML text to plain values that remember their place: no type is guessed and no constructor is ever run.

A scalar stays the text it is; only ``null``, ``~`` and nothing at all are None. What the format cannot mean here
(tags, merge keys, several documents) and what could harm (depth, expansion of aliases) is refused while the events
come in, before anything is built on them.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from yaml import events as ev

from timeline.exceptions import AnnotationError, Place

MAX_DEPTH = 32
MAX_NODES = 1_000_000
MAX_ALIASES = 1_000
MAX_KEYS = 1_000
MAX_FAULTS = 200

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# YAML 1.1 breaks lines at U+0085, U+2028 and U+2029 too; editors do not, so that places would differ.
REFUSED = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
# libyaml's name of a fault -> what to do about it, and whether it is better placed where its construct begins.
MENDS = {
    "found unexpected end of stream": ("close the quotation mark opened here", True),
    "could not find expected ':'": ("write a colon and a space after the key", True),
    "mapping values are not allowed in this context": ("put a text with ': ' in quotes, or check indentation", False),
    "did not find expected key": ("check indentation, or put the whole text in quotes", False),
    "did not find expected '-' indicator": ("check the indentation of the list", False),
    "did not find expected ',' or ']'": ("close the bracket opened before", False),
    "did not find expected ',' or '}'": ("close the brace opened before", False),
    "did not find expected node content": ("write a value here", False),
    "found character that cannot start any token": ("put the value in quotes; indent with spaces, not tabs", False),
    "found a tab character that violates indentation": ("indent with spaces", False),
    "found unknown escape character": (r"write \\ for a backslash, or use single quotes", False),
    "found invalid Unicode character escape code": ("write the character itself", False),
    "found a tab character where an indentation space is expected": ("indent with spaces", False),
    "found undefined tag handle": ("take the tag out, every value is text", False),
    "found incompatible YAML document": ("take the line out", False),
    "found duplicate %YAML directive": ("take the line out", False),
    "could not find expected directive name": ("put a text that begins with % in quotes", False),
    "did not find expected <document start>": ("keep one document to a file, its sections at the margin", False),
    "did not find expected alphabetic or numeric character": ("put a text that begins with * or & in quotes", False),
    "did not find expected comment or line break": ("begin the text after | or > on the next line", False),
    "mapping keys are not allowed in this context": ("put a text that begins with ? in quotes", False),
    "block sequence entries are not allowed in this context": ("begin the list on a line of its own", False),
}

Mark = tuple[int, int]


class Mapping(dict[str, Any]):
    """A mapping with the marks (line and column from 1) of itself, its keys and its values."""

    __slots__ = ("keys_at", "mark", "values_at")

    def __init__(self, mark: Mark = (0, 0)) -> None:
        super().__init__()
        self.mark = mark
        self.keys_at: dict[str, Mark] = {}
        self.values_at: dict[str, Mark] = {}


class Sequence(list[Any]):
    """A sequence with the marks of itself and its items."""

    __slots__ = ("mark", "values_at")

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self.mark = mark
        self.values_at: list[Mark] = []


def shown(value: object) -> str:
    """A value as an error quotes it: cut to what fits in a line."""
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = "" if value is None else str(value)
    return repr(text if len(text) <= 60 else text[:57] + "...")


def compose(path: str, text: str) -> tuple[Mapping, list[AnnotationError]]:
    """Read the one mapping a file holds, and every fault beside which reading can go on.

    ``text`` has line feeds for line ends and no byte order mark.

    Raises:
        AnnotationError: it is not YAML, passes a limit, or holds no mapping.
    """
    if found := REFUSED.search(text):
        code, start = f"U+{ord(found[0]):04X}", found.start()
        place = Place(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))
        raise AnnotationError(place, f"character {code} cannot stand in YAML; take it out or write it as an escape")
    composer = _Composer(path, text)
    try:
        return composer.document(), composer.faults
    except yaml.MarkedYAMLError as error:
        raise _syntax(path, error) from None
    except yaml.YAMLError as error:
        raise AnnotationError(Place(path), f"is not YAML: {error}") from None


def _syntax(path: str, error: yaml.MarkedYAMLError) -> AnnotationError:
    problem = error.problem or "syntax error"
    mend, at_start = MENDS.get(problem, ("see yaml.org for the syntax", False))
    mark = (error.context_mark if at_start else None) or error.problem_mark or error.context_mark
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    return AnnotationError(place, f"is not YAML: {problem}; {mend}")


class _Composer:
    """Makes values of the parser's events, counting as it goes."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.events: Iterator[Any] = yaml.parse(text, Loader=LOADER)
        self.faults: list[AnnotationError] = []
        self.anchors: dict[str, tuple[Any, int, Mark] | None] = {}
        self.nodes = 0
        self.aliases = 0

    def error(self, mark: Mark, message: str) -> AnnotationError:
        return AnnotationError(Place(self.path, *mark), message)

    def fault(self, mark: Mark, message: str) -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(self.error(mark, message))

    def document(self) -> Mapping:
        next(self.events)
        if type(next(self.events)) is ev.StreamEndEvent:
            raise self.error((1, 1), "the file is empty; write sections such as events: or actors:")
        event = next(self.events)
        root, mark = self.node(event, 1), _mark(event)
        next(self.events)
        if type(another := next(self.events)) is not ev.StreamEndEvent:
            raise self.error(_mark(another), "a second document begins here; keep one document to a file")
        if not isinstance(root, Mapping):
            raise self.error(mark, "the file holds no sections; begin lines with keys such as events: or actors:")
        return root

    def node(self, event: Any, depth: int) -> Any:
        if type(event) is ev.AliasEvent:
            return self.alias(event)
        self.count(1, event)
        if event.tag is not None:
            self.fault(_mark(event), f"tags are not read; take {shown(event.tag)} out, every value is text")
        if event.anchor is None:
            return self.content(event, depth)
        before, self.anchors[event.anchor] = self.nodes, None
        value = self.content(event, depth)
        self.anchors[event.anchor] = value, self.nodes - before + 1, _mark(event)
        return value

    def content(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is ev.ScalarEvent:
            return None if not event.style and event.value in NULLS else event.value
        if depth > MAX_DEPTH:
            raise self.error(_mark(event), f"nested deeper than {MAX_DEPTH} levels; flatten it")
        return self.sequence(event, depth) if kind is ev.SequenceStartEvent else self.mapping(event, depth)

    def count(self, nodes: int, event: Any) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            message = f"more than {MAX_NODES:,} values, aliases expanded; split the file"
            raise self.error(_mark(event), message)

    def alias(self, event: Any) -> Any:
        name, mark = shown("*" + event.anchor), _mark(event)
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise self.error(mark, f"more than {MAX_ALIASES:,} aliases; write the values out")
        if event.anchor not in self.anchors:
            raise self.error(mark, f"the alias {name} has no anchor before it; quote a text that begins with *")
        if (target := self.anchors[event.anchor]) is None:
            raise self.error(mark, f"the alias {name} stands within its own anchor; write the value out")
        self.count(target[1], event)
        return target[0]

    def sequence(self, event: Any, depth: int) -> Sequence:
        items = Sequence(_mark(event))
        while type(event := next(self.events)) is not ev.SequenceEndEvent:
            items.values_at.append(_mark(event))
            items.append(self.node(event, depth + 1))
        return items

    def mapping(self, event: Any, depth: int) -> Mapping:
        items = Mapping(_mark(event))
        while type(event := next(self.events)) is not ev.MappingEndEvent:
            key, mark = self.key(event, depth), _mark(event)
            value_event = next(self.events)
            value = self.node(value_event, depth + 1)
            if key is None:
                continue
            if key in items:
                first = items.keys_at[key][0]
                self.fault(mark, f"the key {shown(key)} stands here twice, first on line {first}; keep one")
                continue
            if len(items) == MAX_KEYS:
                raise self.error(mark, f"more than {MAX_KEYS:,} keys in one mapping; is it a list?")
            items[key], items.keys_at[key], items.values_at[key] = value, mark, _mark(value_event)
        return items

    def key(self, event: Any, depth: int) -> str | None:
        """The text of a key; None for what cannot be one, once the fault is noted."""
        key = self.node(event, depth + 1)
        if type(event) is not ev.ScalarEvent:
            self.fault(_mark(event), "a key must be a plain text; put it in quotes if it begins with [, { or *")
        elif key is None:
            self.fault(_mark(event), "a key is empty; write one before the colon")
        elif key == "<<" and not event.style:
            self.fault(_mark(event), "merge keys (<<) are not read; write the keys out")
        else:
            return str(key)
        return None


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1
