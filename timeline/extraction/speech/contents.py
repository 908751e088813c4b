"""What stands behind a word of reporting as its content: where it begins, by the frame, and where it ends."""

from timeline.extraction import lexicon, phrases
from timeline.extraction.speech import clauses, cues
from timeline.extraction.speech.cues import Cue
from timeline.extraction.speech.reading import Pair, Reading
from timeline.extraction.tokens import Tokens

Content = tuple[str, int, int]  # frame, first token, token behind the last

NAMED = frozenset(("that", "as"))  # frames named by a word that begins no content by itself
NOUN_FRAMES = frozenset(["thing", "for", "to", "about", "of", "against"])
ABOUT_NOUNS = frozenset(("refer", "allude", "respond"))  # verbs with to and a noun phrase
PARTICLES = frozenset(["off", "out", "up", "back", "upon", "himself", "itself"])
INDEFINITE = frozenset(["a", "an", "another", "one", "new"])
VOICED = lexicon.words("voiced-nouns")
NEAR = 12  # words in which the "as" of a judgement stands behind its verb
GROUPS = frozenset(("those", "people"))


def of(reading: Reading, cue: Cue, unit: Pair, subject: Pair | None) -> Content | None:
    """The content behind a word of reporting; None where nothing follows that its frames know."""
    found = _beginning(reading, cue, unit[1])
    if found is None or found[1] >= unit[1] or reading.quoted[found[1]] or not _counts(cue, found[0]):
        return None
    frame, start = found
    if _misleads(reading.tokens, cue, start, unit[1], subject):
        return None
    end = clauses.end(reading, start, unit[1], cue.form == "participle")
    if frame in NOUN_FRAMES:
        end = clauses.end_of_thing(reading, start, end)
        if cue.lemma == "call" and cue.end == cue.verb + 1 and _only_calls(reading, start, end):
            return None
    return frame, start, _within_clause(reading, cue, start, end, unit[0], subject)


def _within_clause(reading: Reading, cue: Cue, start: int, end: int, first: int, subject: Pair | None) -> int:
    """The end of content whose word of reporting stands in a subordinate or relative clause, or is a noun."""
    lower = reading.tokens.lower
    if cue.form == "noun" and "that" not in cue.frames:  # her call for a new bridge was heard
        return next((i for i in range(start + 1, end) if reading.tokens.words[i] in cues.AUXILIARIES), end)
    relative = cue.form == "finite" and cue.first > first and lower[cue.first - 1] == "who"
    opens = cue.first - first < 2 or lower[cue.first - 1] in phrases.PREPOSITIONS | {"when"}
    introduces = opens and cue.form in ("participle", "passive")
    subordinate = subject is not None and subject[0] > first and lower[subject[0] - 1] in clauses.SUBORDINATE
    if cue.form == "noun" or introduces or subordinate:
        return clauses.end_of_subordinate(reading, start, end)
    return clauses.end_of_subordinate(reading, start, end, before_verb=True) if relative else end


def _misleads(tokens: Tokens, cue: Cue, start: int, last: int, subject: Pair | None) -> bool:
    """Whether words look like reporting and are not: ``those who said``, ``a firm called X``, ``claims that were``."""
    lower = tokens.lower
    if cue.form == "noun" and "that" not in cue.frames:
        return subject is None
    if cue.form == "noun":
        return clauses.is_relative(tokens, start, last)
    before = lower[cue.first - 1] if cue.form == "finite" and cue.first else ""
    if before in ("which", "that") or (before == "who" and cue.first > 1 and lower[cue.first - 2] in GROUPS):
        return True
    if cue.lemma == "recall" and tokens.words[start][0].isdigit():
        return True  # 90,000 bottles
    if cue.lemma != "call" or cue.end > cue.verb + 1:
        return False
    named = cue.first == cue.verb and subject is not None and lower[subject[0]] in INDEFINITE
    return named or lower[start] in PARTICLES


def _only_calls(reading: Reading, start: int, end: int) -> bool:
    """Whether somebody or something is only named or called up: ``called Brook after the vote``, ``called a vote``."""
    tokens = reading.tokens
    if any(reading.quoted[start:end]):
        return False
    found = phrases.after(tokens, start, end)
    if found is None:
        return False
    ends = found[1] >= end or reading.is_mark(found[1])
    behind = ends or tokens.lower[found[1]] in phrases.PREPOSITIONS | clauses.SUBORDINATE | {"to", "shortly"}
    named = phrases.mention(tokens, found).form != "nominal" or tokens.lower[start] in INDEFINITE
    return behind and named


def _counts(cue: Cue, frame: str) -> bool:
    """Whether a verb in this form reports: ``to say that``, but not ``to say nothing``."""
    if cue.form == "infinitive":
        return frame == "that"
    if cue.form == "passive":
        return "passive" in cue.frames and (cue.lemma == "ask" or frame == "that")
    if cue.form == "participle" and frame == "clause":
        return cue.lemma != "claim"
    if cue.lemma == "respond" and frame == "to":
        return cue.negated
    return not (cue.modal or cue.negated) or frame in ("that", "whether", "someone", "thing", "to")


def _beginning(reading: Reading, cue: Cue, last: int) -> tuple[str, int] | None:
    """Which frame opens behind a word of reporting, and the token where the content begins."""
    i = cue.end
    if i >= last:
        return None
    if "for-to" in cue.frames:
        return _requested(reading.tokens, cue, i, last)
    if cue.form == "passive" and cue.lemma == "ask" and reading.tokens.lower[i] in ("to", "about"):
        return reading.tokens.lower[i], i + (reading.tokens.lower[i] == "about")
    if reading.tokens.lower[i] in cue.frames - NAMED or (reading.tokens.lower[i] == "out" and "ruled" in cue.frames):
        return _particle(reading.tokens, cue, i, last)
    if "next" in cue.frames and reading.tokens.lower[i] == "that" and i + 1 < last:
        return ("that", i) if _is_clause(reading.tokens, i + 1, last) else None
    found = _addressed(reading, cue, i, last) if "someone" in cue.frames else None
    if found is None and "that" in cue.frames:
        found = _clause(reading, cue, i, last)
    if found is None and _takes_thing(reading.tokens, cue, i, last):
        return "thing", i
    return found


