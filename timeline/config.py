"""Settings from the environment, and where migrations and seed data lie: in a checkout or inside the wheel."""

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator
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
    address: str = Field("", pattern=r"^(https?://[A-Za-z0-9._~:/\[\]-]*[A-Za-z0-9\]])?$")
    """Where readers reach the API, for links: `https://timeline.example`; empty for where a request came to."""
    playground: bool = True
    """Whether `/playground` is served."""
    introspection: bool = True
    """Whether the schema may be asked about itself."""
    readers: int = Field(4, ge=1, le=64)
    """Connections that read at the same time."""
    statement_seconds: float = Field(1.0, gt=0, le=60)
    """How long the statements of one request may run in the database, together, in seconds."""
    answer_cache: int = Field(32_000_000, ge=0)
    """Bytes of answers that each worker keeps until the data changes or nobody asks for them; 0 for none."""
    plan_cache: int = Field(1000, ge=1, le=100_000)
    """How many compiled queries are kept."""
    max_body: int = Field(100_000, ge=1)
    """Bytes a request's body may have."""
    max_characters: int = Field(15_000, ge=1)
    """Characters a query may have."""
    max_tokens: int = Field(1_000, ge=1)
    """Tokens a query may have."""
    max_depth: int = Field(10, ge=1)
    """Levels of fields that may stand in one another."""
    max_introspection_depth: int = Field(16, ge=1)
    """The same where only the schema is asked about itself."""
    max_aliases: int = Field(30, ge=0)
    """Aliases a query may have, fragments spread out."""
    max_definitions: int = Field(20, ge=1)
    """Operations and fragments a query may have."""
    max_directives: int = Field(50, ge=0)
    """Directives a query may have, fragments spread out."""
    max_nesting: int = Field(20, ge=1)
    """Lists and objects that may stand in one another in the value of an argument or variable."""
    max_filters: int = Field(100, ge=0)
    """Conditions that the filters in a query may have together, and those in its variables."""
    max_cost: int = Field(5_000, ge=1)
    """Rows the pages of one answer may hold: page sizes multiplied down the query."""
    max_waiting: int = Field(1_000, ge=1)
    """Questions answered or waiting at the same time, for each worker; more are sent away with 429."""
    waiting_seconds: float = Field(10.0, gt=0)
    """How long an expensive question may wait for its turn, in seconds."""
    body_seconds: float = Field(10.0, gt=0)
    """How long the head and the body of a request may take to arrive, each, and an answer stand still, in seconds."""
    stop_seconds: int = Field(30, ge=1)
    """How long a stop waits for answers under way, in seconds."""
    cache_seconds: int = Field(0, ge=0)
    """How long an answer by GET may be kept without asking again, in seconds; 0 asks each time, by ETag."""
    cors_origins: str = "*"
    """Pages of which origins may read answers: `*` for all, or some with commas between; empty for none."""
    trusted: str = ""
    """Folder of the trusted documents, filled by `timeline trust`."""
    trusted_only: bool = False
    """Whether nothing but trusted documents is answered."""
    metrics: bool = True
    """Whether `/metrics` is served."""
    workers: int = Field(1, ge=1, le=256)
    """Processes that answer."""
    log_format: Literal["plain", "json"] = "plain"
    """How log lines are written: `plain` or `json`."""
    log_requests: bool = False
    """Whether every request is logged; otherwise those with a fault are."""

    @model_validator(mode="after")
    def _trusted_lie_somewhere(self) -> Self:
        if self.trusted_only and not self.trusted:
            raise ValueError("trusted_only needs the folder of the trusted documents; set TIMELINE_TRUSTED")
        return self


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
            if fault["loc"]
            else fault["msg"]
            for fault in error.errors()
        )
        raise TimelineError("settings do not fit: " + "; ".join(faults)) from None


def address_at(host: str, port: int) -> str:
    """Where a server that listens so is reached from this machine: ``http://127.0.0.1:8000``."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


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
