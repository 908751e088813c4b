"""Offices that stand beside a name in the text: ``Finance Minister Ada Berg``, ``Ada Berg, the mayor of Oslo,``."""

from collections.abc import Iterator, Sequence

from timeline.extraction import lexicon
from timeline.extraction.actors import offices
from timeline.extraction.actors.name import Name
from timeline.extraction.actors.names import NEVER, OPENERS
from timeline.extraction.actors.offices import Office
from timeline.extraction.actors.runs import POSSESSIVES
from timeline.extraction.findings import Role
from timeline.extraction.tokens import Tokens

ENDS = frozenset(',.;:()!?—–"“”') | {"--", "...", "who", "which", "that", "whose", "whom"}
STOPS = (
    lexicon.words("determiners") | lexicon.words("prepositions") | lexicon.words("conjunctions")
    | lexicon.words("auxiliaries") | lexicon.words("pronouns") | ENDS
)  # fmt: skip
OFFICES = frozenset(offices.HEADS)
AUXILIARIES = lexicon.words("auxiliaries")
SAID = offices.RANKS | (offices.PASSING - {"then"})
PREPOSITIONS = lexicon.words("prepositions")
VERBS = lexicon.verbs("verbs")
ARTICLES = frozenset(("the", "a", "an", "'s", "’s", "'", "’", "its", "their", "his", "her", "our"))
COPULAS = frozenset(("is", "was", "became", "becomes", "remains"))
LONGEST_BEFORE, LONGEST_BEHIND = 6, 12


def beside(tokens: Tokens, names: Sequence[Name], i: int, begin: int) -> Iterator[tuple[Office, Role]]:
    """The offices that stand beside the name ``names[i]`` in a sentence that begins with token ``begin``."""
    name = names[i]
    if i and names[i - 1].kind == "PERSON" and tokens.lower[names[i - 1].last] not in POSSESSIVES:
        begin = max(begin, names[i - 1].last)
    for first, last in (_before(tokens, name, begin), _behind(tokens, names, i), _introduced(tokens, name, begin)):
        if first < last and (office := offices.read(tokens.words[first:last])):
            yield office, role(tokens, first, last)


def role(tokens: Tokens, first: int, last: int) -> Role:
    """An office as the text words it, and the organization behind its ``of`` or ``for``."""
    joined = (k for k in range(first + 1, last - 1) if tokens.lower[k] == "and" and tokens.lower[k + 1] in ARTICLES)
    last = next(joined, last)
    for k in range(first + 1, last - 1):
        if tokens.lower[k] in ("of", "for", "at", "with"):
            return Role(_line(tokens, first, k), _line(tokens, k + 1 + (tokens.lower[k + 1] == "the"), last))
    return Role(_line(tokens, first, last))


def _line(tokens: Tokens, first: int, last: int) -> str:
    return " ".join(tokens.span(first, last).split())


def _before(tokens: Tokens, name: Name, begin: int) -> tuple[int, int]:
    """The titles right before a name and what belongs to them: ``Trump campaign manager``."""
    if name.titled == name.first:
        return 0, 0
    start, lower = name.titled, tokens.lower
    large = tokens.words[start][0].isupper()
    while start > max(begin, name.titled - LONGEST_BEFORE):
        word = lower[start - 1]
        small = tokens.words[start - 1].islower()
        # Before a title in capitals, a small word belongs to it only if it is one of those said of titles.
        apart = small and (word in VERBS or (large and word not in SAID and word not in POSSESSIVES))
        if apart or word in NEVER or (word in STOPS and word not in POSSESSIVES):
            break
        start -= 1
    if start == begin and lower[start] in OPENERS and lower[start] not in SAID:
        start += 1
    return start, name.first


def _behind(tokens: Tokens, names: Sequence[Name], i: int) -> tuple[int, int]:
    """An apposition or what the name is said to be: ``, the mayor of Oslo,``, ``, 45, a nurse``, ``is the mayor``."""
    lower, start = tokens.lower, names[i].last
    size = len(lower)
    if start + 2 >= size or (lower[start] not in (",", "(") and lower[start] not in COPULAS):
        return 0, 0
    if OFFICES.isdisjoint(lower[start : start + LONGEST_BEHIND + 3]):
        return 0, 0
    start += 1
    if (lower[start].isdigit() and lower[start + 1] == ",") or (lower[start] == "who" and lower[start + 1] in COPULAS):
        start += 2
    end = start
    while end < min(size, start + LONGEST_BEHIND) and lower[end] not in ENDS and not _verb(tokens, end):
        end += 1
    office = next((k for k in range(start, end) if lower[k] in OFFICES), end)
    if not PREPOSITIONS.isdisjoint(lower[start:office]):
        return 0, 0
    following = names[i + 1] if i + 1 < len(names) else None
    if following and following.titled < end and following.titled < following.first:
        return 0, 0
    return (start + (lower[start] in ARTICLES), end) if start < end else (0, 0)


def _verb(tokens: Tokens, i: int) -> bool:
    return tokens.lower[i] in AUXILIARIES or (tokens.lower[i] in VERBS and tokens.lower[i - 1] != "the")


def _introduced(tokens: Tokens, name: Name, begin: int) -> tuple[int, int]:
    """A description that the name itself follows between commas: ``the mayor of Oslo, Ada Berg,``."""
    lower, end = tokens.lower, name.titled - 1
    if end <= begin or lower[end] != "," or name.last >= len(lower) or lower[name.last] not in (",", "."):
        return 0, 0
    start = end
    if OFFICES.isdisjoint(lower[max(begin, end - LONGEST_BEHIND) : end]):
        return 0, 0
    while start > max(begin, end - LONGEST_BEHIND) and lower[start - 1] not in ENDS and not _verb(tokens, start - 1):
        start -= 1
        if lower[start] in ARTICLES and lower[start - 1] not in ("of", "for", "to", "in", "at"):
            return start + 1, end
    return 0, 0
