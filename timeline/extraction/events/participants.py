"""Who took part in what a verb or noun tells: its subject, its objects, its possessor, as the words of the text."""

from timeline.extraction import lexicon, phrases
from timeline.extraction.events.outlines import RELATIVES, Outline
from timeline.extraction.events.predicates import Predicate, is_adverb
from timeline.extraction.findings import Mention
from timeline.extraction.phrases import Phrase
from timeline.extraction.tokens import Tokens

VERBS = 8  # verbs between one and the one it shares its subject with
JOINED = 4  # phrases joined by "and", verbs that share one subject
SHARING = frozenset({"and", ",", "or", "but", "then"})
CLAUSAL = frozenset(
    {"when", "while", "because", "since", "although", "though", "as", "until", "before", "after", "where", "but"}
)
DANGLING = lexicon.words("prepositions") | lexicon.words("conjunctions") | {"of", "'s", "’s", "’", "'"}
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
LINKING = frozenset(
    {"to", "with", "by", "for", "against", "on", "at", "of", "from", "into", "over", "in", "and", "not"}
)
ON = frozenset({"on", "in", "at", "since", "until", "by", "before", "after", "during", "from", "between"})


def subjects(tokens: Tokens, line: Outline, k: int, shared: int = 0) -> tuple[Mention, ...]:
    """Who or what did the ``k``-th predicate of a sentence; a verb joined to another shares its subject."""
    verb = line.predicates[k]
    opens, end = line.opens(verb.first), _before_dates(tokens, line, verb.first)
    if opens >= line.first and tokens.lower[opens] in RELATIVES and _adverbs(tokens, opens + 1, verb.first):
        return _single(tokens, phrases.before(tokens, opens - (tokens.lower[opens - 1] == ","), line.first))
    hanging = _hanging(tokens, line, k, opens)
    end = min(end, line.predicates[hanging].first)
    floor = max(opens + 1, line.predicates[hanging - 1].at + 1 if hanging else line.first)
    before = tokens.lower[end - 1] if end > floor else ","
    if verb.mood == "participle" and before == "," and not tokens.lower[verb.at].endswith("ing"):
        return _single(tokens, phrases.before(tokens, end - 1, line.first))
    if before in SHARING or verb.mood == "participle":
        main = _main(line, k) if before != "and" or verb.mood != "participle" else _parallel(line, k)
        if main is not None and end > line.first and not (before == "," and _ends_aside(tokens, line, verb, main)):
            return subjects(tokens, line, main, shared + 1) if shared < JOINED else ()
        if verb.at == line.first and verb.mood == "participle":
            return _of_next(tokens, line, k, shared)
        if verb.mood != "participle" and (relative := _closed_relative(tokens, line, end - 1)):
            return _single(tokens, phrases.subject(tokens, relative - 1, line.first))
        floor = line.first
    floor = _clause(tokens, line, floor, end)
    if end <= floor:
        return ()
    phrase = phrases.subject(tokens, end, floor) or _odd(tokens, floor, end) or phrases.after(tokens, floor, end)
    return _with_joined(tokens, phrase, floor) if phrase else ()


def objects(tokens: Tokens, line: Outline, k: int, last: int) -> list[Mention]:
    """What was done to, for, by or with whom: the phrases behind a verb, over ``to``, ``by``, ``with`` and ``and``."""
    first = line.predicates[k].at + 1
    last = next((start for start, _ in line.dates if first <= start < last), last)
    found: list[Mention] = []
    while first < last and len(found) < JOINED:
        if tokens.lower[first] in LINKING:
            first += 1
            continue
        phrase = phrases.after(tokens, first, last)
        if phrase is None:
            break
        found.append(phrases.mention(tokens, phrase))
        first = phrase[1]
    return found


def possessor(tokens: Tokens, first: int, at: int) -> tuple[Mention, ...]:
    """Whose event it is that token ``at`` names, in a phrase that begins with token ``first``."""
    for i in range(at - 1, first - 1, -1):
        if tokens.lower[i] in POSSESSIVES:
            return _single(tokens, (first, i) if first < i else None)
    return _single(tokens, (first, first + 1) if tokens.lower[first] in ("his", "her", "their") else None)


def _single(tokens: Tokens, phrase: Phrase | None) -> tuple[Mention, ...]:
    return (phrases.mention(tokens, phrase),) if phrase else ()


