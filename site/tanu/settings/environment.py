"""The environment variables Tanu reads. A bad one stops the start and is named."""

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class Environment(BaseModel):
    """Every setting with its safe default."""

    model_config = ConfigDict(frozen=True)

    DEMO: bool = False
    """Invented people, sign-in without a password, loopback only, no HTTPS."""
    DEBUG: bool = False
    SECRET_KEY: Annotated[str | None, BeforeValidator(lambda v: _long_enough(v))] = None
    """At least 50 characters. Without it one is made and kept in the var folder."""
    DATABASE_URL: str | None = None
    """SQLite in the var folder unless given: postgres://user@host:5432/name."""
    REDIS_URL: str | None = None
    """A cache shared by several processes; without it each has its own."""
    ALLOWED_HOSTS: Annotated[list[str], BeforeValidator(_split)] = ["127.0.0.1", "localhost"]
    BASE_URL: str = "http://127.0.0.1:8000"
    """Where the public reaches the site: printed on certificates."""
    BEHIND_PROXY: bool = False
    """A proxy in front ends HTTPS and sets X-Forwarded-Proto."""
    VAR_DIR: Path | None = None
    """Database, uploads and collected static files."""
    CONTENT_ROOT: Path | None = None
    """The folder that holds courses/, question_banks/ and media/."""


def _long_enough(value: Any) -> Any:
    if isinstance(value, str) and len(value) < 50:
        raise ValueError("needs at least 50 characters")
    return value


def read_environment(environ: dict[str, str] | None = None) -> Environment:
    """The settings of this process. Raises SystemExit that names every bad variable."""
    environ = dict(os.environ) if environ is None else environ
    given = {name: environ[name] for name in Environment.model_fields if environ.get(name, "") != ""}
    try:
        environment = Environment.model_validate(given)
    except ValidationError as error:
        lines = [f"{e['loc'][0]}={e['input']!r}: {e['msg']}" for e in error.errors()]
        raise SystemExit("Tanu does not start, a setting is wrong.\n" + "\n".join(lines)) from None
    _check_clock()
    return environment


def _check_clock() -> None:
    # zoneinfo reads the system's tzdata first, and one older than 2024a still has Almaty at UTC+6.
    if datetime(2025, 1, 1, tzinfo=UTC).astimezone(ZoneInfo("Asia/Almaty")).utcoffset() != timedelta(hours=5):
        raise SystemExit("Tanu does not start: the system's time zones are older than 2024a (Asia/Almaty is UTC+5).")


def secret_key(path: Path) -> str:
    """The key kept at `path`, made on first use and readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
