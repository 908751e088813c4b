"""Slugs of proposed actors: made of their names, the same each time, none given twice."""

import re
from collections.abc import Container

from anyascii import anyascii

LONGEST = 80
APART = re.compile("[^a-z0-9]+")


def slug(name: str, taken: Container[str] = ()) -> str:
    """A slug for a name: ``Ingibjörg Sólrún`` gives ``ingibjorg-solrun``, with a number behind it where it is taken."""
    latin = name if name.isascii() else anyascii(name)
    plain = APART.sub("-", latin.lower().replace("'", "")).strip("-")
    base = plain[:LONGEST].rstrip("-") or "actor"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found
