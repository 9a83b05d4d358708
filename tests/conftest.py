import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import override_settings
from django.utils import translation

from tanu.content.loading import load_library
from tanu.content.walk import Library, read_library
from tanu.courses.models import Course
from tests.cast import Cast, build_cast

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in the tests' thread.


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, IO[str]]]:
    """A folder all processes of this run share, and a lock in it: on SQLite one makes the database, all copy it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with (folder / "lock").open("w") as lock:
        yield folder, lock


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests without a database stand in the middle: there the second process begins, while the first makes one."""
    asking, plain = [], []
    for item in items:
        (asking if _asks_for_database(item) else plain).append(item)
    half = len(items) // 2
    items[:] = [*asking[:half], *plain, *asking[half:]]


def _asks_for_database(item: pytest.Item) -> bool:
    return "django_db_setup" in getattr(item, "fixturenames", ()) or bool(item.get_closest_marker("django_db"))


@pytest.fixture(scope="session")
def migrated() -> Path:
    """SQLite's tables, kept from one run to the next: making them takes longer than all they are filled with.

    Named by the migrations and what they lean on; after any change there it is another file.
    """
    sources = [path for app in apps.get_app_configs() for path in Path(app.path).glob("migrations/*.py")]
    sources += [path for room in ("lib", "settings") for path in (settings.ROOT / "site/tanu" / room).glob("*.py")]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources)))
    return Path(settings.VAR) / "tests" / f"{digest.hexdigest()[:16]}.sqlite3"


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """A copied file is taken as it is; the folder it stands in is thrown away by pytest."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, workshop: tuple[Path, IO[str]], migrated: Path
) -> None:
    """A database of this process alone, and on SQLite a real file: threads must meet real locks."""
    if connection.vendor != "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"test_{connection.settings_dict['NAME']}_{os.getpid()}"
        return
    options = connection.settings_dict["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    own = tmp_path_factory.mktemp("database") / "test.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(own)
    folder, lock = workshop
    fcntl.flock(lock, fcntl.LOCK_EX)
    made = folder / "made.sqlite3"
    with suppress(FileNotFoundError):  # Another run may clear away what is old.
        shutil.copy(made if made.exists() else migrated, own)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker, workshop: tuple[Path, IO[str]], migrated: Path) -> None:
    """What it teaches and the cast are there before the first test: building them for each would cost minutes."""
    own = connection.settings_dict["TEST"]["NAME"]
    if connection.settings_dict["NAME"] != own:
        return  # No test of this run has asked for a database, so there is none of its own.
    folder, lock = workshop
    with django_db_blocker.unblock():
        if not Course.objects.exists():
            _keep(migrated)
            load_library(settings.CONTENT_ROOT)
            build_cast()
        if connection.vendor == "sqlite":
            connection.close()
            shutil.copy(own, folder / "made.sqlite3")
    fcntl.flock(lock, fcntl.LOCK_UN)


def _keep(migrated: Path) -> None:
    if connection.vendor != "sqlite" or migrated.exists():
        return
    connection.close()
    migrated.parent.mkdir(parents=True, exist_ok=True)
    for old in migrated.parent.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    half = migrated.with_suffix(f".{os.getpid()}")
    shutil.copy(connection.settings_dict["NAME"], half)
    half.replace(migrated)


@pytest.fixture(autouse=True, scope="session")
def plain_static_files() -> Iterator[None]:
    """Names of static files as they stand in the tree: no collectstatic before the tests."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages):
        yield


@pytest.fixture(autouse=True)
def speaking_kazakh() -> None:
    """A request leaves its language behind in the thread; each test begins in the site's own."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def library() -> Library:
    """All that is shipped, read once for every test that only looks at it."""
    return read_library(Path(settings.CONTENT_ROOT))


@pytest.fixture
def course(db: None) -> Course:
    """The one-day course as shipped."""
    return Course.objects.get(key="recognition-and-referral")


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody of the story at their posts; nothing has been learned yet."""
    return build_cast()
