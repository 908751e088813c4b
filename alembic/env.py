"""How alembic reaches the database: the connection it is handed, or the one TIMELINE_DATABASE_URL names."""

from typing import Any

from alembic import context
from sqlalchemy import Connection

from timeline.config import settings
from timeline.database import run
from timeline.models import Base


def ours(item: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """Whether a model stands behind it; the databases keep the words to search in ways of their own."""
    return "searchable_words" not in (name or "")


def migrate(connection: Connection) -> None:
    """Run the migrations asked for, within the connection's transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        include_object=ours,
    )
    context.run_migrations()


if (connection := context.config.attributes.get("connection")) is not None:
    migrate(connection)
else:
    run(settings().database_url, migrate)
