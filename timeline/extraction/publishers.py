"""The publishers pages name, under whatever name they print."""

from functools import cache

from timeline.extraction import lexicon


def named(text: str) -> str | None:
    """The common name of the publisher that a whole line names: ``Iran Press TV`` is Press TV."""
    if len(text) > 80:
        return None
    return _names().get(" ".join(text.split()).casefold())


@cache
def _names() -> dict[str, str]:
    return {alias.casefold(): name for alias, name in lexicon.table("publishers").items()}
