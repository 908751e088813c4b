"""Who says a run of quotation, by the words of the reporter's sentence it stands in: one rule after another."""

from collections.abc import Callable
from typing import NamedTuple

from timeline.extraction import phrases
from timeline.extraction.phrases import Phrase
from timeline.extraction.speech import saying, subjects, transcripts
from timeline.extraction.speech.frames import Frame
from timeline.extraction.speech.quotations import Run
from timeline.extraction.speech.saying import Cue
from timeline.extraction.tokens import Tokens

CLOSE = 2  # words between a verb and the quotation it brings in: ``said that “``
FEW = 8  # cues among which the right one is looked for
SIGNED = 12  # words in which a quotation is signed: ``“…” — Ann Ellis``


class Attribution(NamedTuple):
    """Whose words a run holds, the word that tells, and the rule that found both."""

    rule: str
    speaker: Phrase | None
    cue: Cue | None = None


def attribution(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """What the frame of a run tells of its speaker, by the first rule that finds something."""
    return next(filter(None, (rule(tokens, frame, run) for rule in RULES)), None)


def labelled(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """``“ELLIS: …”``: a transcript set in marks."""
    label = transcripts.label(tokens, run.first + 1, run.last) if run.first == frame.first else None
    return Attribution("labelled", label) if label else None


def introduced(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """``She said: “…”``, ``she called it “…”``."""
    number = _last_before(frame, run)
    if number is None or run.first - frame.cues[number].last > CLOSE:
        return None
    cue = frame.cues[number]
    agent = None if cue.told or cue.speaker else _agent(tokens, frame, run)
    return Attribution("introduced", agent or _sharing(tokens, frame, number), cue)


def after_colon(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """``That worries coach Ann Ellis: “…”``."""
    if tokens.words[run.first - 1] != ":" or run.first <= frame.first:
        return None
    gap, number = frame.gap_before(run.first), _last_before(frame, run)
    if number is not None and frame.cues[number].first >= gap and frame.cues[number].told:
        return None
    name = subjects.named_before(tokens, run.first - 1, gap)
    return Attribution("after-colon", name) if name else None


def told_behind(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """``“…,” said the mayor``; in ``“…?” the mayor was asked`` whoever asks has no name."""
    if not _clause_ends(tokens, run):
        return None
    cue = saying.told_behind(tokens, run.last, frame.gap_behind(run.last))
    if cue is None:
        return None
    return Attribution("told-behind" if cue.told else "unnamed", cue.speaker, cue)


def signed(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """``“…” — Ann Ellis``, on the same line or the next."""
    if run.last >= len(tokens) or tokens.words[run.last] not in saying.DASHES:
        return None
    name = phrases.after(tokens, run.last + 1, min(len(tokens), run.last + SIGNED))
    if name is None or phrases.mention(tokens, name).form != "name":
        return None
    ends = name[1] >= len(tokens) or "\n" in tokens.text[tokens.ends[name[1] - 1] : tokens.starts[name[1]]]
    return Attribution("signed", name) if ends or tokens.words[name[1]] in ",.(" else None


def within(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """``She said the plan was “…” and …``: a verb of saying stands further before."""
    number = _last_before(frame, run)
    if number is None:
        return None
    return Attribution("within", _sharing(tokens, frame, number), frame.cues[number])


def possessor(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """``his remark that “…”``."""
    owner = subjects.possessor(tokens, frame.gap_before(run.first), run.first)
    return Attribution("possessor", owner) if owner else None


def final(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """``The “…” plan will fail, she said``: the verb of saying stands further behind."""
    number = frame.cues_before(run.last)
    behind = (cue for cue in frame.cues[number : number + FEW] if cue.speaker and cue.told)
    cue = next((cue for cue in behind if saying.by_speech(tokens, cue)), None)
    return Attribution("final", cue.speaker, cue) if cue else None


def subject(tokens: Tokens, frame: Frame, run: Run) -> Attribution | None:
    """``The mayor stands by her “…”``: no word tells of speech; the subject of the sentence is taken."""
    if frame.first >= frame.lead():
        return None
    return Attribution("subject", subjects.main(tokens, frame.first, frame.lead()))


RULES: tuple[Callable[[Tokens, Frame, Run], Attribution | None], ...] = (
    labelled,
    introduced,
    after_colon,
    told_behind,
    signed,
    within,
    possessor,
    final,
    subject,
)


def announced(tokens: Tokens, frame: Frame) -> Phrase | None:
    """Who speaks next, by a sentence that ends with a colon."""
    if frame.cues:
        return _sharing(tokens, frame, len(frame.cues) - 1)
    named = subjects.named_before(tokens, frame.last - 1, frame.first)
    return named or subjects.main(tokens, frame.first, frame.last)


def _last_before(frame: Frame, run: Run) -> int | None:
    """The nearest cue before a run, one that tells of speech rather than one that only may."""
    number = frame.cues_before(run.first)
    if not number:
        return None
    near = range(number - 1, max(-1, number - 1 - FEW), -1)
    return next((each for each in near if frame.cues[each].told), number - 1)


def _agent(tokens: Tokens, frame: Frame, run: Run) -> Phrase | None:
    """``was called “…” by the mayor``."""
    if run.last >= frame.last or tokens.lower[run.last] != "by":
        return None
    return phrases.after(tokens, run.last + 1, frame.last)


def _sharing(tokens: Tokens, frame: Frame, number: int) -> Phrase | None:
    """The subject of a cue, or of the verb it goes along with: ``…, adding``, ``… and called``, ``… to say``."""
    cue = frame.cues[number]
    if cue.speaker:
        return cue.speaker
    earlier = reversed(frame.cues[max(0, number - FEW) : number])
    own = next((other for other in earlier if other.speaker and other.told), None)
    bound = max(frame.gap_before(cue.first), own.last if own else 0)
    shared = subjects.sharer(tokens, bound, cue.first)
    if shared or own:
        return shared or (own.speaker if own else None)
    return subjects.main(tokens, frame.first, frame.lead()) if frame.first < frame.lead() else None


def _clause_ends(tokens: Tokens, run: Run) -> bool:
    """Whether a clause ends with a run: a mark stands before its closing mark or behind it."""
    last = run.last - 1 - run.closed
    return not tokens.words[last][-1].isalnum() or run.last >= len(tokens) or tokens.words[run.last] in saying.BETWEEN
