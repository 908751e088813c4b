"""Who goes on speaking where a quotation comes without a word about its speaker."""

from timeline.extraction.phrases import Phrase
from timeline.extraction.speech.attributions import announced
from timeline.extraction.speech.frames import Frame
from timeline.extraction.speech.quotations import Run
from timeline.extraction.speech.saying import Cue
from timeline.extraction.tokens import Tokens

TURNS = frozenset({"asked", "asks", "answered", "answers", "replied", "replies", "responded", "responds"})


class Voice:
    """Who speaks as far as the text was read, and who spoke before that."""

    __slots__ = ("_heard", "_in_turn", "_last", "_other", "_speaker", "_tokens")

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._speaker: Phrase | None = None
        self._other: Phrase | None = None
        self._heard: list[Frame] = []
        self._last: Run | None = None
        self._in_turn = False

    def next(self, frame: Frame, run: Run) -> tuple[str, Phrase | None]:
        """The rule and the speaker of a run: who was announced, who answers a question, or who spoke last.

        Somebody the text never named may answer: then nobody is given.
        """
        if frame.first == run.first and (speaker := self._announced()):
            return "announced", speaker
        self._catch_up()
        if self._answers(frame, run):
            return "answers", self._other
        return "goes-on", self._speaker

    def said(self, run: Run, speaker: Phrase | None, cue: Cue | None) -> None:
        """Take note of a run, whose it is, and by which word."""
        self._in_turn = cue is not None and self._tokens.lower[cue.first] in TURNS
        if speaker is None or self._speaker is None or self._name(speaker) != self._name(self._speaker):
            self._other = self._speaker
        self._speaker, self._last = speaker, run
        self._heard.clear()

    def heard(self, frame: Frame) -> None:
        """Take note of a sentence: ``She added:`` announces, ``The mayor explained why.`` takes over."""
        self._heard.append(frame)

    def _announced(self) -> Phrase | None:
        last = self._heard[-1] if self._heard else None
        return announced(self._tokens, last) if last and self._tokens.words[last.last - 1] == ":" else None

    def _catch_up(self) -> None:
        """Find who spoke last in the sentences heard since the last quotation, from the nearest one back."""
        for frame in reversed(self._heard):
            speaker = next((cue.speaker for cue in frame.cues if cue.speaker), None) if not frame.runs else None
            if speaker:
                self._speaker = speaker
                break
        self._heard.clear()

    def _answers(self, frame: Frame, run: Run) -> bool:
        """Whether a run is a paragraph that answers who asked in the one before, or asks on after an answer."""
        last = self._last
        if (
            last is None
            or not self._in_turn
            or not last.closed
            or frame.first != run.first
            or last.paragraph + 1 != run.paragraph
        ):
            return False
        return self._asks(last) != self._asks(run)

    def _asks(self, run: Run) -> bool:
        return self._tokens.words[run.last - 1 - run.closed] == "?"

    def _name(self, phrase: Phrase) -> str:
        return self._tokens.span(*phrase)
