"""Text whose lines were broken at a width, as wires and mail have it: its line ends inside paragraphs are spaces."""

import re

NARROW, WIDE = 40, 100  # code points a line of broken text has at its longest
FULL = 0.6  # of the longest line: a shorter one ends a paragraph or is a heading
BREAK = re.compile(r"(?<=\S)\r?\n(?=[^\W\d_]|[\"“‘'(\d])")
STOPS = tuple('.!?:…"”’)')


def unwrapped(text: str) -> str:
    """The text with a blank for each line end inside a paragraph, as long as before; most texts have none.

    Text counts as broken where no line is longer than :data:`WIDE` and most lines that others follow are full and end
    in the middle of a sentence.
    """
    longest = max(map(len, text.split("\n")), default=0)
    if not NARROW <= longest <= WIDE:
        return text
    breaks = [match for match in BREAK.finditer(text) if _is_full(text, match.start(), longest)]
    amid = sum(not text.startswith(STOPS, match.start() - 1) for match in breaks)
    if amid < 3 or 2 * amid < text.count("\n") - 2 * text.count("\n\n"):
        return text
    pieces, start = [], 0
    for match in breaks:
        pieces += [text[start : match.start()], " " * len(match[0])]
        start = match.end()
    return "".join([*pieces, text[start:]])


def _is_full(text: str, end: int, longest: int) -> bool:
    return end - (text.rfind("\n", 0, end) + 1) >= FULL * longest
