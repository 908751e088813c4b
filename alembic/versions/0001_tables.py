"""The tables: actors, sources, entries, citations, questions, timelines, revisions."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

SLUG = sa.String().with_variant(sa.String(collation="C"), "postgresql")
DOCUMENT = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def table(name: str, *items: Any) -> None:
    """Make a table with an integer key, in the order the references between them ask for."""
    op.create_table(name, sa.Column("id", sa.Integer, primary_key=True), *items)


def pairs(name: str, owner: str, target: str, owner_table: str, target_table: str) -> None:
    """Make a table of ordered pairs: the owner's first, second, third target."""
    op.create_table(
        name,
        reference(owner, owner_table, nullable=False, index=False, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        reference(target, target_table, nullable=False),
    )


def slug(name: str = "slug") -> sa.Column[str]:
    """A unique slug, sorted by code point."""
    return sa.Column(name, SLUG, nullable=False, unique=name == "slug")


def text(name: str, nullable: bool = True, index: bool = False) -> sa.Column[str]:
    """A text of any length."""
    return sa.Column(name, sa.String, nullable=nullable, index=index)


def number(name: str, nullable: bool = False) -> sa.Column[int]:
    """A small integer."""
    return sa.Column(name, sa.Integer, nullable=nullable)


def seconds(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    """Bounds of a date, 64-bit seconds since 1970."""
    return [sa.Column(name, sa.BigInteger, nullable=nullable) for name in names]


def choice(name: str, members: str, nullable: bool = False) -> sa.Column[str]:
    """A text of a closed vocabulary."""
    kind = sa.Enum(*members.split(), native_enum=False, create_constraint=True, length=16, name=name)
    return sa.Column(name, kind, nullable=nullable)


def reference(
    name: str,
    target: str,
    nullable: bool = True,
    index: bool = True,
    ondelete: str = "CASCADE",
    **options: Any,
) -> sa.Column[int]:
    """A foreign key."""
    key = sa.ForeignKey(f"{target}.id", ondelete=ondelete)
    return sa.Column(name, sa.Integer, key, nullable=nullable, index=index, **options)


def upgrade() -> None:
    actors()
    sources()
    entries()
    citations()
    questions()
    timelines()
    revisions()


def actors() -> None:
    table(
        "actor",
        slug(),
        text("name", nullable=False),
        choice("kind", "PERSON STATE GOVERNMENT ORGANIZATION MEDIA GROUP"),
        text("description"),
        text("wikidata"),
    )
    table(
        "actor_name",
        reference("actor_id", "actor", nullable=False),
        number("position"),
        text("name", nullable=False, index=True),
        text("language"),
    )
    table(
        "role",
        reference("actor_id", "actor", nullable=False),
        number("position"),
        text("title", nullable=False),
        reference("organization_id", "actor"),
        text("since"),
        *seconds("since_earliest"),
        text("until"),
        *seconds("until_latest"),
    )


def sources() -> None:
    table(
        "source",
        slug(),
        reference("publisher_id", "actor"),
        *(text(name) for name in ("title", "byline", "section", "url", "language", "published")),
        *seconds("published_earliest", "published_latest"),
        *(text(name) for name in ("local_time", "utc_offset", "retrieved", "sha256")),
        number("length", nullable=True),
        text("text"),
        text("note"),
        sa.CheckConstraint("text IS NULL OR sha256 IS NOT NULL", name="text_has_sum"),
    )
    pairs("source_host", "source_id", "actor_id", "source", "actor")


def entries() -> None:
    states = "KNOWN UNKNOWN OPEN"
    table(
        "entry",
        slug(),
        choice("kind", "EVENT STATEMENT"),
        choice("review", "REVIEWED DRAFT"),
        choice("confidence", "CONFIRMED CERTAIN", nullable=True),
        text("date", nullable=False),
        *seconds("earliest", "latest"),
        sa.Column("precision", sa.String(16), nullable=False),
        sa.Column("approximate", sa.Boolean, nullable=False),
        sa.Column("uncertain", sa.Boolean, nullable=False),
        choice("start_state", states),
        choice("end_state", states),
        text("date_reason"),
        text("note"),
        *(text(name) for name in ("title", "summary", "category", "place_name")),
        sa.Column("latitude", sa.Double),
        sa.Column("longitude", sa.Double),
        text("country", index=True),
        reference("part_of_id", "entry", ondelete="SET NULL"),
        text("text"),
        choice("statement_kind", "DIRECT INDIRECT MIXED", nullable=True),
        text("cue"),
        text("medium"),
        choice("attitude", "ASSERTED ALLEGED DENIED CONDITIONAL", nullable=True),
        reference("answers_id", "entry", ondelete="SET NULL"),
        sa.CheckConstraint("kind != 'EVENT' OR title IS NOT NULL", name="event_has_title"),
        sa.CheckConstraint(
            "kind != 'STATEMENT' OR (text IS NOT NULL AND statement_kind IS NOT NULL)",
            name="statement_has_text",
        ),
        sa.CheckConstraint("earliest <= latest", name="bounds_ordered"),
    )
    table(
        "participation",
        reference("entry_id", "entry", nullable=False),
        number("position"),
        reference("actor_id", "actor", nullable=False),
        text("role"),
    )
    pairs("speaker", "entry_id", "actor_id", "entry", "actor")
    pairs("addressee", "entry_id", "actor_id", "entry", "actor")
    pairs("statement_about", "statement_id", "event_id", "entry", "entry")


def citations() -> None:
    table(
        "citation",
        reference("entry_id", "entry", nullable=False, index=False),
        slug("key"),
        number("position"),
        reference("source_id", "source", nullable=False),
        *(text(name) for name in ("exact", "prefix", "suffix")),
        number("start", nullable=True),
        number("end", nullable=True),
        choice("state", "EXACT MOVED ORPHANED UNANCHORED"),
        text("date"),
        *seconds("date_earliest", "date_latest", nullable=True),
        text("note"),
        sa.UniqueConstraint("entry_id", "key"),
        sa.CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name="both_offsets"),
        sa.CheckConstraint('"start" IS NULL OR "start" < "end"', name="offsets_ordered"),
        sa.CheckConstraint("state = 'UNANCHORED' OR exact IS NOT NULL", name="anchor_has_words"),
    )


def questions() -> None:
    table("question", slug(), text("text", nullable=False), text("note"))
    pairs("question_about", "question_id", "entry_id", "question", "entry")
    table(
        "account",
        reference("question_id", "question", nullable=False, index=False),
        slug("key"),
        number("position"),
        text("value", nullable=False),
        reference("holder_id", "actor"),
        text("attribution"),
        text("date"),
        *seconds("date_earliest", "date_latest", nullable=True),
        reference("source_id", "source"),
        reference("statement_id", "entry"),
        text("note"),
        sa.UniqueConstraint("question_id", "key"),
    )


def timelines() -> None:
    table("topic", slug(), text("name", nullable=False), text("description"))
    op.create_table(
        "entry_topic",
        reference("entry_id", "entry", nullable=False, index=False, primary_key=True),
        reference("topic_id", "topic", nullable=False, primary_key=True),
    )
    table("timeline", slug(), text("title", nullable=False), text("description"))
    table(
        "membership",
        reference("timeline_id", "timeline", nullable=False, index=False),
        reference("entry_id", "entry", nullable=False),
        text("group"),
        text("headline"),
        sa.UniqueConstraint("timeline_id", "entry_id"),
    )
    table(
        "era",
        reference("timeline_id", "timeline", nullable=False),
        number("position"),
        text("title", nullable=False),
        text("date", nullable=False),
        *seconds("earliest", "latest"),
    )


def revisions() -> None:
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        text("summary", nullable=False),
    )
    table(
        "change",
        reference("revision_id", "revision", nullable=False),
        choice("kind", "ACTOR SOURCE TOPIC EVENT STATEMENT QUESTION TIMELINE"),
        sa.Column("slug", SLUG, nullable=False),
        choice("action", "ADDED CHANGED REMOVED"),
        text("origin", nullable=False),
        sa.Column("before", DOCUMENT),
        sa.Column("after", DOCUMENT),
    )


def downgrade() -> None:
    for name in reversed(TABLES):
        op.drop_table(name)


TABLES = (
    *("actor", "actor_name", "role", "source", "source_host", "entry", "participation", "speaker", "addressee"),
    *("statement_about", "citation", "question", "question_about", "account", "topic", "entry_topic", "timeline"),
    *("membership", "era", "revision", "change"),
)
