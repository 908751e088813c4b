"""In which order a connection comes; every order ends with a column no two rows share."""

from dataclasses import dataclass
from enum import StrEnum

import strawberry


@strawberry.enum(description="The order of entries.")
class EntryOrder(StrEnum):
    """By the first or last second the date may lie in, or by slug."""

    DATE_ASC = "DATE_ASC"
    DATE_DESC = "DATE_DESC"
    END_ASC = "END_ASC"
    END_DESC = "END_DESC"
    SLUG_ASC = "SLUG_ASC"
    SLUG_DESC = "SLUG_DESC"


@strawberry.enum(description="The order of sources.")
class SourceOrder(StrEnum):
    """By the day of publication, or by slug."""

    PUBLISHED_ASC = "PUBLISHED_ASC"
    PUBLISHED_DESC = "PUBLISHED_DESC"
    SLUG_ASC = "SLUG_ASC"
    SLUG_DESC = "SLUG_DESC"


@strawberry.enum(description="The order of what is known by a slug.")
class SlugOrder(StrEnum):
    """By slug, from either end."""

    SLUG_ASC = "SLUG_ASC"
    SLUG_DESC = "SLUG_DESC"


@strawberry.enum(description="The order of what was entered one after another.")
class EnteredOrder(StrEnum):
    """In the order it was entered, from either end."""

    ENTERED_ASC = "ENTERED_ASC"
    ENTERED_DESC = "ENTERED_DESC"


@strawberry.enum(description="The order of what a search finds.")
class SearchOrder(StrEnum):
    """What is named so first, the shortest name first; then what tells of it, the shortest text first."""

    RANK_ASC = "RANK_ASC"
    RANK_DESC = "RANK_DESC"


COLUMNS: dict[str, tuple[str, ...]] = {
    "DATE": ("earliest", "latest", "slug"),
    "END": ("latest", "earliest", "slug"),
    "PUBLISHED": ("published_earliest", "slug"),
    "SLUG": ("slug",),
    "ENTERED": ("id",),
    "RANK": ("place", "length", "slug", "kind"),
}


@dataclass(frozen=True, slots=True)
class Order:
    """Columns, all ascending or all descending."""

    columns: tuple[str, ...]
    descending: bool

    @classmethod
    def of(cls, member: str) -> "Order":
        """The order a member of one of the enums stands for."""
        name, _, direction = member.rpartition("_")
        return cls(COLUMNS[name], direction == "DESC")