def _takes_thing(tokens: Tokens, cue: Cue, i: int, last: int) -> bool:
    """Whether the noun phrase behind a verb is content: ``rejected the plan``, ``dismissed the plan as late``."""
    judged = "as" in cue.frames and "as" in tokens.lower[i + 1 : min(last, i + NEAR)]
    if "voiced" in cue.frames:
        return not VOICED.isdisjoint(tokens.lower[i : min(last, i + 4)])
    pointed = cue.lemma == "call" and tokens.lower[i] == "that"
    return (judged or "thing" in cue.frames) and (pointed or _is_noun_phrase(tokens, i))


def _requested(tokens: Tokens, cue: Cue, i: int, last: int) -> tuple[str, int] | None:
    """What somebody is asked for behind ``to`` and the one asked: ``turned to the council for help``."""
    asked = phrases.after(tokens, i + 1, last) if tokens.lower[i] == "to" else None
    k = asked[1] if asked else i
    if k + 1 >= last or tokens.lower[k] not in ("for", "to") or (asked is None and cue.lemma == "turn"):
        return None
    return tokens.lower[k], k


def _particle(tokens: Tokens, cue: Cue, i: int, last: int) -> tuple[str, int] | None:
    """The content behind a preposition of the verb: ``called for peace``; ``vowed to go`` takes the ``to`` in."""
    frame = tokens.lower[i]
    if frame == "out" and "ruled" in cue.frames:
        cue.end = i + 1
        return ("thing", i + 1) if i + 1 < last and _is_noun_phrase(tokens, i + 1) else None
    if frame == "to" and cue.lemma not in ABOUT_NOUNS:
        return frame, i
    cue.end = i + 1
    if frame != "out":
        return frame, i + 1
    opens = i + 1 < last and (
        tokens.lower[i + 1] == "that"
        or tokens.lower[i + 1] in clauses.INTERROGATIVES
        or clauses.begins(tokens, i + 1, last)
    )
    return ("that", i + 1) if opens else None


def _clause(reading: Reading, cue: Cue, i: int, last: int) -> tuple[str, int] | None:
    tokens = reading.tokens
    if cue.form == "participle" and tokens.lower[i] != "that":  # recalling the flood, Brook left
        last = next((k for k in range(i + 1, last) if tokens.words[k] == ","), last)
    behind = clauses.after_adverbials(tokens, i, last)
    behind += behind < last and tokens.words[behind] == ","
    if behind + 1 < last and tokens.lower[behind] == "that" and _is_clause(tokens, behind + 1, last):
        return "that", behind
    if reading.tokens.lower[i] == "there" and "clause" in cue.frames:
        return "clause", i
    asked = i if cue.lemma != "ask" else min(behind, last - 1)
    if tokens.lower[asked] in clauses.INTERROGATIVES:
        return "whether", asked
    if "clause" not in cue.frames or reading.quoted[i]:
        return None
    if i < behind < last:
        if reading.quoted[behind] or tokens.words[behind] == ":":
            return None
        if clauses.begins(tokens, behind, last):
            return "clause", behind
    return ("clause", i) if clauses.begins(tokens, i, last) else None


def _is_clause(tokens: Tokens, i: int, last: int) -> bool:
    """Whether behind ``that`` stands a clause, no noun: ``that night``."""
    return tokens.lower[i] in clauses.SUBJECTS or clauses.has_verb(tokens, i, last)


def _addressed(reading: Reading, cue: Cue, i: int, last: int) -> tuple[str, int] | None:
    """The content behind the one who is spoken to: ``told the council that …``, ``asked him to …``."""
    tokens = reading.tokens
    addressee = phrases.after(tokens, i, last)
    if addressee is None:
        return None
    k = _behind_others(tokens, addressee[1], last)
    if k < last and tokens.lower[k] not in ("to", "about", "for"):
        k = clauses.after_adverbials(tokens, k, last)
    comma = k < last and tokens.words[k] == ","
    k += comma
    if k >= last:
        return None
    if (
        tokens.lower[k] == "that"
        or (tokens.lower[k] in ("to", "about") and not comma)
        or (tokens.lower[k] == "for" and cue.lemma == "ask")
        or tokens.lower[k] in clauses.INTERROGATIVES
    ):
        return "someone", k
    bare = "bare" in cue.frames and not reading.quoted[k] and clauses.begins(tokens, k, last)
    return ("someone", k) if bare else None


def _behind_others(tokens: Tokens, k: int, last: int) -> int:
    """The token behind who else is spoken to, or behind the name of who is: ``the council and the union``."""
    if k + 1 >= last or tokens.lower[k] not in ("and", ","):
        return k
    other = phrases.after(tokens, k + 1, last)
    if other is None or other[1] >= last:
        return k
    if tokens.words[k] == ",":
        return other[1] if tokens.words[other[1]] == "," else k
    return other[1] if tokens.lower[other[1]] in ("to", "that") else k


def _is_noun_phrase(tokens: Tokens, i: int) -> bool:
    word = tokens.lower[i]
    if not (word[0].isalnum() or word in "$#"):
        return False
    if word.endswith("ly") and phrases.is_adverb(word):
        return False
    return not (word in clauses.TIMES or word in clauses.LOOSE or word in phrases.CONJUNCTIONS)
