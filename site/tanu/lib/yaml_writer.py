"""The one way in which YAML is written: what is read back and written again has the same bytes."""

from decimal import Decimal
from typing import Any

import yaml

from tanu.lib.strict_yaml import stands_for_itself


class Flow(dict[str, Any]):
    """A mapping that stands on one line: `{state: awaiting}`."""


# Longer than any line that people write: a text is never folded.
_WIDTH = 1_000_000
# A list of short words stands on one line up to this many characters.
_SHORT = 100
# YAML takes them for the end of a line, as no editor of texts does: they are written as escapes.
_UNSEEN_BREAKS = frozenset("\x85\u2028\u2029")


class _Writer(yaml.SafeDumper):
    """Block style; short lists of words and marked mappings in flow style; texts of several lines as they are."""


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None if stands_for_itself(text) else "'"
    if not _UNSEEN_BREAKS.isdisjoint(text):
        style = '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(writer: yaml.SafeDumper, number: float) -> yaml.ScalarNode:
    """With all its digits: our reader knows no exponents."""
    return writer.represent_scalar("tag:yaml.org,2002:float", format(Decimal(repr(number)), "f"))


def _list(writer: yaml.SafeDumper, items: list[Any] | tuple[Any, ...]) -> yaml.SequenceNode:
    words = all(isinstance(item, str) and " " not in item for item in items)
    is_short = words and sum(len(item) + 2 for item in items) <= _SHORT
    return writer.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=is_short)


def _flow(writer: yaml.SafeDumper, mapping: Flow) -> yaml.MappingNode:
    return writer.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=True)


_Writer.add_representer(str, _text)
_Writer.add_representer(float, _number)
_Writer.add_representer(list, _list)
_Writer.add_representer(tuple, _list)
_Writer.add_representer(Flow, _flow)


def write_yaml(data: Any) -> str:
    """`data` of mappings, lists, texts, numbers, dates and truth values as YAML, keys in their order."""
    return yaml.dump(data, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False)
