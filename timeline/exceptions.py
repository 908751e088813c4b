"""What can go wrong, told so that it can be mended: every error names its place, its value and its mend."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Self


class TimelineError(Exception):
    """A fault a user can mend, in one line: what is wrong, with the value, and what to do instead."""


class DateError(TimelineError):
    """A text that is not an EDTF date; ``position`` counts code points from 0 into ``text``."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        shown = text if len(text) <= 80 else text[:77] + "..."
        super().__init__(f"{shown!r} is not an EDTF date: {reason} (at character {position + 1})")
        self.text = text
        self.position = position
        self.reason = reason


class DatabaseError(TimelineError):
    """A database that cannot be reached, opened or upgraded."""


class NotFoundError(TimelineError):
    """Nothing of that kind goes by that slug."""


NONE_YET = "load the one that comes with the program: timeline load --seed-data"


def no_timeline(slug: str, there: Sequence[str]) -> NotFoundError:
    """That there is no timeline of that slug, and which there are that are spelled alike."""
    near = get_close_matches(slug, there, n=3, cutoff=0.3) or there[:5]
    hint = f"there is {' and '.join(near)}" if near else NONE_YET
    return NotFoundError(f"there is no timeline {slug[:80]!r}; {hint}")


class NotAnArticleError(TimelineError):
    """A page that is no article: ``verdict`` is ``index page``, ``no article found`` or ``too long``."""

    def __init__(self, verdict: str, reason: str) -> None:
        super().__init__(f"{verdict}: {reason}; give the text of one article, from its headline to its end")
        self.verdict = verdict
        self.reason = reason

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """How it goes from one process to another."""
        return type(self), (self.verdict, self.reason)


class ExtraMissingError(TimelineError):
    """Something that needs packages which are not installed: an extra of this one."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs the extra {extra!r}; install it with: pip install 'timeline-api[{extra}]'")
        self.extra, self.purpose = extra, purpose

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """How it goes from one process to another."""
        return type(self), (self.extra, self.purpose)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file something stands; line and column count from 1, 0 where there is none."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


class AnnotationError(TimelineError):
    """One fault in a file of annotations: its place, what is wrong there, and the mend."""

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place
        self.message = message

    def __reduce__(self) -> tuple[type[Self], tuple[Place, str]]:
        """How it goes from one process to another."""
        return type(self), (self.place, self.message)


class LoadError(TimelineError):
    """All faults of one load together, in the order of files and lines."""

    def __init__(self, errors: list[AnnotationError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors

    @classmethod
    def of(cls, errors: list[AnnotationError]) -> Self:
        """Sort ``errors`` by place, without repeats."""
        unique = {(error.place, error.message): error for error in errors}
        return cls([unique[key] for key in sorted(unique)])


class BusyError(TimelineError):
    """A query that took longer ``where`` it ran than it may."""

    def __init__(self, seconds: float, where: str = "in the database") -> None:
        super().__init__(f"the query took longer than {seconds:g} s {where}; ask for less at a time")


class CrowdedError(TimelineError):
    """A request that would have to wait for longer than it may, since so many others wait."""

    def __init__(self) -> None:
        super().__init__("too many requests wait already; try again in a second")
