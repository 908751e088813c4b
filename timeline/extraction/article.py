"""An article from its text to all that is found in it: the parts of the extraction put together."""

from collections.abc import Sequence
from typing import Any

from timeline.extraction import page, quotations, quoted, reported
from timeline.extraction.findings import Extraction, Statement
from timeline.extraction.sentences import sentences
from timeline.extraction.tokens import Tokens


def extract(
    text: str, *, published: str | None = None, url: str | None = None, known: Sequence[Any] = (), tagger: Any = None
) -> Extraction:
    """Find source, statements, dates, events and actors in an article of plain text.

    ``published`` is its day where that is known otherwise, as EDTF or with a time as in ISO 8601; ``known`` are
    actors of a database; ``tagger`` names the kinds of names where the user has one.

    Raises:
        NotAnArticleError: the text is a list of articles, or holds none.
        DateError: ``published`` is no date.
    """
    read = page.read(text, url=url, published=published)
    # What is no article is blank in this text, which is as long as the page: all places are places in the page.
    tokens = Tokens(read.body_text)
    spans = sentences(tokens)
    dates = read.dates
    runs = quotations.runs(tokens)
    statements = _in_order(quoted.statements(tokens, spans, runs), reported.statements(tokens, spans, runs))
    return Extraction(read.source, statements, dates, (), ())


def _in_order(*found: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements of several finders by their places, the longer first; a place that was found twice stands once."""
    places = {(one.start, one.end): one for several in found for one in several}
    return tuple(places[place] for place in sorted(places, key=lambda place: (place[0], -place[1])))
