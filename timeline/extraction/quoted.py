"""Statements between quotation marks, with who made them and by which word the text tells."""

from collections.abc import Sequence

from timeline.extraction import phrases, saying
from timeline.extraction.findings import Span, Statement
from timeline.extraction.frames import Frame, frames
from timeline.extraction.phrases import Phrase
from timeline.extraction.quotations import Run
from timeline.extraction.saying import Cue
from timeline.extraction.tokens import Tokens


def statements(tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Run]) -> list[Statement]:
    """Every run that is somebody's words, as a direct statement whose place is the run with its marks."""
    found: list[Statement] = []
    last: Phrase | None = None
    previous: Frame | None = None
    prev_cues: list[Cue] = []
    for frame in frames(tokens, sentences, runs):
        cues = [cue for gap in frame.gaps() for cue in saying.cues(tokens, *gap)]
        for run in frame.runs:
            if run.start and tokens.text[run.start - 1] == "=":
                continue
            cue, rule, speaker = _attribution(tokens, frame, run, cues)
            if rule is None:
                if run.title:
                    continue
                speaker, rule = last, "goes-on"
                if previous and frame.first == run.first and tokens.words[previous.last - 1] == ":":
                    speaker, rule = _of_frame(tokens, previous, prev_cues) or last, "colon-line"
            speaker = speaker or last
            last = speaker
            found.append(_statement(tokens, run, cue, speaker, rule))
        if not frame.runs and cues:
            last = next((c.speaker for c in cues if c.speaker), last)
        previous, prev_cues = frame, cues
    return found


def _of_frame(tokens, frame, cues):
    if cues:
        return _shared(tokens, frame, cues, len(cues) - 1)
    return saying.named_before(tokens, frame.last - 1, frame.first) or saying.main_subject(
        tokens, frame.first, frame.last
    )


def _shared(tokens: Tokens, frame: Frame, cues: Sequence[Cue], k: int) -> Phrase | None:
    for cue in reversed(cues[: k + 1]):
        if cue.speaker:
            return cue.speaker
    first_run = frame.runs[0].first if frame.runs else frame.last
    return saying.main_subject(tokens, frame.first, first_run) if frame.first < first_run else None


def _statement(tokens: Tokens, run: Run, cue: Cue | None, speaker: Phrase | None, rule: str) -> Statement:
    place = cue and Span(tokens.starts[cue.first], tokens.ends[cue.last - 1], tokens.span(cue.first, cue.last))
    speakers = (phrases.mention(tokens, speaker),) if speaker else ()
    return Statement(run.start, run.end, "direct", place or None, speakers, None, "quoted/" + rule)


def _attribution(
    tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]
) -> tuple[Cue | None, str | None, Phrase | None]:
    before = [k for k, cue in enumerate(cues) if cue.first < run.first]
    before = [k for k in before if cues[k].told] or before
    after = [cue for cue in cues if cue.first >= run.last and cue.speaker]
    if before and run.first - cues[before[-1]].last <= 2:
        cue = cues[before[-1]]
        return cue, "introduced" if cue.speaker else "introduced+", _shared(tokens, frame, cues, before[-1])
    left = max([other.last for other in frame.runs if other.last <= run.first], default=frame.first)
    if run.first > left and tokens.words[run.first - 1] == ":":
        name = saying.named_before(tokens, run.first - 1, left)
        if name:
            return None, "colon-name", name
    end = next((other.first for other in frame.runs if other.first >= run.last), frame.last)
    behind = saying.told_behind(tokens, run.last, end) if _clause_ends(tokens, run) else None
    if behind:
        return behind, "told-behind", behind.speaker
    if before:
        cue = cues[before[-1]]
        return cue, "within" if cue.speaker else "within+", _shared(tokens, frame, cues, before[-1])
    owner = saying.possessor(tokens, left, run.first)
    if owner:
        return None, "possessor", owner
    if after:
        return after[0], "final", after[0].speaker
    if frame.first < frame.runs[0].first:
        return (
            None,
            "subject" if run.last - run.first > 6 else "subject-short",
            saying.main_subject(tokens, frame.first, frame.runs[0].first),
        )
    return None, None, None


def _clause_ends(tokens: Tokens, run: Run) -> bool:
    """Whether a clause ends with a run: a mark stands before its closing mark or behind it."""
    last = run.last - 1 - run.closed
    return not tokens.words[last][-1].isalnum() or run.last >= len(tokens) or tokens.words[run.last] in saying.BETWEEN
