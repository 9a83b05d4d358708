"""The canonical text of a drawing's credit: read and written again it has the same bytes."""

from collections.abc import Mapping

from tanu.lib.yaml_writer import write_yaml
from tanu.pictures.files import Credit

CREDITS = "media/credits.yaml"
_HEAD = "# Who drew each shipped picture, and under which licence. One entry for every file in this folder.\n"


def credits_text(credits: Mapping[str, Credit]) -> str:
    """credits.yaml: the drawings by path, whatever order they came in."""
    return _HEAD + write_yaml({path: credits[path].model_dump() for path in sorted(credits)})
