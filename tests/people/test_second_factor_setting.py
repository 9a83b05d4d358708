"""Demanded on a public site, offered in the demo, unless the setting says otherwise."""

import pytest

from tanu.settings.environment import read_environment
from tests.architecture.test_settings import manage

ASK = "from django.conf import settings; print(settings.SECOND_FACTOR_REQUIRED)"


@pytest.mark.parametrize(
    ("variables", "is_required"),
    [
        ({}, "True"),
        ({"DEMO": "1"}, "False"),
        ({"DEMO": "1", "SECOND_FACTOR": "required"}, "True"),
        ({"SECOND_FACTOR": "offered"}, "False"),
    ],
)
def test_the_environment_says_whether_it_is_demanded(tmp_path, variables, is_required):
    answer = manage("shell", "--no-imports", "-c", ASK, VAR_DIR=str(tmp_path), **variables)
    assert answer.stdout.strip() == is_required, answer.stderr


def test_a_wrong_word_stops_the_start():
    with pytest.raises(SystemExit, match=r"(?m)^SECOND_FACTOR='perhaps'"):
        read_environment({"SECOND_FACTOR": "perhaps"})
