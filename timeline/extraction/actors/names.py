"""Names in running text, told by capitals, titles, first names and the words organizations are called by.

A name is looked for where words begin with capitals; what such a run holds is decided by lists (``data/``) alone.
"""

from collections.abc import Iterable
from functools import lru_cache

from timeline.extraction import lexicon
from timeline.extraction.actors import acronyms, runs, states
from timeline.extraction.actors.gender import FIRST_NAMES, HONORIFICS
from timeline.extraction.actors.name import Name
from timeline.extraction.actors.offices import HEADS as OFFICES
from timeline.extraction.tokens import Tokens

PLACE = "PLACE"
"""The kind of names that are nobody's: they keep a town from being taken for a person."""
OFFICE = "OFFICE"
"""The kind of titles in capitals without a name: the Secretary of State."""

COLLECTIVE = "COLLECTIVE"
"""The kind of groups named with their state: Norwegian police."""

HEADLINE = "HEADLINE"
"""The kind of words in a headline of capitals that are names only if the body has them, too."""

ACTING, REGIONS = lexicon.words("acting-groups"), lexicon.words("region-adjectives")
MEDIA, INSTITUTIONS = lexicon.table("media"), lexicon.table("institutions")
MEDIA_WORDS, ORGANIZATION_WORDS = lexicon.words("media-words"), lexicon.words("organization-words")
GOVERNMENT_WORDS = frozenset(("ministry", "department", "government", "directorate", "treasury"))
NEVER = lexicon.words("never-names")
THINGS = lexicon.words("place-words") | lexicon.words("thing-words")
"""What ends the names of places and things, which are nobody's."""
PLACE_FIRST = frozenset(("port", "mount", "mt", "fort", "cape", "lake", "isle"))
ACRONYMS = lexicon.words("common-acronyms")
COLLECTIVES = lexicon.table("collectives")
BROADCASTERS = frozenset(("tv", "radio", "television", "news", "gazette", "tribune"))
"""Words of media that end no person's name, whatever stands before them."""
OPENERS = (
    lexicon.words("common-words")
    | lexicon.words("determiners")
    | lexicon.words("prepositions")
    | lexicon.words("conjunctions")
    | lexicon.words("auxiliaries")
    | lexicon.words("pronouns")
)
TITLES = frozenset(OFFICES) | frozenset(HONORIFICS)
PARTIES = frozenset(("republican", "democrat", "democratic", "republicans", "democrats"))
NOBODY = NEVER | ACRONYMS | TITLES | PARTIES | frozenset(COLLECTIVES) | REGIONS | {"the"}
FIXED: dict[str, str] = (
    {name: ("GROUP" if kind == "GROUP" else kind.partition(";")[0].strip()) for name, kind in INSTITUTIONS.items()}
    | dict.fromkeys(MEDIA, "MEDIA")
    | dict.fromkeys(lexicon.words("places"), PLACE)
    | dict.fromkeys(states.CAPITALS, PLACE)
    | dict.fromkeys(states.STATES, "STATE")
)
FIXED_FIRST = frozenset(name.split()[0] for name in FIXED)
FIXED_LAST = frozenset(name.split()[-1] for name in FIXED)
DATELINES = ([","], ["("], ["-"], ["–"], ["—"], ["--"])
"""What follows a place in capitals that an article begins with."""
OFFICIAL = frozenset(("state", "defense", "defence", "staff", "commerce", "labor", "labour", "energy", "education"))
"""What there are secretaries and chiefs of."""
PERSON_LONGEST = 5
PLACING = frozenset(("in", "near", "outside", "at", "north", "south", "east", "west"))


