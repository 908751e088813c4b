"""The states of the world, their seats of government, and the adjectives and peoples that stand for them."""

from timeline.extraction import lexicon

STATES = lexicon.table("states")
CAPITALS = lexicon.table("capitals")
DEMONYMS = lexicon.table("demonyms")
ADJECTIVES = {state: word for word, state in reversed(DEMONYMS.items())}


def state(words: str) -> str | None:
    """The state that a name or an adjective stands for: ``Russian`` gives Russia. A capital stands for none."""
    return STATES.get(words) or DEMONYMS.get(words)


def adjective(name: str) -> str:
    """What is said of things of a state: Belarus gives ``Belarusian``; the name itself where no adjective is known."""
    return ADJECTIVES.get(name, name)
