"""Articles on their way in: read from a file, searched for what they tell, and drafted as annotations."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection

from timeline.database import parse_url, require_head, run
from timeline.drafts import ActorDraft, Document
from timeline.exceptions import AnnotationError, NotAnArticleError, Place
from timeline.extraction.actors.known import Known, KnownRole, Register
from timeline.extraction.article import extract, found_in
from timeline.extraction.drafting import Drafted, drafted, slugged
from timeline.extraction.findings import Extraction
from timeline.extraction.pages import html
from timeline.kinds import ActorKind, RecordKind
from timeline.loaders import files, standing
from timeline.values import UNPRINTABLE


@dataclass(frozen=True, slots=True)
class Article:
    """The text of an article, where it came from as errors name it, and what was found in it."""

    place: Place
    text: str
    found: Extraction
    known: Register


class Acquaintances:
    """The actors of a database, each with the file it comes from."""

    def __init__(self, actors: Sequence[tuple[str, ActorDraft]] = ()) -> None:
        self.actors = list(actors)

    @classmethod
    def of(cls, url: str, scripts: Path, *, needed: bool = False) -> "Acquaintances":
        """All actors of the database at ``url``; none where there is no such file, unless it is ``needed``.

        Raises:
            DatabaseError: it cannot be read, or its tables are of another version.
        """
        target = parse_url(url)
        if not needed and target.get_backend_name() == "sqlite" and not Path(str(target.database)).exists():
            return cls()
        require_head(url, scripts)

        def work(connection: Connection) -> list[tuple[str, ActorDraft]]:
            return [(record.file.origin, record.draft) for record in standing(connection, RecordKind.ACTOR)]

        return cls(run(url, work, reading=True))

    def known_to(self, place: Place) -> Register:
        """Those known to an article: all but what its own annotation, under the same name, has brought.

        The officials of one article are not those of another: a group that an article alone tells of is not known.
        """
        own = Path(place.path).stem
        others = ((PurePosixPath(origin).stem, actor) for origin, actor in self.actors)
        return Register(
            _known(actor)
            for stem, actor in others
            if stem != own and not (actor.kind is not ActorKind.PERSON and actor.slug.startswith(f"{slugged(stem)}-"))
        )

    def meet(self, origin: str, actors: Sequence[ActorDraft]) -> None:
        """Know the actors of one more file."""
        self.actors += [(origin, actor) for actor in actors]


def _known(actor: ActorDraft) -> Known:
    names = tuple(name.name for name in actor.names)
    roles = (KnownRole(role.title, role.organization, role.since, role.until) for role in actor.roles)
    return Known(actor.slug, actor.name, actor.kind.value, names, tuple(roles))


def read(path: Path, acquaintances: Acquaintances, **given: str | None) -> Article:
    """Read an article from a file, or from stdin where the path is ``-``, and find what it tells.

    ``given`` is what :func:`searched` can be told besides.

    Raises:
        AnnotationError: it cannot be read, is empty, holds what no text holds, or is no article.
    """
    if str(path) != "-":
        return searched(Place(str(path)), files.read_text(path), acquaintances, **given)
    place = Place("stdin")
    raw = files.decoded(place, sys.stdin.buffer.read(files.MAX_BYTES + 1))
    return searched(place, raw, acquaintances, **given)


def searched(
    place: Place,
    raw: str,
    acquaintances: Acquaintances,
    *,
    published: str | None = None,
    url: str | None = None,
    tagger: str | None = None,
) -> Article:
    """Find what an article tells; places in one of HTML are places in its plain text.

    Raises:
        AnnotationError: it is empty, holds what no text holds, or is no article.
        ExtraMissingError: it is HTML, and the extra for that is not installed.
    """
    known = acquaintances.known_to(place)
    try:
        if html.is_html(raw):
            read = html.read(raw, url=url, published=published)
            _require_text(place, read.text, lambda start: (raw, read.raw(start, start + 1)[0]))
            return Article(place, read.text, found_in(read.page, known, tagger), known)
        _require_text(place, raw, lambda start: (raw, start))
        return Article(place, raw, extract(raw, published=published, url=url, known=known, tagger=tagger), known)
    except NotAnArticleError as error:
        raise AnnotationError(place, str(error)) from None


def _require_text(place: Place, text: str, origin: Callable[[int], tuple[str, int]]) -> None:
    """Refuse what no text holds; ``origin`` gives the file of a place in the text, and the place there."""
    if not text.strip():
        raise AnnotationError(place, "holds no text; name the file with the article")
    if found := UNPRINTABLE.search(text):
        file, start = origin(found.start())
        line, column = file.count("\n", 0, start) + 1, start - file.rfind("\n", 0, start)
        message = f"character U+{ord(found[0]):04X} is no text; take it out, or save the article as plain text"
        raise AnnotationError(Place(place.path, line, column), message)


def draft(article: Article, slug: str | None = None) -> Drafted:
    """The draft annotation of an article, its source called ``slug``, or as its file or its headline is."""

    def publisher(name: str) -> str | None:
        known = article.known.named(name.split())
        return known.slug if known else None

    return drafted(article.found, article.text, slug or _slug(article), publisher)


def _slug(article: Article) -> str:
    source = article.found.source
    named = "" if article.place.path == "stdin" else Path(article.place.path).stem
    described = f"{source.published or ''} {source.title or article.text[:200]}"
    return slugged(named) or slugged(described) or "article"


class Annotator:
    """Drafts the annotations of several articles, each knowing the actors of those before it."""

    def __init__(self, acquaintances: Acquaintances) -> None:
        self.acquaintances = acquaintances

    def annotate(self, place: Place, origin: str, raw: str) -> tuple[Document, str]:
        """The draft of one article's annotation, and its text."""
        article = searched(place, raw, self.acquaintances)
        document = draft(article).document
        self.acquaintances.meet(origin, document.actors)
        return document, article.text
