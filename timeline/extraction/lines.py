"""Articles as lines of JSON: a line ``{"id", "text", "published"}`` in, a line of what was found in it out.

Offsets count code points of the text given, ends exclusive. A line that cannot be read gives a line
``{"id", "error"}`` in its place, so that nothing is lost and the order stays.
"""

from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import orjson

from timeline.exceptions import TimelineError
from timeline.extraction.findings import Actor, Date, Event, Extraction, Mention, Source, Span, Statement, Zone
from timeline.extraction.speech.nesting import mixed_around

KEYS = ("id", "text", "published", "url")
Extract = Callable[..., Extraction]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the answer, what was wrong with the line asked, and its keys that mean nothing here."""

    line: bytes
    fault: str | None = None
    unknown: tuple[str, ...] = ()

    @classmethod
    def refused(cls, name: Any, fault: str) -> Self:
        """The answer to a line that cannot be read."""
        return cls(orjson.dumps({"id": name, "error": fault}) + b"\n", fault)


class LineError(TimelineError):
    """A line that is no article."""


def answer(line: bytes, extract: Extract) -> Told:
    """What is found in the article of one line."""
    name: Any = None
    try:
        article = _read(line)
        name = article.get("id")
        text, published, url = _checked(article)
        found = extract(text, published=published, url=url)
    except TimelineError as error:
        return Told.refused(name, str(error))
    except Exception as error:
        # One article that a rule stumbles over must not cost the answers to all the others.
        return Told.refused(name, f"the program failed here, please report it: {type(error).__name__}: {error}")
    unknown = tuple(key for key in article if key not in KEYS)
    return Told(orjson.dumps({"id": name, **record(found)}) + b"\n", None, unknown)


def _read(line: bytes) -> dict[str, Any]:
    try:
        article = orjson.loads(line.removeprefix(BOM_UTF8))
    except orjson.JSONDecodeError as error:
        raise LineError(f"is not JSON ({error}); write an object with id and text on one line") from None
    if not isinstance(article, dict):
        raise LineError(f'is {_kind(article)}, not an object; write {{"id": ..., "text": ...}}')
    return article


def _checked(article: dict[str, Any]) -> tuple[str, str | None, str | None]:
    for key in ("id", "text"):
        if key not in article:
            raise LineError(f'has no {key!r}; write {{"id": ..., "text": ...}}')
    if not isinstance(article["id"], str | int) or isinstance(article["id"], bool):
        raise LineError(f"'id' is {_kind(article['id'])}; write a text or a whole number of at most 64 bits")
    text, *others = (article.get(key) for key in ("text", "published", "url"))
    if not isinstance(text, str):
        raise LineError(f"'text' is {_kind(text)}; write a text")
    for key, value in zip(("published", "url"), others, strict=True):
        if not isinstance(value, str | None):
            raise LineError(f"{key!r} is {_kind(value)}; write a text, or leave it out")
    published, url = others
    return text, published or None, url or None


def _kind(value: Any) -> str:
    """What a JSON value is, in words."""
    if value is None or isinstance(value, bool):
        return str(orjson.dumps(value), "ascii")
    return {
        str: "a text",
        int: "a number",
        float: "a number with a fraction or of too many digits",
        list: "a list",
    }.get(type(value), "an object")


def record(found: Extraction) -> dict[str, Any]:
    """What was found in an article, as JSON values."""
    names = {actor.slug: actor.name for actor in found.actors}
    around = mixed_around(found.statements)
    return {
        "source": _source(found.source) | {"zones": [_zone(zone) for zone in found.zones]},
        "statements": [
            _statement(statement, within, names) for statement, within in zip(found.statements, around, strict=True)
        ],
        "dates": [_date(date) for date in found.dates],
        "events": [_event(event) for event in found.events],
        "actors": [_actor(actor) for actor in found.actors],
    }


def _source(source: Source) -> dict[str, Any]:
    fields = {name: getattr(source, name) for name in Source.__slots__}
    return {name: value for name, value in fields.items() if value}


def _zone(zone: Zone) -> dict[str, Any]:
    return {"name": zone.name, "start": zone.start, "end": zone.end}


def _statement(statement: Statement, within: int | None, names: dict[str, str]) -> dict[str, Any]:
    speakers = [_mention(mention) | {"name": names.get(mention.actor or "")} for mention in statement.speakers]
    return {
        "start": statement.start,
        "end": statement.end,
        "kind": statement.kind,
        "cue": _span(statement.cue) if statement.cue else None,
        "speaker": speakers[0] if speakers else None,
        **({"speakers": speakers} if len(speakers) > 1 else {}),
        "said": statement.said,
        "attitude": statement.attitude,
        "rule": statement.rule,
        **({} if within is None else {"within": within}),
    }


def _span(span: Span | Mention) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _mention(mention: Mention) -> dict[str, Any]:
    return _span(mention) | {"form": mention.form, "actor": mention.actor}


def _date(date: Date) -> dict[str, Any]:
    return {
        "start": date.start,
        "end": date.end,
        "text": date.text,
        "edtf": date.edtf,
        "timex": {"type": date.type, "value": date.value},
        "rule": date.rule,
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "start": event.start,
        "end": event.end,
        "title": event.title,
        "date": event.date,
        "participants": event.participants,
        "status": event.status,
        "rule": event.rule,
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "slug": actor.slug,
        "name": actor.name,
        "kind": actor.kind,
        "known": actor.known,
        "names": actor.names,
        "roles": [{"title": role.title, "organization": role.organization} for role in actor.roles],
        "mentions": [_span(mention) | {"form": mention.form} for mention in actor.mentions],
        "rule": actor.rule,
    }
