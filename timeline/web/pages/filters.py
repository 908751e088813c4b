"""The filters of a timeline's page: read from its address, asked of the API, and written into other addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from timeline import selections

NAMES: Final = ("text", "actors", "topics", "kinds", "from", "to", "knownBy")
"""As feeds take them, so that the address of a page is that of a feed, too."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a timeline is shown; ``given`` holds the parameters that say something."""

    given: Mapping[str, str]

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> "Filters":
        """Those among the parameters of an address."""
        return cls({name: value for name in NAMES if (value := parameters.get(name, "").strip())})

    @property
    def chosen(self) -> dict[str, str]:
        """The value of each, empty where it says nothing."""
        return {name: self.given.get(name, "") for name in NAMES}

    def where(self, slug: str | None = None) -> dict[str, Any]:
        """The filters as the API takes them, on a timeline where it is named."""
        found = dict(selections.read(self.given.items()).where)
        return found | ({"timelines": {"any": [slug]}} if slug else {})

    def query(self, **changed: str | None) -> str:
        """These filters in an address, some of them changed or (None) left out: ``?kinds=EVENT``, or nothing."""
        named = {name.rstrip("_"): value for name, value in changed.items()}
        parts = {name: value for name, value in {**self.given, **named}.items() if value}
        return f"?{urlencode(parts)}" if parts else ""

    def view(self) -> dict[str, str]:
        """These filters as the attributes of a ``<timeline-view>``."""
        return {"known-by" if name == "knownBy" else name: value for name, value in self.given.items()}

    def without(self, *names: str) -> str:
        """These filters in an address but for some; the page itself where none is left."""
        return self.query(**dict.fromkeys(names)) or "?"
