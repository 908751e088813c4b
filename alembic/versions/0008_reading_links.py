"""Indexes that hold all that links are read for below their entry, in the order in which they stand there."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.drop_index("ix_participation_entry_id", "participation")
    op.create_index("ix_participation_read", "participation", ["entry_id", "position", "actor_id", "role"])
    op.create_index("ix_citation_read", "citation", ["entry_id", "position", "source_id"])


def downgrade() -> None:
    op.drop_index("ix_citation_read", "citation")
    op.drop_index("ix_participation_read", "participation")
    op.create_index("ix_participation_entry_id", "participation", ["entry_id"])
