"""An article from its text to all that is found in it: the parts of the extraction put together."""

from collections.abc import Sequence
from typing import Any

from timeline.extraction.findings import Extraction, Source
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def extract(
    text: str, *, published: str | None = None, url: str | None = None, known: Sequence[Any] = (), tagger: Any = None
) -> Extraction:
    """Find source, statements, dates, events and actors in an article of plain text.

    ``published`` is its day where that is known otherwise, as EDTF; ``known`` are actors of a database; ``tagger``
    names the kinds of names where the user has one.
    """
    tokens = Tokens(text)
    sentences(tokens)
    return Extraction(Source(published=published, url=url), (), (), (), ())
