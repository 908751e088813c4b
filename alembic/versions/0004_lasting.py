"""How long entries last, so that those that overlap a window are found without walking all that came before."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

LASTING = (
    "CASE WHEN latest / 86400 - earliest / 86400 <= 31 THEN 0"
    " WHEN latest / 86400 - earliest / 86400 <= 400 THEN 1 ELSE 2 END"
)


def upgrade() -> None:
    # SQLite adds no stored column to a table that is there, PostgreSQL knows no other.
    stored = op.get_bind().dialect.name == "postgresql" or None
    op.add_column("entry", sa.Column("lasting", sa.Integer, sa.Computed(LASTING, persisted=stored), nullable=False))
    op.create_index("ix_entry_walk_by_lasting", "entry", ["lasting", "earliest", "latest", "slug"])


def downgrade() -> None:
    op.drop_index("ix_entry_walk_by_lasting", "entry")
    op.drop_column("entry", "lasting")
