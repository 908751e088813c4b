"""Clauses around a word of reporting, found by lists: whose it is, where the content begins and where it ends."""

from functools import cache

from timeline.extraction import cues, lexicon
from timeline.extraction.tokens import Tokens

DASHES = frozenset(("-", "--", "–", "—", "---"))
QUOTES = frozenset("\"“”„«»") | {"''"}
STOPS = frozenset(".!?;:…")
PRONOUNS = frozenset("he she they it we i you who that which he's she's they're".split())
WH = frozenset("what how why where when who whether if which whom whose".split())
SUBJECTS = frozenset("he she they it we i you there he's she's it's they're we're i'm i've they've he’s she’s it’s".split()) | frozenset(
    "they’re we’re i’m i’ve they’ve there's there’s that's that’s he'd he’d she'd she’d they'd they’d he'll he’ll".split()
)
TIME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight tomorrow earlier later "
    "recently last this late early afterward afterwards".split()
)
NAMES = frozenset(("may", "will", "might", "can"))
VENUES = frozenset("tweet tweets twitter facebook interview statement speech email letter post debate rally".split())
PARTS = frozenset("week month year night morning afternoon evening fall summer spring winter day weekend".split())
OBJECTS = frozenset("he she they i we him her them me us it you people anything nothing something so".split())
LOOSE = frozenset(
    "in on at during after before as when while with by to from through via following about of for into until since".split()
)
SUBORDINATE = frozenset("when while although though as after before if since because unless despite asked".split())
TAILS = frozenset(
    "according saying adding noting calling telling arguing claiming warning citing suggesting explaining accusing asserting stating pointing referring quoting alluding echoing "
    "insisting compared versus said".split()
)
APPOSED = frozenset("which who whom where a an the whose".split())
TRAILING = frozenset(".,;:") | DASHES
OPENING = frozenset("$#@'\"“‘")
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
    if word in ("'s", "’s", "&", "-", "'", "’", "%", "$"):
        return True
    if word == ".":
        return i > 0 and (tokens.lower[i - 1] in lexicon.words("abbreviations") or len(tokens.words[i - 1]) == 1)
    if not word[0].isalnum():
        return False
    if word in _closed():
        return word in NAMES and tokens.words[i][0].isupper() and i > 0 and tokens.words[i - 1][0].isalnum()
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
        elif _stops(tokens, k):
            break
    return found


def _apposes(tokens: Tokens, comma: int, first: int) -> bool:
    """Whether what ends before a comma is itself an apposition behind another comma."""
    for k in range(comma - 1, max(first, comma - 14) - 1, -1):
        if tokens.words[k] == ",":
            word = tokens.lower[k + 1]
            return word in ("a", "an", "who", "whose", "which", "the", "former") or word[0].isdigit() or comma - k == 2
        if _stops(tokens, k):
            return False
    return False


def _stops(tokens: Tokens, k: int) -> bool:
    word = tokens.words[k]
    return word in QUOTES or word in STOPS and not _inside(tokens, k)


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


def phrase(tokens: Tokens, start: int, last: int) -> Pair | None:
    """The noun phrase that begins with token ``start``."""
    if start < last and tokens.lower[start] in OBJECTS:
        return (start, start + 1)
    end, prepositions, determiners = start, lexicon.words("prepositions"), lexicon.words("determiners")
    while end < min(last, start + LONGEST) and _inside(tokens, end):
        word = tokens.lower[end]
        if end > start and (
            (word in prepositions and word not in ("of", "for"))
            or word in TIME
            or (word in determiners and tokens.lower[end - 1] not in prepositions and tokens.lower[end - 1] not in determiners)
        ):
            break
        end += 1
    return (start, end) if start < end else None


