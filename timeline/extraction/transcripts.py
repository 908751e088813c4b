"""Transcripts: paragraphs that begin with the name of who speaks and a colon, ``ELLIS:``, ``Q:``, ``Mayor Ann Lee:``."""

from collections.abc import Sequence

from timeline.extraction.phrases import Phrase
from timeline.extraction.tokens import Tokens

LONGEST = 5  # words of a label
LEAST = 3  # labelled paragraphs that make a transcript
TITLES = frozenset({"Q", "A", "Question", "Answer"})


def label(tokens: Tokens, first: int, last: int) -> Phrase | None:
    """The name before a colon with which a paragraph's words begin: in capitals, or two words and more."""
    end = first
    while end < min(last, first + LONGEST) and (tokens.words[end][0].isupper() or tokens.words[end] == "."):
        end += 1
    if end == first or end >= last - 1 or tokens.words[end] != ":" or tokens.starts[end + 1] == tokens.ends[end]:
        return None
    loud = all(word.isupper() or word == "." for word in tokens.words[first:end])
    return (first, end) if loud or end - first > 1 or tokens.words[first] in TITLES else None


def turns(tokens: Tokens, paragraphs: Sequence[Phrase]) -> list[tuple[Phrase, Phrase]]:
    """The turns of a transcript, each as its label and the words behind it, several paragraphs perhaps.

    Fewer than three labels, or labels that never come again, make no transcript.
    """
    labels = {first: found for first, last in paragraphs if (found := label(tokens, first, last))}
    names = [tokens.span(*found) for found in labels.values()]
    if len(names) < LEAST or len(set(names)) == len(names):
        return []
    turns: list[tuple[Phrase, Phrase]] = []
    for first, last in paragraphs:
        if first in labels:
            turns.append((labels[first], (labels[first][1] + 1, last)))
        elif turns:
            turns[-1] = turns[-1][0], (turns[-1][1][0], last)
    return turns