def find(tokens: Tokens, sentences: list[tuple[int, int]]) -> list[Name]:
    """The names of a text in their order, none over another."""
    begins = {first for first, _ in sentences}
    loud = _loud(tokens, sentences)
    found: list[Name] = []
    words, lower = [*tokens.words, ""], tokens.lower
    for first, last in runs.find(tokens, begins):
        opening = first in begins or (first > 0 and words[first - 1] in runs.OPENING)
        if first in loud:
            found += _headline(tokens, first, last)
        elif last - first > 1:
            found += _read(tokens, first, last, opening)
        elif single(words[first], opening) != "":
            found += _lone(tokens, first, opening)
        leads = words[last] in runs.POSSESSIVES or words[last - 1] in states.DEMONYMS or lower[last - 1] in REGIONS
        if leads and (group := _acting(tokens, first, last)) and not (found and found[-1].last > group.first):
            found.append(group)
    return acronyms.spelled_out(tokens, found)


def _acting(tokens: Tokens, first: int, last: int) -> Name | None:
    """The group or body behind a state's adjective or possessive: ``Norwegian police``, ``Norway's new government``."""
    lower = tokens.lower
    owned = lower[last : last + 1] and lower[last] in runs.POSSESSIVES
    start = last + 1 if owned else last
    for end in range(start, min(start + 2, len(lower))):
        if lower[end] in ACTING and (not owned or states.state(_joined(tokens, first, last))):
            return Name(start if owned else last - 1, end + 1, COLLECTIVE, start if owned else last - 1)
        if not lower[end].isalpha():
            return None
    return None


