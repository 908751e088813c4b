"""Who says a run of quotation, by the words of the reporter's sentence it stands in: one rule after another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timeline.extraction import phrases, saying, transcripts
from timeline.extraction.frames import Frame
from timeline.extraction.phrases import Phrase
from timeline.extraction.quotations import Run
from timeline.extraction.saying import Cue
from timeline.extraction.tokens import Tokens

CLOSE = 2  # words between a verb and the quotation it brings in: ``said that “``
SIGNED = 12  # words in which a quotation is signed: ``“…” — Ann Ellis``


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a run holds, the word that tells, and the rule that found both."""

    rule: str
    speaker: Phrase | None
    cue: Cue | None = None


def attribution(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """What the frame of a run tells of its speaker, by the first rule that finds something."""
    return next(filter(None, (rule(tokens, frame, run, cues) for rule in RULES)), None)


def labelled(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """``“ELLIS: …”``: a transcript set in marks."""
    label = transcripts.label(tokens, run.first + 1, run.last) if run.first == frame.first else None
    return Attribution("labelled", label) if label else None


def introduced(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """``She said: “…”``, ``she called it “…”``."""
    number = _last_before(run, cues)
    if number is None or run.first - cues[number].last > CLOSE:
        return None
    cue = cues[number]
    agent = None if cue.told or cue.speaker else _agent(tokens, frame, run)
    return Attribution("introduced", agent or _sharing(tokens, frame, cues, number), cue)


def after_colon(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """``That worries coach Ann Ellis: “…”``."""
    if tokens.words[run.first - 1] != ":" or run.first <= frame.first:
        return None
    name = saying.named_before(tokens, run.first - 1, frame.left_of(run))
    return Attribution("after-colon", name) if name else None


def told_behind(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """``“…,” said the mayor``."""
    if not _clause_ends(tokens, run):
        return None
    cue = saying.told_behind(tokens, run.last, frame.right_of(run))
    return Attribution("told-behind", cue.speaker, cue) if cue else None


def signed(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """``“…” — Ann Ellis``, on the same line or the next."""
    if run.last >= len(tokens) or tokens.words[run.last] not in saying.DASHES:
        return None
    name = phrases.after(tokens, run.last + 1, min(len(tokens), run.last + SIGNED))
    if name is None or phrases.mention(tokens, name).form != "name":
        return None
    ends = name[1] >= len(tokens) or "\n" in tokens.text[tokens.ends[name[1] - 1] : tokens.starts[name[1]]]
    return Attribution("signed", name) if ends or tokens.words[name[1]] in ",.(" else None


def within(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """``She said the plan was “…” and …``: a verb of saying stands further before."""
    number = _last_before(run, cues)
    if number is None:
        return None
    return Attribution("within", _sharing(tokens, frame, cues, number), cues[number])


def possessor(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """``his remark that “…”``."""
    owner = saying.possessor(tokens, frame.left_of(run), run.first)
    return Attribution("possessor", owner) if owner else None


def final(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """``The “…” plan will fail, she said``: the verb of saying stands further behind."""
    cue = next((cue for cue in cues if cue.first >= run.last and cue.speaker), None)
    return Attribution("final", cue.speaker, cue) if cue else None


def subject(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> Attribution | None:
    """``The mayor stands by her “…”``: no word tells of speech; the subject of the sentence is taken."""
    first_run = frame.runs[0].first
    if frame.first >= first_run:
        return None
    return Attribution("subject", saying.main_subject(tokens, frame.first, first_run))


RULES: tuple[Callable[[Tokens, Frame, Run, Sequence[Cue]], Attribution | None], ...] = (
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


def of_frame(tokens: Tokens, frame: Frame, cues: Sequence[Cue]) -> Phrase | None:
    """Who speaks next, by a sentence that ends with a colon."""
    if cues:
        return _sharing(tokens, frame, cues, len(cues) - 1)
    named = saying.named_before(tokens, frame.last - 1, frame.first)
    return named or saying.main_subject(tokens, frame.first, frame.last)


def _last_before(run: Run, cues: Sequence[Cue]) -> int | None:
    """The nearest cue before a run, one that tells of speech rather than one that only may."""
    before = [number for number, cue in enumerate(cues) if cue.first < run.first]
    telling = [number for number in before if cues[number].told]
    return max(telling or before, default=None)


def _agent(tokens: Tokens, frame: Frame, run: Run) -> Phrase | None:
    """``was called “…” by the mayor``."""
    if run.last >= frame.last or tokens.lower[run.last] != "by":
        return None
    return phrases.after(tokens, run.last + 1, frame.last)


def _sharing(tokens: Tokens, frame: Frame, cues: Sequence[Cue], number: int) -> Phrase | None:
    """The subject of a cue, or of the verb it goes along with: ``…, adding``, ``… and called``, ``… to say``."""
    cue = cues[number]
    if cue.speaker:
        return cue.speaker
    own = next((other for other in reversed(cues[:number]) if other.speaker and other.told), None)
    bound = max(frame.first, own.last if own else 0, *(run.last for run in frame.runs if run.last <= cue.first), 0)
    shared = saying.sharer(tokens, bound, cue.first)
    if shared or own:
        return shared or (own.speaker if own else None)
    first_run = frame.runs[0].first if frame.runs else frame.last
    return saying.main_subject(tokens, frame.first, first_run) if frame.first < first_run else None


def _clause_ends(tokens: Tokens, run: Run) -> bool:
    """Whether a clause ends with a run: a mark stands before its closing mark or behind it."""
    last = run.last - 1 - run.closed
    return not tokens.words[last][-1].isalnum() or run.last >= len(tokens) or tokens.words[run.last] in saying.BETWEEN
