"""The lists of words the rules rest on: one file a list in ``data/``, an entry a line, remarks behind ``#``."""

from functools import cache
from importlib.resources import files


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of a list, in the order of its file ``data/NAME.txt``."""
    text = (files("timeline.extraction") / "data" / f"{name}.txt").read_text("utf-8")
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a list as a set."""
    return frozenset(entries(name))


@cache
def table(name: str) -> dict[str, str]:
    """A list of pairs, ``KEY = VALUE`` a line."""
    pairs = (entry.partition("=") for entry in entries(name))
    return {key.strip(): value.strip() for key, _, value in pairs}


@cache
def verbs(name: str) -> dict[str, str]:
    """A list of verbs in all their forms: form -> verb. Forms not made by rule stand behind the verb.

    ``deny`` gives deny, denies, denied, denying; ``say said`` gives say, says, said, saying;
    ``go went gone`` has two. ``state !`` gives stated, stating alone: state and states are rather nouns.
    """
    found: dict[str, str] = {}
    for entry in entries(name):
        for form in forms(entry):
            found.setdefault(form, entry.split()[0])
    return found


def forms(entry: str) -> list[str]:
    """The forms of an entry of such a list: first and third person (unless marked !), -ing, then the past forms."""
    verb, *irregular = entry.removesuffix(" !").split()
    present = [] if entry.endswith(" !") else [verb, *_third_person(verb)]
    return [*present, _participle(verb), *(irregular or (_past(verb),))]


def _third_person(verb: str) -> tuple[str]:
    if verb.endswith("y") and verb[-2] not in "aeou":
        return (verb[:-1] + "ies",)
    return (verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"),)


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def _participle(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


@cache
def _doubling() -> frozenset[str]:
    return words("doubling-verbs")


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in _doubling() else verb
