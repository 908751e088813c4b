"""Words that occur as words do in life: the one of rank n about 1/n as often as the first (Zipf's law)."""

from itertools import accumulate
from random import Random

SYLLABLES = [first + vowel for first in "bdfgklmnprtvz" for vowel in "aeiou"]
SIZE = 20_000


class Vocabulary:
    """Made-up words by rank, the most frequent first, and texts of them."""

    def __init__(self, seed: int) -> None:
        random, words = Random(f"{seed} words"), dict[str, None]()  # noqa: S311
        while len(words) < SIZE:
            words["".join(random.choices(SYLLABLES, k=2 + len(words) // 8000)) + random.choice("knrv")] = None
        self.words = list(words)
        self._weights = list(accumulate(1 / rank for rank in range(1, SIZE + 1)))

    def text(self, random: Random, length: int) -> str:
        """So many words, as a sentence."""
        words = random.choices(self.words, cum_weights=self._weights, k=length)
        return " ".join(words).capitalize() + "."

    @staticmethod
    def rare(number: int) -> str:
        """The word of so high a rank that it stands where somebody puts it, and nowhere else."""
        return "".join(SYLLABLES[number // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(4)) + "x"
