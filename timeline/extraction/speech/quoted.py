"""Statements between quotation marks, with who made them and by which word the text tells."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from timeline.extraction import phrases
from timeline.extraction.findings import Mention, Span, Statement
from timeline.extraction.phrases import Phrase
from timeline.extraction.sentences import ENDS
from timeline.extraction.speech import saying, transcripts
from timeline.extraction.speech.attributions import Attribution, attribution, introduced, told_behind
from timeline.extraction.speech.frames import Frame, frames
from timeline.extraction.speech.quotations import Run
from timeline.extraction.speech.voices import Voice
from timeline.extraction.tokens import Tokens

WORD = 3  # tokens of a single word in its marks
LOOSE = frozenset({"subject", "final", "after-colon", "possessor"})
SHORT = 3  # words of a phrase that may be set in marks to keep it at a distance


def statements(tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Run]) -> list[Statement]:
    """Every run that is somebody's words, as a direct statement whose place is the run with its marks, in order.

    The turns of a transcript, which has no marks, are direct statements as well.
    """
    found = [*_outer(tokens, sentences, runs), *_inner(tokens, runs), *_turns(tokens, sentences)]
    return sorted(found, key=lambda statement: (statement.start, -statement.end))


def _outer(tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Run]) -> Iterator[Statement]:
    told = list(_told(tokens, sentences, runs))
    # Words that open a text are said by the first who is named, paragraphs behind their beginning perhaps.
    opening = len(list(takewhile(lambda pair: pair[1].rule == "goes-on" and not pair[1].speaker, told)))
    first = told[opening][1].speaker if opening < len(told) else None
    for number, (run, one) in enumerate(told):
        yield _statement(tokens, run, one._replace(speaker=first) if number < opening else one)


def _told(
    tokens: Tokens, sentences: Sequence[tuple[int, int]], runs: Sequence[Run]
) -> Iterator[tuple[Run, Attribution]]:
    """The outer runs that are somebody's words, with whose they are."""
    voice = Voice(tokens)
    for frame in frames(tokens, sentences, runs) if runs else ():
        for run in frame.runs:
            told = _attributed(tokens, frame, run, voice)
            if told:
                voice.said(run, told.speaker, told.cue)
                yield run, told
        voice.heard(frame)


def _inner(tokens: Tokens, runs: Sequence[Run]) -> Iterator[Statement]:
    """What the speakers themselves quote, where they say whose words these are: ``“He told me ‘go’”``."""
    for outer, inside in _nested(runs):
        frame = Frame(tokens, outer.first + 1, outer.last - outer.closed, inside)
        for run in inside:
            told = introduced(tokens, frame, run) or told_behind(tokens, frame, run)
            if told and told.speaker:
                yield _statement(tokens, run, told._replace(rule="nested"))


def _nested(runs: Sequence[Run]) -> Iterator[tuple[Run, list[Run]]]:
    """The outer runs that hold others, with those directly in them."""
    outer, inside = None, list[Run]()
    for run in [*runs, None]:
        if run is None or not run.depth:
            if outer and inside:
                yield outer, inside
            outer, inside = run, []
        elif run.depth == 1:
            inside.append(run)


def _turns(tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> Iterator[Statement]:
    for label, (first, last) in transcripts.turns(tokens, sentences):
        words = _span(tokens, first, last)
        yield Statement(words.start, words.end, "direct", None, (_labelled(tokens, label),), None, "quoted/turn")


def _labelled(tokens: Tokens, label: Phrase) -> Mention:
    """Who speaks by a label; ``Q`` and ``A`` are nobody's names."""
    mention = phrases.mention(tokens, label)
    return replace(mention, form="nominal") if mention.text in transcripts.PARTS else mention


def _attributed(tokens: Tokens, frame: Frame, run: Run, voice: Voice) -> Attribution | None:
    if run.start and tokens.text[run.start - 1] == "=":  # an attribute of markup
        return None
    told = attribution(tokens, frame, run)
    if told is None:
        if run.title and not _sentence(tokens, frame, run):
            return None
        return Attribution(*voice.next(frame, run))
    if run.title and not _more_than_title(tokens, told, frame, run):
        return None
    if told.rule in LOOSE and _distant(tokens, told, run):
        return None
    return told if told.speaker or told.rule == "unnamed" else told._replace(speaker=voice.next(frame, run)[1])


def _sentence(tokens: Tokens, frame: Frame, run: Run) -> bool:
    """Whether a run is a whole sentence, its stop within the marks."""
    ends = tokens.words[run.last - 1 - run.closed][-1] in ENDS
    return ends and (run.first, run.last) == (frame.first, frame.last)


def _more_than_title(tokens: Tokens, told: Attribution, frame: Frame, run: Run) -> bool:
    """Whether words written like a title are said all the same: behind ``called``, or a whole sentence of its own."""
    if told.rule == "introduced":
        verb = saying.QUOTING.get(tokens.lower[told.cue.first]) if told.cue else None
        return verb not in ("tell", "speak", None)
    if told.rule == "told-behind":
        return run.first == frame.first
    return told.rule in ("signed", "after-colon", "labelled")


def _distant(tokens: Tokens, told: Attribution, run: Run) -> bool:
    """Whether a run is a word or a short phrase before a noun: ``the “easy” way``, nobody's words in particular."""
    if run.last - run.first == WORD:
        return True
    following = tokens.lower[run.last] if run.last < len(tokens) else ""
    ends = not tokens.words[run.last - 1 - run.closed][-1].isalnum()
    return (
        told.rule == "subject"
        and not ends
        and run.last - run.first - 2 <= SHORT
        and following.isalpha()
        and following not in phrases.CLOSED
    )


def _statement(tokens: Tokens, run: Run, told: Attribution) -> Statement:
    cue = _span(tokens, told.cue.first, told.cue.last) if told.cue else None
    named = phrases.joined(tokens, told.speaker) if told.speaker else ()
    speakers = tuple(phrases.mention(tokens, phrase) for phrase in named)
    return Statement(run.start, run.end, "direct", cue, speakers, None, f"quoted/{told.rule}")


def _span(tokens: Tokens, first: int, last: int) -> Span:
    return Span(tokens.starts[first], tokens.ends[last - 1], tokens.span(first, last))
