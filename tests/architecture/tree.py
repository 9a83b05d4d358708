"""Where things stand in the checkout, for the tests of this folder."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

PARTS_OF_A_TEMPLATE = re.compile(
    r"\{#.*?#\}"
    r"|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*block\s+\w+_class\s*%\}.*?\{%\s*endblock\s*%\}"
    r"|\{%.*?%\}"
    r"|\{\{.*?\}\}",
    re.DOTALL,
)
ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"
TANU = SITE / "tanu"


@cache
def rooms_from_the_top() -> list[str]:
    """The rooms in the order of the contract in pyproject.toml, ground floor last; planned ones included."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    return [layer.strip("()") for layer in contracts["contracts"][0]["layers"]]


def templates() -> list[Path]:
    return sorted(TANU.rglob("templates/**/*.html"))


def bare_html(template: str) -> str:
    """What a template says in HTML, without its tags, variables, comments and translated texts."""
    return PARTS_OF_A_TEMPLATE.sub("", template)


def git(*arguments: str, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """Git's answer about this checkout, whoever owns the folder."""
    return subprocess.run(
        ["git", "-c", "safe.directory=*", "-c", "core.quotePath=false", *arguments],
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def our_files() -> list[Path]:
    """Every file that is tracked or would be."""
    listed = git("ls-files", "--cached", "--others", "--exclude-standard", "-z")
    assert listed.returncode == 0, listed.stderr
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
