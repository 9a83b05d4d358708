"""The content check as one of Django's: `manage.py check --tag content --deploy`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from tanu.content.walk import read_library


# With --deploy only: reading every text takes a second that other commands need not spend.
@register("content", deploy=True)
def check_content(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every problem of the text files at once, each with its place."""
    return [Error(str(problem), id="content.E001") for problem in read_library(Path(settings.CONTENT_ROOT)).problems]
