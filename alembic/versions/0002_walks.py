"""Indexes for what is walked most: entries by date, citations by entry, changes by record."""

from alembic import op

revision = "0002"
down_revision = "0001"

INDEXES = {
    "ix_entry_walk": ("entry", ["earliest", "latest", "slug"]),
    "ix_entry_walk_by_kind": ("entry", ["kind", "earliest", "latest", "slug"]),
    "ix_change_record": ("change", ["kind", "slug", "id"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, (table, _) in INDEXES.items():
        op.drop_index(name, table)
