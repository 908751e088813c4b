"""Transcripts: paragraphs that begin with the name of who speaks and a colon: ``ELLIS:``, ``Q:``."""

from collections import Counter
from collections.abc import Sequence

from timeline.extraction.phrases import Phrase
from timeline.extraction.tokens import Tokens

LONGEST = 5  # words of a label
LEAST = 3  # labelled paragraphs that make a transcript
PARTS = frozenset({"Q", "A", "Question", "Answer"})


def label(tokens: Tokens, first: int, last: int) -> Phrase | None:
    """The name before a colon with which a paragraph's words begin: in capitals, or two words and more."""
    end = first
    while end < min(last, first + LONGEST) and (tokens.words[end][0].isupper() or tokens.words[end] == "."):
        end += 1
    if end == first or end >= last - 1 or tokens.words[end] != ":" or tokens.starts[end + 1] == tokens.ends[end]:
        return None
    loud = all(word.isupper() or word == "." for word in tokens.words[first:end])
    return (first, end) if loud or end - first > 1 or tokens.words[first] in PARTS else None


def turns(tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> list[tuple[Phrase, Phrase]]:
    """The turns of a transcript, each as its label and the words behind it, several paragraphs perhaps.

    A label counts where it comes again or is all in capitals; fewer than three of them make no transcript.
    """
    labels = _labels(tokens, sentences)
    if len(labels) < LEAST:
        return []
    ends = [*(label[0] for label in labels[1:]), len(tokens)]
    return [(label, (label[1] + 1, end)) for label, end in zip(labels, ends, strict=True)]


def _labels(tokens: Tokens, sentences: Sequence[tuple[int, int]]) -> list[Phrase]:
    found = [label(tokens, first, last) for first, last in sentences if _begins_line(tokens, first)]
    labels = [each for each in found if each]
    times = Counter(tokens.span(*each) for each in labels)
    return [each for each in labels if times[tokens.span(*each)] > 1 or tokens.span(*each).isupper()]


def _begins_line(tokens: Tokens, i: int) -> bool:
    return ":" in tokens.words[i + 1 : i + LONGEST + 1] and (
        i == 0 or "\n" in tokens.text[tokens.ends[i - 1] : tokens.starts[i]]
    )
