"""JSON that keeps the order of its keys: PostgreSQL's jsonb sorts them, and what people write has an order."""

import json
from typing import Any

from django.db import models


class OrderedJSONField(models.TextField):
    """Mappings, lists, texts and numbers, kept as text. Nothing in it can be asked for by the database."""

    # What the row holds is no text, whatever a type checker takes the column for.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """A revision keeps the text."""
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def value_to_string(self, obj: Any) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))