def _loud(tokens: Tokens, sentences: list[tuple[int, int]]) -> set[int]:
    """The tokens of lines whose words all begin with capitals, as headlines do: capitals tell nothing there."""
    loud: set[int] = set()
    for first, last in sentences:
        if not 4 <= last - first <= 40:
            continue
        if sum(map(str.islower, tokens.words[first + 1 : first + 4])) > 1:
            continue  # nearly all sentences
        long = [word[0].isupper() for word in tokens.words[first:last] if len(word) > 4 and word[0].isalpha()]
        stopped = tokens.words[last - 1] in runs.FULL_STOPS
        if len(long) > 2 + stopped and sum(long) >= len(long) - (0 if stopped else 1 + len(long) // 8):
            loud.update(range(first, last))
    return loud


def _headline(tokens: Tokens, first: int, last: int) -> Iterable[Name]:
    """Names in a line of capitals: what lists hold, and single words that the body may tell more of."""
    i, shouted = first, last - first > 1 and tokens.span(first, last).isupper()
    while i < last:
        end = _fixed_from(tokens, i, last)
        if end:
            yield Name(i, end, FIXED[_joined(tokens, i, end)], i)
        elif tokens.lower[i] in FIRST_NAMES and i + 1 < last and tokens.lower[i + 1] not in OPENERS:
            end = i + 2
            yield Name(i, end, HEADLINE, i)
        elif not shouted and single(tokens.words[i], True) is None:
            end = i + 1
            yield Name(i, end, HEADLINE, i)
        i = end or i + 1


def _fixed_from(tokens: Tokens, first: int, last: int) -> int:
    """Where the longest listed name that begins with a token ends; 0 where there is none."""
    if tokens.words[first] in FIXED_FIRST:
        for end in range(min(last, first + 7), first, -1):
            if tokens.words[end - 1] in FIXED_LAST and _joined(tokens, first, end) in FIXED:
                return end
    return 0


def _joined(tokens: Tokens, first: int, last: int) -> str:
    return tokens.words[first] if last - first == 1 else tokens.span(first, last)


def _read(tokens: Tokens, first: int, last: int, opening: bool) -> Iterable[Name]:
    """The names in one run of capitals."""
    start = first
    lower, words = tokens.lower, tokens.words
    if lower[start] == "the":
        start, opening = start + 1, True
    if start > 1 and lower[start] in OFFICIAL and lower[start - 1] == "of" and lower[start - 2] in TITLES:
        start += 1  # secretary of State Berg
    if opening:
        start = _past_openers(tokens, start, last)
    while start < last and lower[start] in NEVER:
        start += 1
    while last > start and (lower[last - 1] in NEVER or lower[last - 1] in runs.LINKS or words[last - 1] == "."):
        last -= 1
    if start >= last:
        return
    end = _fixed_from(tokens, start, last)
    if end == last:
        yield Name(start, last, FIXED[_joined(tokens, start, last)], start)
        return
    yield from _classified(tokens, start, last, end)


def _past_openers(tokens: Tokens, start: int, last: int) -> int:
    """Where a name may begin in a run that begins a sentence: ``After Obama``, ``Many Republicans``."""
    lower = tokens.lower
    while start < last and _opens(lower[start]) and lower[start] not in TITLES:
        if lower[start] in FIRST_NAMES and start + 1 < last and lower[start + 1] not in TITLES:
            break
        start += 1
    return start


def _opens(word: str) -> bool:
    """Whether a word may stand before a name at a sentence's beginning and is none of its words."""
    adverb = len(word) > 5 and word.endswith("ly") and word not in FIRST_NAMES  # Interestingly
    return adverb or word.replace("’", "'").partition("'")[0] in OPENERS


def _classified(tokens: Tokens, first: int, last: int, fixed: int) -> Iterable[Name]:
    """What a run of capitals names that no list holds as a whole."""
    lower, words = tokens.lower, tokens.words
    head = _head(tokens, first, last)
    if last - first == 1:
        yield from _lone(tokens, first, False)
        return
    if lower[head - 1] in ORGANIZATION_WORDS and not (lower[first] in HONORIFICS and HONORIFICS[lower[first]] != "any"):
        if (person := _director(tokens, first, last)) is not None:
            yield Name(person, last, "PERSON", first)
            return
        kind = "GOVERNMENT" if lower[head - 1] in GOVERNMENT_WORDS else "ORGANIZATION"
        first += lower[first] in PARTIES and last - first > 2
        yield Name(first, last, kind, first)
        return
    if lower[last - 1] in COLLECTIVES or lower[last - 1] in PARTIES or words[last - 1] in states.DEMONYMS:
        return
    if lower[last - 1] in BROADCASTERS and lower[first] not in TITLES:
        yield Name(first, last, "MEDIA", first)
        return
    if lower[last - 1] in THINGS or (lower[first] in PLACE_FIRST and last - first < 4):
        yield Name(first, last, PLACE, first)
        return
    if "&" in words[first:last]:
        yield Name(first, last, "ORGANIZATION", first)
        return
    person = _person(tokens, first, last)
    if person is not None and person < last:
        if fixed and fixed <= person and FIXED[_joined(tokens, first, fixed)] != PLACE:
            yield Name(first, fixed, FIXED[_joined(tokens, first, fixed)], first)
        yield Name(
            person, last, "PERSON", min(first, _titled(tokens, first)) if person > first else _titled(tokens, first)
        )
    elif person == last:
        yield Name(first, last, OFFICE, first)
    elif lower[last - 1] in MEDIA_WORDS:
        yield Name(first, last, "MEDIA", first)
    elif fixed:
        yield Name(first, fixed, FIXED[_joined(tokens, first, fixed)], first)
        yield from _read(tokens, fixed, last, False)
    elif words[last - 1] in FIXED:
        yield Name(last - 1, last, FIXED[words[last - 1]], last - 1)
    elif lower[first] in PARTIES:
        yield from _read(tokens, first + 1, last, False)
    elif last - first > PERSON_LONGEST - 1:
        yield from _headline(tokens, first, last)
    else:
        yield Name(first, last, None, _titled(tokens, first))


def _director(tokens: Tokens, first: int, last: int) -> int | None:
    """Where a person is named behind a body and a title: ``Port Authority Director Ada Berg``."""
    for i in range(last - 2, first, -1):
        if tokens.lower[i] in TITLES:
            return i + 1 if tokens.lower[i + 1] in FIRST_NAMES else None
    return None


def _head(tokens: Tokens, first: int, last: int) -> int:
    """The end of what stands before the first small word of a run: of ``Ministry of Justice`` the Ministry."""
    for i in range(first + 1, last):
        if tokens.lower[i] in runs.LINKS:
            return i
    return last


def _lone(tokens: Tokens, i: int, opening: bool) -> tuple[Name, ...]:
    """The name of one word, if it is one."""
    kind = single(tokens.words[i], opening)
    if kind == "" or (kind == "ORGANIZATION" and opening and tokens.words[i + 1 : i + 2] in DATELINES):
        return ()
    titled = _titled(tokens, i)
    return (Name(i, i + 1, kind or ("PERSON" if titled < i else None), titled),)


@lru_cache(maxsize=20_000)
def single(word: str, opening: bool) -> str | None:
    """The kind of a name of one word; the empty text where it is none, None where the word alone does not tell.

    ``opening`` says that a sentence may begin with it, so that its capital tells nothing.
    """
    small = word.lower()
    common = opening and small.replace("’", "'").partition("'")[0] in OPENERS
    if common or small in NOBODY or word in states.DEMONYMS or len(word) < 2:
        return ""
    if word in FIXED:
        return FIXED[word]
    if word[-1].islower() and "-" in word and word.rpartition("-")[2][0:1].islower():
        return ""  # Trump-backed
    return "ORGANIZATION" if word.isupper() and len(word) <= 6 and word.isalpha() else None


def _person(tokens: Tokens, first: int, last: int) -> int | None:
    """Where the name of a person begins in a run; the run's end if it holds nothing but a title; None if no person."""
    lower = tokens.lower
    title = 0
    for i in range(first, last):
        if lower[i] in TITLES or (tokens.words[i] == "." and i > first and lower[i - 1] in HONORIFICS):
            title = i + 1
        elif (lower[i] in runs.LINKS and not (title and i > title)) or (title and i > title + 1):
            break
    if title == first + 1 and last - first == 2 and lower[first] in FIRST_NAMES:
        return first  # Dean Berg
    if title:
        return _behind_title(tokens, title, last)
    if last - first > PERSON_LONGEST or any(lower[i] in runs.LINKS for i in range(first, last)):
        return None
    for i in range(first, last - 1):
        common = lower[i] in OPENERS and lower[i + 1] in OPENERS  # Will Happen
        if (lower[i] in FIRST_NAMES or lower[i].partition("-")[0] in FIRST_NAMES) and not common and _given(tokens, i):
            return i
        if i > first + 2 or lower[first] in FIRST_NAMES:
            break
    if len(tokens.words[first]) == 1 and last - first > 2 and tokens.words[first + 1] == ".":
        return first
    return first if _titled(tokens, first) < first else None


def _given(tokens: Tokens, i: int) -> bool:
    """Whether a first name may be one where it stands: behind ``in``, it is rather a place (Coral Gables)."""
    return i == 0 or tokens.lower[i - 1] not in PLACING


def _behind_title(tokens: Tokens, title: int, last: int) -> int:
    """Where the name behind a title begins: at once, or behind what it is the title of (Secretary of State John)."""
    if title >= last or tokens.lower[title] not in runs.LINKS:
        return title
    if tokens.lower[title + 1] in OFFICIAL and title + 2 < last:
        return title + 2
    for i in range(title + 1, last - 1):
        if tokens.lower[i] in FIRST_NAMES and tokens.words[i] not in FIXED:
            return i
    return last


def _titled(tokens: Tokens, first: int) -> int:
    """Where the titles in small letters before a name begin; ``first`` where there are none."""
    start, lower = first, tokens.lower
    if start == 0 or lower[start - 1] not in TITLES:
        return first
    while start > 0 and first - start < 4 and lower[start - 1] in TITLES:
        start -= 1
    return start