def _adverbs(tokens: Tokens, first: int, last: int) -> bool:
    return all(is_adverb(word) for word in tokens.lower[first:last])


def _hanging(tokens: Tokens, line: Outline, k: int, opens: int) -> int:
    """The first of the participles that hang on the subject of a verb: ``the man held on Monday was freed``."""
    verbs, first = line.predicates, k
    while first and verbs[k].mood != "participle" and verbs[first - 1].mood == "participle":
        before = verbs[first - 1].first - 1
        between = tokens.lower[verbs[first - 1].at + 1 : verbs[first].first]
        if before <= opens or tokens.lower[before] in SHARING or not SHARING.isdisjoint(between):
            break
        first -= 1
    return first


def _main(line: Outline, k: int) -> int | None:
    """The verb whose subject one without its own shares: the last that is no participle of the same speech."""
    owners, verbs = line.owners, line.predicates
    behind = range(k - 1, max(-1, k - 1 - VERBS), -1)
    finite = [i for i in behind if verbs[i].mood not in ("participle", "open")]
    return next((i for i in finite if owners[verbs[i].at] == owners[verbs[k].at]), finite[0] if finite else None)


def _of_next(tokens: Tokens, line: Outline, k: int, shared: int) -> tuple[Mention, ...]:
    """The subject of the clause that a participle opens: ``Speaking in Arden, the mayor resigned``."""
    ahead = range(k + 1, min(len(line.predicates), k + VERBS))
    main = next((i for i in ahead if line.predicates[i].mood not in ("participle", "open")), None)
    return subjects(tokens, line, main, shared + 1) if main is not None and shared < JOINED else ()


def _parallel(line: Outline, k: int) -> int | None:
    """The verb a participle goes along with behind ``and``: the one before it or, of two participles, that of both."""
    before = next(
        (i for i in range(k - 1, max(-1, k - 1 - VERBS), -1) if line.predicates[i].mood == "participle"), None
    )
    return _main(line, k) if before is None else _main(line, before)


def _ends_aside(tokens: Tokens, line: Outline, verb: Predicate, main: int) -> bool:
    """Whether the comma before a verb ends words in between: ``Brook, the mayor, resigned``, ``Brook, who fled, …``."""
    if verb.mood == "participle":
        return False
    comma = line.opens(verb.first)
    return line.opens(comma) > line.predicates[main].at or _closed_relative(tokens, line, comma) is not None


def _closed_relative(tokens: Tokens, line: Outline, comma: int) -> int | None:
    """The ``who`` or ``which`` of the clause that a comma ends."""
    opens = line.opens(comma)
    relative = line.first < opens and tokens.lower[opens] in RELATIVES and tokens.lower[opens - 1] == ","
    return opens if relative else None


def _clause(tokens: Tokens, line: Outline, floor: int, end: int) -> int:
    """Where the words of a clause begin: behind the last conjunction and the last date before its verb."""
    floor = next((i + 1 for i in range(end - 1, floor - 1, -1) if tokens.lower[i] in CLAUSAL), floor)
    return max([floor, *(last for _, last in line.dates if last < end)])


def _odd(tokens: Tokens, first: int, last: int) -> Phrase | None:
    """The phrase before a verb whose last word may itself be a verb: ``mass protests``, ``key reforms``."""
    if not tokens.lower[last - 1][0].isalnum() or tokens.lower[last - 1] in DANGLING:
        return None
    before = phrases.before(tokens, last - 1, first)
    return (before[0] if before else last - 1), last


def _before_dates(tokens: Tokens, line: Outline, end: int) -> int:
    """Where the words before a verb end without the date right before it: ``Brook on Monday signed``."""
    first = next((first for first, last in line.dates if last == end), None)
    return end if first is None else first - (tokens.lower[first - 1] in ON)


def _with_joined(tokens: Tokens, phrase: Phrase, floor: int) -> tuple[Mention, ...]:
    found = [phrase]
    while len(found) < JOINED and found[-1][0] - 1 > floor and tokens.lower[found[-1][0] - 1] == "and":
        other = phrases.before(tokens, found[-1][0] - 1, floor)
        if other is None:
            break
        found.append(other)
    return tuple(phrases.mention(tokens, one) for one in reversed(found))
