"""The publishers pages name, under whatever name they print."""

import re
from functools import cache

from timeline.extraction import lexicon

APART = re.compile(r"[()|•·]")


def named(text: str) -> str | None:
    """The common name of the publisher that a whole line names: ``Iran Press TV`` is Press TV."""
    if len(text) > 80:
        return None
    return _names().get(" ".join(text.split()).casefold())


def among(text: str) -> str | None:
    """The publisher that a part of a line names: ``(Xinhua) 11:34``, ``Xinhua | 20 May 2019``."""
    return next(filter(None, map(named, APART.split(text[:300]))), None)


@cache
def _names() -> dict[str, str]:
    return {alias.casefold(): name for alias, name in lexicon.table("publishers").items()}
