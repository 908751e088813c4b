"""Whether a person is a woman or a man, as far as names, forms of address and words for callings tell."""

from collections.abc import Iterable

from timeline.extraction import lexicon

WOMEN, MEN = lexicon.words("female-names"), lexicon.words("male-names")
FIRST_NAMES = WOMEN | MEN
HONORIFICS = lexicon.table("honorifics")
CALLINGS = lexicon.table("office-genders")
PRONOUNS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip


def of_name(first: str) -> str | None:
    """``female`` or ``male`` by a first name; None where it is neither's alone. Of ``Jean-Claude`` the first part."""
    word = first.lower()
    if word not in FIRST_NAMES:
        word = word.partition("-")[0]
    if (word in WOMEN) == (word in MEN):
        return None
    return "female" if word in WOMEN else "male"


def of_titles(words: Iterable[str]) -> str | None:
    """``female`` or ``male`` by the words before or behind a name, in small letters: Mrs, spokeswoman, king."""
    for word in words:
        told = HONORIFICS.get(word) or CALLINGS.get(word)
        if told in ("female", "male"):
            return told
    return None
