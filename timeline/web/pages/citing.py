"""How to cite an entry or a source: in plain words, as BibTeX and as CSL-JSON.

Source: CSL-JSON schema 1.0.2 (citation-style-language/schema); BibTeX as biblatex reads it, whose ``date`` is EDTF.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from timeline.dates import End, PartialDate, Precision, parse

TEX: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
MEDIA_TYPES: Final = {
    "txt": "text/plain",
    "bib": "application/x-bibtex",
    "json": "application/vnd.citationstyles.csl+json",
}
INNER: Final = str.maketrans("“”", "‘’")
"""Quotation marks within quotation marks."""
PARTS: Final = {Precision.YEAR: 1, Precision.MONTH: 2, Precision.DAY: 3}


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited: an entry of a timeline, or the source of one."""

    key: str
    title: str
    address: str
    kind: str = "webpage"
    """As CSL calls it: ``webpage``, ``article-newspaper``."""
    author: str | None = None
    container: str | None = None
    """The timeline or the publisher."""
    issued: str | None = None
    """EDTF."""
    about: str | None = None
    """EDTF day of what an entry tells; it is not the day the entry appeared."""

    @property
    def remark(self) -> str | None:
        """The date of what is told, in words."""
        return f"Dated {parse(self.about).display}" if self.about else None


def plain(work: Work) -> str:
    """One line: ``A. Writer. “Title.” Gazette, 1 March 2024. https://…``."""
    beside = ", ".join(filter(None, [work.container, work.issued and parse(work.issued).display]))
    title = work.title.translate(INNER)
    title = f"“{title}{'' if title.rstrip('’')[-1:] in (*'.!?…',) else '.'}”"
    sentences = [work.author and f"{work.author}.", title, beside and f"{beside}.", work.remark and f"{work.remark}."]
    return " ".join([*filter(None, sentences), work.address])


def bibtex(work: Work) -> str:
    """An entry of a bibliography for LaTeX."""
    kind = "article" if work.kind == "article-newspaper" else "online"
    fields = {
        "author": work.author and f"{{{_tex(work.author)}}}",
        "title": f"{{{_tex(work.title)}}}",
        "journaltitle" if kind == "article" else "organization": work.container and _tex(work.container),
        "date": work.issued,
        "note": work.remark and _tex(work.remark),
        "url": _address(work.address),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{re.sub(r'[^A-Za-z0-9_:.-]', '-', work.key)},", *lines, "}"])


def csl(work: Work) -> str:
    """A list of one item, for reference managers."""
    item = {
        "id": work.key,
        "type": work.kind,
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else None,
        "container-title": work.container,
        "issued": dated(parse(work.issued)) if work.issued else None,
        "note": work.remark,
        "URL": work.address,
    }
    told = {name: value for name, value in item.items() if value}
    return orjson.dumps([told], option=orjson.OPT_INDENT_2).decode()


def dated(date: PartialDate) -> dict[str, Any]:
    """A date in CSL: numbers where it is one year, month or day, and its words where numbers would say too much."""
    plain = re.fullmatch(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?", date.edtf)
    known = date.start is End.KNOWN and date.end is End.KNOWN and date.precision in PARTS
    year = int(plain[1]) if plain else 0
    if not plain or not known or year == 0 or int(plain[2] or 1) > 12:
        return {"literal": date.display}
    parts = [year if year > 0 else year - 1, *(int(part) for part in plain.groups()[1:] if part)]
    return {"date-parts": [parts], **({"circa": True} if date.approximate or date.uncertain else {})}


def _tex(text: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in " ".join(text.split()))


def _address(text: str) -> str:
    """An address that cannot leave its braces."""
    return "".join(f"%{ord(sign):02X}" if sign in "{}\\ \n" else sign for sign in text)


WRITERS: Final = {"txt": plain, "bib": bibtex, "json": csl}
