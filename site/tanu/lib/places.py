"""Problems in text files, each with its place, gathered so that an author sees all of them at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

# Says what is wrong in one file: line (from 1), sentence.
Report = Callable[[int, str], None]


@dataclass(frozen=True, order=True)
class Problem:
    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Problems:
    """Collects problems of files under `root`; iterating gives each once, by file and line."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._found: set[Problem] = set()

    def add(self, path: Path, line: int, message: str) -> None:
        self._found.add(Problem(self.name(path), line, message))

    def report_for(self, path: Path) -> Report:
        return lambda line, message: self.add(path, line, message)

    def name(self, path: Path) -> str:
        """The path as people say it: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()

    def __iter__(self) -> Iterator[Problem]:
        return iter(sorted(self._found))

    def __len__(self) -> int:
        return len(self._found)
