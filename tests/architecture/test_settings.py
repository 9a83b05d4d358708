import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from django.conf import settings

from tanu.lib.dates import local_day
from tanu.settings.environment import Environment, read_environment
from tests.architecture.tree import ROOT

WRONG = {
    "DEMO": "perhaps",
    "DEBUG": "2",
    "SECRET_KEY": "short",
    "DATABASE_URL": "oracle://somewhere/tanu",
    "REDIS_URL": "memcached://127.0.0.1",
    "ALLOWED_HOSTS": "https://tanu.example",
    "BASE_URL": "tanu.example",
    "BEHIND_PROXY": "maybe",
    "VAR_DIR": "/dev/null/var",
    "CONTENT_ROOT": "/dev/null",
    "SECOND_FACTOR": "perhaps",
    "MAIL_URL": "imap://mail.example",
    "MAIL_FROM": "Tanu <tanu@akimat.example>",
}
PUBLIC = {
    "SECRET_KEY": "a-secret-of-at-least-fifty-signs-that-nobody-guesses-0123456789",
    "ALLOWED_HOSTS": "tanu.example",
    "BASE_URL": "https://tanu.example",
}


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own with these settings and no others."""
    ours = {*Environment.model_fields, "DJANGO_ALLOW_ASYNC_UNSAFE"}
    inherited = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=inherited | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", Environment.model_fields)
def test_a_wrong_setting_stops_the_start_and_is_named(name):
    with pytest.raises(SystemExit, match=rf"(?m)^{name}="):
        read_environment({name: WRONG[name]})


def test_all_wrong_settings_are_named_at_once():
    with pytest.raises(SystemExit) as stop:
        read_environment(WRONG)

    assert [name for name in WRONG if f"\n{name}=" not in str(stop.value)] == []


def test_the_process_itself_does_not_start(tmp_path):
    answer = manage("check", VAR_DIR=str(tmp_path), DEMO="perhaps")

    assert answer.returncode != 0
    assert "DEMO='perhaps'" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_without_any_variable_the_defaults_are_those_of_a_public_site():
    environment = read_environment({})

    assert (environment.DEMO, environment.DEBUG) == (False, False)


def test_a_public_site_passes_the_deployment_checks_without_a_warning(tmp_path):
    answer = manage("check", "--deploy", "--fail-level", "WARNING", VAR_DIR=str(tmp_path), **PUBLIC)

    assert answer.returncode == 0, answer.stderr


def test_the_day_is_the_day_in_kazakhstan():
    assert settings.TIME_ZONE == "Asia/Almaty"
    assert settings.USE_TZ
    assert local_day(datetime(2026, 11, 20, 18, 59, tzinfo=UTC)) == date(2026, 11, 20)
    assert local_day(datetime(2026, 11, 20, 19, 0, tzinfo=UTC)) == date(2026, 11, 21)


def test_pages_may_load_from_this_host_alone():
    sources = {s for sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].values() for s in sources}

    assert sources == {"'self'", "'none'", "data:"}


def test_the_site_calls_no_third_party():
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER is False


def test_the_lock_holds_a_hash_for_every_package_and_no_address():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = re.findall(r"(?m)^([a-z0-9._-]+)==.*(\n +--hash=sha256:[0-9a-f]{64}.*)+", lock)

    assert len(packages) == len(re.findall(r"(?m)^\S", lock))
    assert "://" not in lock
