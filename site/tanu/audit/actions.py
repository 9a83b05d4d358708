from typing import Any

from django.db import models

from tanu.audit.models import Event


def record(verb: str, subject: models.Model, *, by: models.Model | None = None, **detail: Any) -> None:
    """Note what was done, in the caller's transaction. `detail` holds codes, ids and ISO dates only."""
    Event.objects.create(
        actor_id=by.pk if by else None,
        verb=verb,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail,
    )
