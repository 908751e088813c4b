"""Links that hold a copy of what their entries are walked by, so that a page of an owner's entries costs a page."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

SLUG = sa.String().with_variant(sa.String(collation="C"), "postgresql")
COPIES = {
    "earliest": sa.BigInteger(),
    "latest": sa.BigInteger(),
    "slug": SLUG,
    "kind": sa.String(16),
    "review": sa.String(16),
    "lasting": sa.Integer(),
}
ORDER = [f"entry_{name}" for name in ("earliest", "latest", "slug", "kind", "review")]
# By table, the column that leads to the owner and the one that leads to the entry.
LINKS = {
    "participation": ("actor_id", "entry_id"),
    "speaker": ("actor_id", "entry_id"),
    "addressee": ("actor_id", "entry_id"),
    "statement_about": ("event_id", "statement_id"),
    "citation": ("source_id", "entry_id"),
    "entry_topic": ("topic_id", "entry_id"),
    "membership": ("timeline_id", "entry_id"),
}
SELF_LINKS = ("part_of_id", "answers_id")


def upgrade() -> None:
    for table, (owner, entry) in LINKS.items():
        if table != "membership":
            op.drop_index(f"ix_{table}_{owner}", table)
        _copy(table, entry)
        op.create_index(f"ix_{table}_walk", table, [owner, *ORDER, "entry_lasting", entry])
        columns = [owner, "entry_lasting", *ORDER, entry]
        op.create_index(f"ix_{table}_walk_by_lasting", table, columns, **_only("entry_lasting != 0"))
    for name in SELF_LINKS:
        op.drop_index(f"ix_entry_{name}", "entry")
        columns = [name, "kind", "earliest", "latest", "slug", "review"]
        op.create_index(f"ix_entry_{name}", "entry", columns, **_only(f"{name} IS NOT NULL"))


def downgrade() -> None:
    for name in SELF_LINKS:
        op.drop_index(f"ix_entry_{name}", "entry")
        op.create_index(f"ix_entry_{name}", "entry", [name])
    for table, (owner, _) in LINKS.items():
        for index in (f"ix_{table}_walk", f"ix_{table}_walk_by_lasting"):
            op.drop_index(index, table)
        for name in COPIES:
            op.drop_column(table, f"entry_{name}")
        if table != "membership":
            op.create_index(f"ix_{table}_{owner}", table, [owner])


def _copy(table: str, entry: str) -> None:
    for name, kind in COPIES.items():
        op.add_column(table, sa.Column(f"entry_{name}", kind))
    names = ", ".join(f"entry_{name}" for name in COPIES)
    copied = f"SELECT {', '.join(COPIES)} FROM entry WHERE entry.id = {table}.{entry}"  # noqa: S608
    op.execute(f"UPDATE {table} SET ({names}) = ({copied})")  # noqa: S608
    with op.batch_alter_table(table) as batch:
        for name, kind in COPIES.items():
            batch.alter_column(f"entry_{name}", existing_type=kind, nullable=False)


def _only(condition: str) -> dict[str, sa.TextClause]:
    return {f"{database}_where": sa.text(condition) for database in ("sqlite", "postgresql")}
