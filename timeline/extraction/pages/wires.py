"""Wire slugs: heads of lines ``KEY=VALUE`` up to ``CONTENT=``, as a broadcaster's wire sent them until about 2003."""

import re

LINE = re.compile(r"([A-Z][A-Z ]{1,15})=(.*)")
MARK = re.compile(r"^[ \t]*(?:///[^\n/]{0,80}///|VOICED AT:[^\n]{0,80})[ \t\r]*$", re.MULTILINE)
LABEL = re.compile(r"^[ \t]*(?:INTRO|TEXT|TEXT TAPE|CONTENT):[ \t]*", re.MULTILINE)
LONGEST = 2000  # characters of a head
FIELDS = {"TITLE": "headline", "BYLINE": "byline", "DATELINE": "dateline", "DATE": "date"}


def head(text: str) -> tuple[list[tuple[str, int, int]], int] | None:
    """The fields of a slug as key and place of the value, and where the content begins; None without a slug."""
    start = len(text) - len(text.lstrip())
    if not LINE.match(text, start):
        return None
    fields: list[tuple[str, int, int]] = []
    for line in re.finditer(r"[^\n]*\n?", text[start : start + LONGEST]):
        match = LINE.match(line.group().rstrip())
        if not match and line.group().strip():
            return None
        if match:
            first = start + line.start()
            fields.append((match[1], first + match.start(2), first + match.end(2)))
            if match[1] == "CONTENT":
                return fields, start + line.end()
    return None


def marks(text: str, start: int) -> list[tuple[str, int, int]]:
    """What stands in the content and is not its text: marks of sound bites (``act``) and labels (``label``)."""
    acts = [("act", *match.span()) for match in MARK.finditer(text, start)]
    labels = [("label", *match.span()) for match in LABEL.finditer(text, start)]
    return sorted(acts + labels, key=lambda mark: mark[1])
