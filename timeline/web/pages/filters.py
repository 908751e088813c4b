"""The filters of a timeline's page: read from its address, asked of the API, and written into other addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

SLUGS: Final = ("actors", "topics")
NAMES: Final = ("text", *SLUGS, "kinds", "from", "to", "knownBy")
"""As the API calls them, and as feeds take them."""


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
        found: dict[str, Any] = {"timelines": {"any": [slug]}} if slug else {}
        found |= {name: {"any": [self.given[name]]} for name in SLUGS if name in self.given}
        found |= {name: self.given[name] for name in ("text", "knownBy") if name in self.given}
        if "kinds" in self.given:
            found["kinds"] = [self.given["kinds"].upper()]
        window = {name: self.given[name] for name in ("from", "to") if name in self.given}
        return found | ({"during": window} if window else {})

    def query(self, **changed: str | None) -> str:
        """These filters in an address, some of them changed or (None) left out: ``?kinds=EVENT``, or nothing."""
        named = {name.rstrip("_"): value for name, value in changed.items()}
        parts = {name: value for name, value in {**self.given, **named}.items() if value}
        return f"?{urlencode(parts)}" if parts else ""

    def feed(self) -> str:
        """These filters in the address of a feed, which takes a window in one parameter."""
        parts = {name: value for name, value in self.given.items() if name not in ("from", "to")}
        if "from" in self.given or "to" in self.given:
            parts["during"] = "/".join(self.given.get(name, "..") for name in ("from", "to"))
        return f"?{urlencode(parts)}" if parts else ""

    def view(self) -> dict[str, str]:
        """These filters as the attributes of a ``<timeline-view>``."""
        return {"known-by" if name == "knownBy" else name: value for name, value in self.given.items()}

    def without(self, *names: str) -> str:
        """These filters in an address but for some; the page itself where none is left."""
        return self.query(**dict.fromkeys(names)) or "?"
