"""A small valid tree of content, and how to spoil it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tanu.content.loading import Change, load_library
from tanu.content.walk import read_library

LESSON = "courses/first-steps/01-signs/01-bruises"
BANK = "question_banks/first-steps/signs.yaml"
COURSE = "courses/first-steps/course.md"
SOURCES = "courses/sources.yaml"
FIGURE = "media/figures/child.svg"

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<path d="M1 1h2"/>\n</svg>\n'

CREDITS = "figures/child.svg:\n  drawn_by: Tanu\n  licence: CC BY-SA 4.0\n  checked: 2026-11-21\n"

REGISTER = "\n".join(
    f"F-CLIN-{number}:\n  wording: {{en: A fact}}\n  source: A source\n  status: read\n  confidence: high\n"
    "  flags: [CLIN]\n  checked: 2026-11-21\n"
    for number in (1, 2)
)


def _three(text: str) -> str:
    return f"{{kk: {text} kk, ru: {text} ru, en: {text} en}}"


COURSE_TEXT = f"""---
id: first-steps
edition: 2026-11-21
hours: 6
valid_months: 36
title: {_three("First steps")}
summary: {_three("Summary")}
audience: [health, school]
outcomes: [o1-signs]
modules:
- id: 01-signs
  title: {_three("Signs")}
  summary: {_three("Summary")}
test:
  id: final-test
  title: {_three("Final test")}
  bank: first-steps
  draw: 2
  pass: 2
  tries: 3
  wait_hours: 24
  minutes: 30
completion: {{lessons: all, test: final-test}}
review:
  clinical: {{state: awaiting}}
  legal: {{state: not-needed}}
  language: {{kk: {{state: awaiting}}, ru: {{state: awaiting}}}}
---
"""

LESSON_TEXT = f"""---
id: first-steps/bruises
lang: LANG
title: Bruises
minutes: 10
edition: 2026-11-21
audience: [health]
outcomes: [o1-signs]
objectives:
- See.
key_points:
- Place, age and story.
content_warning: Words about injuries.
sources:
- {{fact: F-CLIN-1, text: One}}
review:
  clinical: {{state: awaiting}}
  legal: {{state: not-needed}}
  language: {{state: awaiting}}
---

::: case "Two children"
Nine o'clock.
:::

## One idea {{#idea}}

A bruise alone says little [F-CLIN-1].

{"word " * 450}

## What you see {{#see}}

| Ask | Answer |
|---|---|
| Where? | Ear |

::: figure figures/child.svg
alt: A child.
caption: Circles.
:::

## What you do {{#do}}

See [above](#see).

::: local officer
:::

::: awaits clinical
Not confirmed.
:::

::: check c1 outcome=o1-signs
What now?

- [ ] a | Wait.
  > Waiting feels fair.
- [x] b | Call.
  > Yes.
:::

## Back {{#back}}

They called.

## Next week {{#next}}

On Monday at ten, whom will you ask?
"""


def _question(name: str) -> str:
    return f"""
- id: {name}
  type: single
  outcome: o1-signs
  level: apply
  truth: abuse
  facts: [F-CLIN-1, F-CLIN-2]
  stem: {_three("A nurse sees a bruise.")}
  ask: {_three("What now?")}
  options:
  - key: a
    text: {_three("Wait")}
    feedback: {_three("Kind")}
  - key: b
    text: {_three("Call")}
    right: true
    feedback: {_three("Yes")}
"""


BANK_TEXT = f"""id: first-steps/signs
edition: 2026-11-21
title: {_three("Signs")}
outcomes:
  o1-signs: {_three("Sees a sign")}
review:
  clinical: {{state: awaiting}}
  legal: {{state: awaiting}}
  language: {{kk: {{state: awaiting}}, ru: {{state: awaiting}}}}
questions:
{_question("q1")}{_question("q2")}"""


@dataclass(frozen=True)
class Tree:
    root: Path

    def problems(self) -> list[str]:
        return [str(problem) for problem in read_library(self.root).problems]

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def change(self, path: str, old: str, new: str) -> int:
        """Puts `new` in the place of the first `old`; returns the line where it stands."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def change_lessons(self, old: str, new: str) -> None:
        """The same change in all three languages."""
        for language in ("kk", "ru", "en"):
            self.change(f"{LESSON}.{language}.md", old, new)

    def rewrite(self, path: str, change: Callable[[bytes], bytes]) -> None:
        (self.root / path).write_bytes(change((self.root / path).read_bytes()))


def build_tree(root: Path) -> Tree:
    tree = Tree(root)
    tree.write(COURSE, COURSE_TEXT)
    for language in ("kk", "ru", "en"):
        tree.write(f"{LESSON}.{language}.md", LESSON_TEXT.replace("LANG", language))
    tree.write(BANK, BANK_TEXT)
    tree.write(SOURCES, REGISTER)
    tree.write(FIGURE, SVG)
    tree.write("media/credits.yaml", CREDITS)
    return tree


def load_beside(root: Path) -> list[Change]:
    """Loads a small tree beside what is shipped, which stays."""
    return load_library(root, is_whole=False)


def copy_shipped(root: Path) -> Path:
    """The shipped content, where a test may change it."""
    for folder in ("courses", "question_banks", "case_studies", "media"):
        shutil.copytree(Path(settings.CONTENT_ROOT) / folder, root / folder)
    return root
