"""Indexes that hold all that counting entries by date needs, so that it need not look at the rows."""

from alembic import op

revision = "0005"
down_revision = "0004"

ORDER = ["earliest", "latest", "slug"]
COUNTED = ["kind", "review"]


def upgrade() -> None:
    op.drop_index("ix_entry_walk", "entry")
    op.drop_index("ix_entry_walk_by_lasting", "entry")
    op.create_index("ix_entry_walk", "entry", [*ORDER, *COUNTED])
    op.create_index("ix_entry_walk_by_lasting", "entry", ["lasting", *ORDER, *COUNTED])
    op.create_index("ix_entry_ends", "entry", ["latest", "earliest", *COUNTED])


def downgrade() -> None:
    op.drop_index("ix_entry_ends", "entry")
    op.drop_index("ix_entry_walk_by_lasting", "entry")
    op.drop_index("ix_entry_walk", "entry")
    op.create_index("ix_entry_walk", "entry", ORDER)
    op.create_index("ix_entry_walk_by_lasting", "entry", ["lasting", *ORDER])
