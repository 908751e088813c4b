"""Clauses around a word of reporting, found by lists: whose it is, where the content begins and where it ends."""

from functools import cache

from timeline.extraction import lexicon
from timeline.extraction.tokens import Tokens

DASHES = frozenset(("-", "--", "–", "—", "---"))
QUOTES = frozenset("\"“”„«»") | {"''"}
STOPS = frozenset(".!?;:…")
PRONOUNS = frozenset("he she they it we i you who that which one he's she's they're".split())
WH = frozenset("what how why where when who whether if which whom whose".split())
SUBJECTS = frozenset("he she they it we i you there he's she's it's they're we're i'm i've they've he’s she’s it’s".split()) | frozenset(
    "they’re we’re i’m i’ve they’ve there's there’s that's that’s he'd he’d she'd she’d they'd they’d he'll he’ll".split()
)
TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow earlier later "
    "recently last this late early afterward afterwards".split()
)
LONGEST = 30  # words of one noun phrase
Pair = tuple[int, int]


@cache
def _closed() -> frozenset[str]:
    """Words that are never inside a noun phrase."""
    return lexicon.words("conjunctions") | lexicon.words("auxiliaries") | PRONOUNS | SUBJECTS


@cache
def verbal() -> frozenset[str]:
    """Forms that make a clause: auxiliaries, and verbs but for their -ing forms."""
    forms = {form for form in lexicon.verbs("verbs") if not form.endswith("ing")}
    short = {w for w in SUBJECTS if "'" in w or "’" in w}
    return frozenset(forms) | (lexicon.words("auxiliaries") - {"being", "having", "be", "been"}) | short


def _inside(tokens: Tokens, i: int) -> bool:
    word = tokens.lower[i]
    if word in ("'s", "’s", "&", "-", "'", "’"):
        return True
    if not word[0].isalnum():
        return False
    if word in _closed():
        return False
    return word not in lexicon.verbs("verbs") or tokens.words[i][0].isupper() or _modifies(tokens, i)


def _modifies(tokens: Tokens, i: int) -> bool:
    """Whether a verb's form stands as an adjective or noun: behind a determiner or a possessive."""
    return i > 0 and (tokens.lower[i - 1] in lexicon.words("determiners") or tokens.lower[i - 1] in ("'s", "’s"))


def subject(tokens: Tokens, end: int, first: int) -> Pair | None:
    """The noun phrase that ends before token ``end``: the subject of the verb there; nothing before ``first``."""
    for _ in range(6):
        if end <= first:
            return None
        word = tokens.lower[end - 1]
        if word in ("who", "which", "that"):
            return (end - 1, end)
        if word in PRONOUNS:
            return (end - 1, end)
        if word == ")":
            end = _opening(tokens, end - 1, first)
            continue
        if word == "," or word in DASHES:
            before = _parenthesis(tokens, end - 1, first)
            if before is None:
                return None
            end = before
            continue
        break
    return _phrase(tokens, end, first)


def _opening(tokens: Tokens, i: int, first: int) -> int:
    for k in range(i - 1, max(first, i - 20) - 1, -1):
        if tokens.words[k] == "(":
            return k
    return first


def _parenthesis(tokens: Tokens, comma: int, first: int) -> int | None:
    """Where the phrase ends that an apposition closed by this comma explains."""
    mark, found = tokens.words[comma], None
    for k in range(comma - 1, max(first, comma - 40) - 1, -1):
        if tokens.words[k] == mark or (mark == "," and tokens.words[k] == ")"):
            found = k if tokens.words[k] == mark else k + 1
            if not _apposes(tokens, k, first):
                return found
        elif tokens.words[k] in STOPS or tokens.words[k] in QUOTES:
            break
    return found


def _apposes(tokens: Tokens, comma: int, first: int) -> bool:
    """Whether what ends before a comma is itself an apposition behind another comma."""
    for k in range(comma - 1, max(first, comma - 14) - 1, -1):
        if tokens.words[k] == ",":
            word = tokens.lower[k + 1]
            return word in ("a", "an", "who", "whose", "which", "the", "former") or word[0].isdigit() or comma - k == 2
        if tokens.words[k] in STOPS or tokens.words[k] in QUOTES:
            return False
    return False


def _phrase(tokens: Tokens, end: int, first: int) -> Pair | None:
    start = end
    while start > max(first, end - LONGEST) and _inside(tokens, start - 1):
        start -= 1
    relative = _relative(tokens, start, first) if start == end or tokens.lower[start - 1] in verbal() else None
    if relative is not None:
        return _phrase(tokens, relative, first)
    while start < end and (tokens.lower[start] in lexicon.words("prepositions") or not tokens.words[start][0].isalnum()):
        start += 1
    return (start, end) if start < end else None


def _relative(tokens: Tokens, i: int, first: int) -> int | None:
    """Where the relative clause begins that reaches up to here, without a comma."""
    for k in range(i - 1, max(first, i - 12) - 1, -1):
        if tokens.lower[k] == "who" and k > first and _inside(tokens, k - 1):
            return k
        if not tokens.words[k][0].isalnum():
            return None
    return None


def phrase_after(tokens: Tokens, start: int, last: int) -> Pair | None:
    """The noun phrase that begins with token ``start``."""
    if start < last and tokens.lower[start] in ("he", "she", "they", "i", "we", "him", "her", "them", "me", "us", "it", "you", "people"):
        return (start, start + 1)
    end = start
    while end < min(last, start + LONGEST) and _inside(tokens, end):
        word = tokens.lower[end]
        if end > start and word in lexicon.words("prepositions") and word not in ("of", "for", "at"):
            break
        if end > start and (word in TIME or (word in lexicon.words("determiners") and tokens.lower[end - 1] not in lexicon.words("prepositions"))):
            break
        end += 1
    return (start, end) if start < end else None


def has_verb(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a finite verb stands among the tokens."""
    forms = verbal()
    return any(word in forms for word in tokens.lower[start:end])


def opening(tokens: Tokens, first: int, last: int) -> Pair | None:
    """The subject a sentence opens with: the noun phrase before its first verb."""
    forms = verbal()
    for i in range(first, last):
        if tokens.lower[i] in forms and not tokens.words[i][0].isupper():
            return subject(tokens, i, first)
    return None
