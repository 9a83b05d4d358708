"""The small tree of content with an aid in it."""

from pathlib import Path

from tests.content.tree import Tree, build_tree

AID = "courses/first-steps/handouts/one-page"
TEXT = """---
id: first-steps/one-page
lang: LANG
title: One page
kind: aid
edition: 2026-11-21
audience: [health]
outcomes: [o1-signs]
summary: What to keep.
sources:
- {fact: F-CLIN-1, text: One}
review:
  clinical: {state: awaiting}
  legal: {state: not-needed}
  language: {state: awaiting}
---

## Ask

A bruise alone says little [F-CLIN-1].

| Ask | Answer |
|---|---|
| Where? | Ear |

::: awaits clinical
Not confirmed.
:::
"""


def build_tree_with_aid(root: Path) -> Tree:
    tree = build_tree(root)
    for language in ("kk", "ru", "en"):
        tree.write(f"{AID}.{language}.md", TEXT.replace("LANG", language))
    return tree