def has_verb(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a finite verb stands among the tokens."""
    forms = verbal()
    return any(word in forms for word in tokens.lower[start:end])


def clause(tokens: Tokens, start: int, last: int) -> bool:
    """Whether a clause begins here: a subject, then its verb."""
    word = tokens.lower[start]
    if word in SUBJECTS or word == "there":
        return True
    if word.endswith("ing") and tokens.words[start].islower():
        return not lexicon.words("auxiliaries").isdisjoint(tokens.lower[start + 1 : min(last, start + 10)])
    if word in LOOSE or word in lexicon.words("conjunctions") or not (word[0].isalnum() or word in ("$", "#", "'")):
        if word not in ("if", "in", "after", "under", "for", "when", "while", "as"):
            return False
        stop = next((i for i in range(start, last) if tokens.words[i] in QUOTES or tokens.words[i] in ("'", ":")), last)
        return word == "if" or ("," in tokens.words[start:stop] and has_verb(tokens, start, stop))
    return word not in OBJECTS and (word in verbal() or has_verb(tokens, start + 1, min(last, start + 30)))


def adverbial(tokens: Tokens, i: int, last: int) -> int:
    """The token behind the adverbials that stand here: ``on Tuesday``, ``in a statement``, ``last week``."""
    lower, prepositions = tokens.lower, lexicon.words("prepositions")
    for _ in range(6):
        if i >= last:
            break
        word = lower[i]
        if word in TIME or cues.adverb(tokens, i):
            i += 1
            while i < last and (lower[i] in PARTS or lower[i] in TIME):
                i += 1
        elif word in prepositions:
            found = phrase(tokens, i + 1, last)
            if found is None:
                break
            i = found[1]
        else:
            break
    return i


def begin(tokens: Tokens, first: int, end: int) -> int:
    """Where content begins that stands before its word of reporting: behind ``But`` and marks."""
    for i in range(first, min(end - 1, first + 14)):
        if tokens.words[i] == ")" and tokens.words[i + 1] in DASHES:  # a dateline: "LONDON (XYZ) -"
            first = i + 2
    while first < end and (
        tokens.lower[first] in ("but", "and", "so", "yet")
        or not (tokens.words[first][0].isalnum() or tokens.words[first] in OPENING)
    ):
        first += 1
    return first


def goes_on(tokens: Tokens, start: int, last: int) -> bool:
    """Whether content goes on behind ``, X said,``: no participle, no description of X."""
    word = tokens.lower[start]
    if word in ("who", "which", "a", "an", "and", "but", "when", "while", "as", "with", "after") or word.endswith("ing"):
        return False
    return has_verb(tokens, start, last)


def end(tokens: Tokens, start: int, last: int, quoted: bytearray) -> int:
    """The token behind the content that begins with ``start``: the sentence's end, or where the reporter goes on."""
    for i in range(start + 3, last):
        if quoted[i - 1] and not quoted[i] and tokens.words[i - 2] == "," and tokens.lower[i] in TAILS:
            return i
        if quoted[i] or tokens.words[i][0].isalnum() and tokens.lower[i] not in ("and", "but"):
            continue
        if i + 1 < last and _ends(tokens, start, i, last, quoted):
            return i
    return last


def _ends(tokens: Tokens, start: int, i: int, last: int, quoted: bytearray) -> bool:
    mark, word = tokens.words[i], tokens.lower[i + 1]
    if mark == ";":
        return True
    if mark in ("and", "but"):
        return cues.speaks(tokens, i + 1, min(last, i + 3), quoted, bare=True)
    if mark != "," and mark not in DASHES:
        return False
    if word in TAILS:
        return True
    if word in ("and", "but", "while", "though", "although"):
        return cues.speaks(tokens, i + 2, min(last, i + 10), quoted)
    if word in APPOSED:
        listed = word in ("a", "an", "the") and not {"and", "or"}.isdisjoint(tokens.lower[i:last])
        return not listed and has_verb(tokens, start, i) and not _resumes(tokens, i + 1, last)
    return False


def _resumes(tokens: Tokens, start: int, last: int) -> bool:
    """Whether the clause goes on behind an apposition: a comma and a verb."""
    forms = verbal()
    for i in range(start, last - 1):
        if tokens.words[i] in (",", "-", "—", "–") and tokens.lower[i + 1] in forms:
            return True
    return False


def opening(tokens: Tokens, first: int, last: int) -> Pair | None:
    """The subject a sentence opens with: the noun phrase before its first verb."""
    forms = verbal()
    for i in range(first, last):
        if tokens.lower[i] in forms and not tokens.words[i][0].isupper():
            return subject(tokens, i, first)
    return None


def apposed(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the words up to ``end`` are a subject and its apposition between commas: ``Brook, a lawyer,``."""
    found = phrase(tokens, begin(tokens, first, end), end)
    if found is None:
        return False
    i = adverbial(tokens, found[1], end)
    if i >= end - 1 or tokens.words[i] not in (",", "(") and tokens.words[i] not in DASHES:
        return False
    forms = verbal()
    return not any(
        tokens.words[k] == "," and (tokens.lower[k + 1] in forms or tokens.lower[k + 1] in SUBJECTS)
        for k in range(i, end - 1)
    )


def main(tokens: Tokens, start: int, end: int, quoted: bytearray, verb: bool = False) -> int:
    """Where the content of a subordinate clause ends: at the comma behind which the main clause goes on."""
    forms = verbal()
    for i in range(start + 1, end - 1):
        if tokens.words[i] == "," and not quoted[i] and (not verb or tokens.lower[i + 1] in forms):
            return i
    return end


def thing_end(tokens: Tokens, start: int, end: int, quoted: bytearray) -> int:
    """Where a noun phrase ends that is content: at a comma that makes no list, or before another verb."""
    for i in range(start + 1, end - 1):
        if quoted[i]:
            continue
        word, after = tokens.lower[i], tokens.lower[i + 1]
        if quoted[i - 1] and word in ("in", "on", "during") and _venue(tokens, i + 1, end):
            return i
        if word == "and" and not quoted[i + 1] and (after in _going() or after in verbal()):
            return i
        if word == "while" or word in DASHES:
            return i
        if word == ",":
            rest = tokens.lower[i + 1 : min(end, i + 12)]
            if "and" in rest[1:] and after not in APPOSED or after in ("and", "or", "including", "such"):
                continue
            return i
    return end


def _venue(tokens: Tokens, start: int, end: int) -> bool:
    return not VENUES.isdisjoint(tokens.lower[start : min(end, start + 4)])


@cache
def _going() -> frozenset[str]:
    return frozenset(form for form in lexicon.verbs("verbs") if form.endswith("ing"))
