"""The environment variables Tanu reads. A bad one stops the start and is named."""

import os
import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError

from tanu.settings.mail import PORTS


def _split(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _long_enough(value: str) -> str:
    if len(value) < 50:
        raise ValueError("needs at least 50 characters")
    return value


def _begins_with(*schemes: str) -> AfterValidator:
    def check(value: str) -> str:
        address = urlsplit(value)
        if address.scheme not in schemes or not (address.netloc or address.path.strip("/")):
            raise ValueError(f"needs an address that begins with {' or '.join(f'{scheme}://' for scheme in schemes)}")
        return value

    return AfterValidator(check)


def _mail_server(url: str) -> str:
    try:
        address = urlsplit(url)
        is_server = address.scheme in PORTS and bool(address.hostname) and address.port != 0
    except ValueError:  # A port that is no number.
        is_server = False
    if not is_server and url != "console://":
        raise ValueError(f"needs {', '.join(f'{scheme}://user:password@host:port' for scheme in PORTS)} or console://")
    return url


def _mail_address(address: str) -> str:
    if not re.fullmatch(r"[\w.+-]+@[\w.-]+", address, re.ASCII):
        raise ValueError("needs a mail address alone, without a name")
    return address


def _hosts(names: list[str]) -> list[str]:
    if not names or not all(re.fullmatch(r"\.?[\w.-]+|\[[0-9a-fA-F:]+\]|\*", name) for name in names):
        raise ValueError("needs the names of hosts with commas between them, without https:// and port")
    return names


def _can_be_made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"this folder cannot be made: {error.strerror}") from None
    return folder


def _holds_courses(folder: Path) -> Path:
    if not (folder / "courses").is_dir():
        raise ValueError("there is no folder courses/ in it")
    return folder


class Environment(BaseModel):
    """Every setting with its safe default."""

    model_config = ConfigDict(frozen=True)

    DEMO: bool = False
    """Invented people, sign-in without a password, loopback only, no HTTPS."""
    DEBUG: bool = False
    SECRET_KEY: Annotated[str, AfterValidator(_long_enough)] | None = None
    """At least 50 characters. Without it one is made and kept in the var folder."""
    DATABASE_URL: Annotated[str, _begins_with("postgres", "postgresql", "sqlite")] | None = None
    """SQLite in the var folder unless given: postgres://user@host:5432/name."""
    REDIS_URL: Annotated[str, _begins_with("redis", "rediss", "unix")] | None = None
    """A cache shared by several processes; without it each has its own."""
    ALLOWED_HOSTS: Annotated[list[str], BeforeValidator(_split), AfterValidator(_hosts)] = ["127.0.0.1", "localhost"]
    BASE_URL: Annotated[str, _begins_with("http", "https")] = "http://127.0.0.1:8000"
    """Where the public reaches the site: printed on certificates."""
    BEHIND_PROXY: bool = False
    """A proxy in front ends HTTPS and sets X-Forwarded-Proto."""
    MAIL_URL: Annotated[str, AfterValidator(_mail_server)] | None = None
    """The server that takes our mail: smtp+tls://user:password@host:587. Without it a site sends none."""
    MAIL_FROM: Annotated[str, AfterValidator(_mail_address)] = "tanu@localhost"
    """The address that our mail comes from; nobody reads replies to it."""
    SECOND_FACTOR: Literal["required", "offered"] | None = None
    """Whether whoever sees more than one institution must set up a second factor: required, but in the demo."""
    VAR_DIR: Annotated[Path, AfterValidator(_can_be_made)] | None = None
    """Database, uploads and collected static files."""
    CONTENT_ROOT: Annotated[Path, AfterValidator(_holds_courses)] | None = None
    """The folder that holds courses/, question_banks/ and media/."""


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
