import pytest

from tests.architecture.tree import ROOT, SITE, git, our_files

TOP_LEVEL = {
    "README.md",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "manage.py",
    "pyproject.toml",
    "requirements.lock",
    ".gitignore",
    ".ci",
    "docs",
    "site",
    "courses",
    "question_banks",
    "case_studies",
    "media",
    "tests",
}
CONTENT = ("courses", "question_banks", "case_studies", "media")
MADE_BY_TOOLS = {"__pycache__", ".egg-info", ".mo", ".pyc"}
# Written apart so that this file is not found.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js.",
    "deb." + "debian",
    "--index" + "-url",
    "--extra" + "-index",
]


def test_the_top_level_holds_only_what_the_readme_names():
    assert {path.relative_to(ROOT).parts[0] for path in our_files()} <= TOP_LEVEL


def test_site_is_a_source_root_and_never_a_package():
    # `site` is a module of the standard library.
    assert not (SITE / "__init__.py").exists()


@pytest.mark.parametrize("folder", CONTENT)
def test_a_content_folder_holds_no_code(folder):
    assert list((ROOT / folder).rglob("*.py")) == []


def test_git_ignores_nothing_of_ours():
    folders = [ROOT / name for name in ("site", "tests", "docs", ".ci", *CONTENT)]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and not made_by_a_tool(path)]
    names = "\n".join(str(path.relative_to(ROOT)) for path in files)

    answer = git("check-ignore", "--no-index", "--stdin", given=names)

    assert answer.returncode in (0, 1), answer.stderr
    assert answer.stdout == ""


def test_no_address_of_a_registry_stands_anywhere():
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in our_files()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]

    assert found == []


def made_by_a_tool(path) -> bool:
    return any(part.endswith(tuple(MADE_BY_TOOLS)) for part in path.parts)
