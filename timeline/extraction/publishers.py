"""The publishers pages name, under whatever name they print."""

from functools import cache

from timeline.extraction import lexicon


def named(text: str) -> str | None:
    """The common name of the publisher that a whole line names: ``Iran Press TV`` is Press TV."""
    if len(text) > 80:
        return None
    return _names().get(" ".join(text.split()).casefold())


def ending(text: str) -> str | None:
    """The common name of the publisher with whose name a text ends, with or without a space before it."""
    folded = " ".join(text.split()).casefold()
    return next((name for alias, name in _names().items() if folded.endswith(alias)), None)


@cache
def _names() -> dict[str, str]:
    return {alias.casefold(): name for alias, name in lexicon.table("publishers").items()}
