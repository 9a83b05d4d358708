"""What the body of a lesson is made of, in one language and in the order of the text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """`line` is where it begins in its file; `section` the anchor of the `##` heading it stands under, "" above all."""

    line: int
    section: str


@dataclass(frozen=True)
class Prose(Block):
    """Markdown from one `##` heading or directive to the next; `anchor` is that of its own `##` heading, if any."""

    markdown: str
    anchor: str


@dataclass(frozen=True)
class Case(Block):
    title: str
    markdown: str


@dataclass(frozen=True)
class Callout(Block):
    kind: str
    title: str
    markdown: str


@dataclass(frozen=True)
class CheckOption:
    line: int
    key: str
    right: bool
    text: str
    feedback: str


@dataclass(frozen=True)
class Check(Block):
    name: str
    outcome: str
    several: bool
    stem: str
    options: tuple[CheckOption, ...]

    def weights(self) -> dict[str, float]:
        """Right answers share the mark; with several answers a wrong one costs what a right one earns."""
        share = 1 / max(1, sum(option.right for option in self.options))
        wrong = -share if self.several else 0.0
        return {option.key: share if option.right else wrong for option in self.options}


@dataclass(frozen=True)
class Practise(Block):
    """A question of a bank, by its key, asked in a lesson under the name p1, p2."""

    name: str
    question: str


@dataclass(frozen=True)
class Figure(Block):
    """`path` is under media/."""

    path: str
    alt: str
    caption: str


@dataclass(frozen=True)
class Local(Block):
    what: str


@dataclass(frozen=True)
class Download(Block):
    """A handout of the course, by the name of its file."""

    slug: str
    title: str


@dataclass(frozen=True)
class Play(Block):
    """A case study, by its key."""

    case: str


@dataclass(frozen=True)
class Awaits(Block):
    kind: str
    markdown: str
