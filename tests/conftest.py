import os

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import override_settings

from tanu.content.loading import load_library
from tanu.courses.models import Course
from tests.cast import Cast, build_cast

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs a loop in the tests' thread.


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory) -> None:
    """A database of this process alone, and on SQLite a real file: threads must meet real locks."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            name = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        else:
            name = f"test_{connection.settings_dict['NAME']}_{os.getpid()}"
        connection.settings_dict["TEST"]["NAME"] = name


@pytest.fixture(autouse=True, scope="session")
def plain_static_files():
    """Names of static files as they stand in the tree: no collectstatic before the tests."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """What it teaches and the cast are there before the first test: building them for each would cost minutes."""
    settings_of = connections["default"].settings_dict
    if settings_of["NAME"] != settings_of["TEST"]["NAME"]:
        return  # No test of this run has asked for a database, so there is none of its own.
    with django_db_blocker.unblock():
        load_library(settings.CONTENT_ROOT)
        build_cast()


@pytest.fixture
def course(db) -> Course:
    """The one-day course as shipped."""
    return Course.objects.get(key="recognition-and-referral")


@pytest.fixture
def cast(db) -> Cast:
    """Everybody of the story at their posts; nothing has been learned yet."""
    return build_cast()
