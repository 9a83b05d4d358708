import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT, SITE, TANU, rooms_from_the_top


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    environment = os.environ | {"PYTHONPATH": str(root / "site")}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_a_room_that_imports_one_above_it_is_found(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(SITE, tmp_path / "site", ignore=shutil.ignore_patterns("__pycache__", "static", "*.html"))
    (tmp_path / "site/tanu/lib/upstairs.py").write_text("from tanu.home import menu\n\n__all__ = ['menu']\n")

    found = lint_imports(tmp_path)

    assert found.returncode != 0
    assert "tanu.lib.upstairs -> tanu.home.menu" in found.stdout


def test_every_room_stands_in_the_contract():
    rooms = {apps.parent.name for apps in TANU.glob("*/apps.py")}

    assert rooms <= set(rooms_from_the_top())
