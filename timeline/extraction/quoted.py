"""Statements between quotation marks, with who made them and by which word the text tells."""

from collections.abc import Iterator, Sequence

from timeline.extraction import phrases, saying
from timeline.extraction.findings import Span, Statement
from timeline.extraction.frames import Frame, frames
from timeline.extraction.quotations import Run
from timeline.extraction.saying import Cue
from timeline.extraction.tokens import Tokens


def statements(tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Run]) -> list[Statement]:
    """Every run that is somebody's words, as a direct statement whose place is the run with its marks."""
    found: list[Statement] = []
    last_speaker = None
    for frame in frames(tokens, sentences, runs):
        if not frame.runs:
            continue
        cues = [cue for gap in frame.gaps() for cue in saying.cues(tokens, *gap)]
        for run in frame.runs:
            cue, rule = _cue(tokens, frame, run, cues)
            speaker = cue.speaker if cue else None
            if cue and speaker is None:
                k = cues.index(cue) if cue in cues else 0
                speaker = next((c.speaker for c in reversed(cues[:k]) if c.speaker), None)
                rule += "+participle"
                if not speaker and frame.first < frame.runs[0].first:
                    speaker = saying.main_subject(tokens, frame.first, frame.runs[0].first)
                    rule += "-main"
            if cue is None:
                if run.title or (run.start and tokens.text[run.start - 1] == "="):
                    continue
                if frame.first < frame.runs[0].first:
                    speaker = saying.main_subject(tokens, frame.first, frame.runs[0].first)
                    rule = "main-subject"
                else:
                    speaker, rule = last_speaker, "goes-on"
            speaker = speaker or last_speaker
            m = (phrases.mention(tokens, speaker),) if speaker else ()
            last_speaker = speaker
            found.append(Statement(run.start, run.end, "direct", cue and Span(tokens.starts[cue.first], tokens.ends[cue.last-1], tokens.span(cue.first, cue.last)), m, None, "quoted/" + rule))
    return found


def _cue(tokens: Tokens, frame: Frame, run: Run, cues: Sequence[Cue]) -> tuple[Cue | None, str]:
    before = [cue for cue in cues if cue.first < run.first]
    after = [cue for cue in cues if cue.first >= run.last]
    if before and run.first - before[-1].last <= 2:
        return before[-1], "introduced"
    end = next((other.first for other in frame.runs if other.first >= run.last), frame.last)
    behind = saying.told_behind(tokens, run.last, end)
    if behind:
        return behind, "told-behind"
    if before:
        return before[-1], "within"
    if after:
        return after[0], "before-cue"
    return None, "none"
