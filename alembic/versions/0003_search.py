"""What can be searched, and the index over its words: FTS5 in SQLite, tsvector in PostgreSQL."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

SLUG = sa.String().with_variant(sa.String(collation="C"), "postgresql")
KINDS = sa.Enum(
    *("ACTOR", "SOURCE", "TOPIC", "EVENT", "STATEMENT", "QUESTION", "TIMELINE"),
    native_enum=False,
    create_constraint=True,
    length=16,
    name="kind",
)
REVIEWS = sa.Enum("REVIEWED", "DRAFT", native_enum=False, create_constraint=True, length=16, name="review")

ADD = "INSERT INTO searchable_words (rowid, name, text) VALUES (new.id, new.name, new.text);"
REMOVE = (
    "INSERT INTO searchable_words (searchable_words, rowid, name, text) VALUES ('delete', old.id, old.name, old.text);"
)
IN_SQLITE = (
    "CREATE VIRTUAL TABLE searchable_words USING fts5"
    " (name, text, content='searchable', content_rowid='id', tokenize='ascii', columnsize=0)",
    f"CREATE TRIGGER searchable_added AFTER INSERT ON searchable BEGIN {ADD} END",
    f"CREATE TRIGGER searchable_removed AFTER DELETE ON searchable BEGIN {REMOVE} END",
    f"CREATE TRIGGER searchable_changed AFTER UPDATE ON searchable BEGIN {REMOVE} {ADD} END",
)
IN_POSTGRESQL = (
    "ALTER TABLE searchable ADD COLUMN searchable_words tsvector GENERATED ALWAYS AS"
    " (setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('simple', text), 'B')) STORED",
    "CREATE INDEX ix_searchable_words ON searchable USING gin (searchable_words)",
)


def upgrade() -> None:
    op.create_table(
        "searchable",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("slug", SLUG, nullable=False),
        sa.Column("review", REVIEWS, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("name_length", sa.Integer, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.UniqueConstraint("kind", "slug"),
    )
    for statement in IN_SQLITE if op.get_bind().dialect.name == "sqlite" else IN_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.drop_table("searchable_words")
    op.drop_table("searchable")
