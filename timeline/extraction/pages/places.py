"""Findings in one text as findings in another: the plain text of a page and its HTML."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from timeline.extraction.findings import Actor, Date, Event, Extraction, Mention, Span, Statement, Zone

Place = Callable[[int, int], tuple[int, int]]
"""From a place in the one text to that in the other."""
Placed = TypeVar("Placed", Span, Date, Mention, Statement, Event, Zone)


def moved(found: Extraction, place: Place) -> Extraction:
    """The same findings at their places in the other text; the words are those of the first."""
    return Extraction(
        found.source,
        tuple(_statement(one, place) for one in found.statements),
        tuple(_moved(one, place) for one in found.dates),
        tuple(_moved(one, place) for one in found.events),
        tuple(_actor(one, place) for one in found.actors),
        tuple(_moved(one, place) for one in found.zones),
    )


def _moved(one: Placed, place: Place) -> Placed:
    start, end = place(one.start, one.end)
    return replace(one, start=start, end=end)


def _statement(one: Statement, place: Place) -> Statement:
    cue = one.cue and _moved(one.cue, place)
    return replace(_moved(one, place), cue=cue, speakers=tuple(_moved(mention, place) for mention in one.speakers))


def _actor(one: Actor, place: Place) -> Actor:
    return replace(one, mentions=tuple(_moved(mention, place) for mention in one.mentions))
