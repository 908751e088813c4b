"""Settings from the environment, and where migrations and seed data lie: in a checkout or inside the wheel."""

from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from timeline.exceptions import TimelineError


class Settings(BaseSettings):
    """What an operator may set, each as an environment variable ``TIMELINE_`` and the name in capitals."""

    model_config = SettingsConfigDict(env_prefix="TIMELINE_", frozen=True, use_attribute_docstrings=True)

    database_url: str = Field("sqlite:///timeline.db", min_length=1)
    """Where the data lies: `sqlite:///path` or `postgresql://user:password@host/name`."""
    host: str = "127.0.0.1"
    """Address the server listens on."""
    port: int = Field(8000, ge=0, le=65535)
    """Port the server listens on; 0 for any free one."""
    playground: bool = True
    """Whether `/playground` is served."""
    introspection: bool = True
    """Whether the schema may be asked about itself."""
    readers: int = Field(4, ge=1, le=64)
    """Connections that read at the same time."""
    statement_seconds: float = Field(1.0, gt=0, le=60)
    """How long one statement may run in the database, in seconds."""
    plan_cache: int = Field(1000, ge=1, le=100_000)
    """How many compiled queries are kept."""


@cache
def settings() -> Settings:
    """Read the environment once.

    Raises:
        TimelineError: a variable has a value that does not fit; the message names each.
    """
    try:
        return Settings()
    except ValidationError as error:
        faults = (
            f"TIMELINE_{str(fault['loc'][0]).upper()}={fault['input']!r}: {fault['msg']}"
            for fault in error.errors()
        )
        raise TimelineError("settings do not fit: " + "; ".join(faults)) from None


def _place(checkout: str, wheel: str) -> Path:
    package = Path(__file__).parent
    inside = package / wheel
    return inside if inside.is_dir() else package.parent / checkout


def migrations() -> Path:
    """The folder of the migrations."""
    return _place("alembic", "_alembic")


def seed_data() -> Path:
    """The folder of the seed data."""
    return _place("seed_data", "_seed_data")
