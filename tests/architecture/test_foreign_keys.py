"""A foreign key is an import that the linter cannot see."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from tests.architecture.tree import rooms_from_the_top

OURS = "tanu."
# Wagtail's base class of images names who put a picture in; the room cannot choose otherwise.
NOT_OURS_TO_CHOOSE = {"pictures.Picture.uploaded_by_user"}


def floor(model: type[models.Model]) -> int:
    """How far down the room stands; what others made lies below the ground floor."""
    rooms = rooms_from_the_top()
    module = model._meta.app_config.name
    return rooms.index(module.removeprefix(OURS)) if module.startswith(OURS) else len(rooms)


def our_models() -> Iterator[type[models.Model]]:
    return (m for config in apps.get_app_configs() if config.name.startswith(OURS) for m in config.get_models())


def climbing(model: type[models.Model]) -> list[str]:
    """The relations of `model` that point to a room above its own."""
    return [
        f"{model._meta.label}.{field.name} points up to {field.related_model._meta.label}"
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and isinstance(field.related_model, type)
        and floor(field.related_model) < floor(model)
        and f"{model._meta.label}.{field.name}" not in NOT_OURS_TO_CHOOSE
    ]


def test_foreign_keys_point_to_the_same_or_a_lower_floor():
    assert [line for model in our_models() for line in climbing(model)] == []


def test_a_foreign_key_that_climbs_is_found():
    person = apps.get_model("people.Person")
    climber = models.ForeignKey("certificates.Certificate", models.PROTECT, related_name="+")
    climber.contribute_to_class(person, "upstairs")
    try:
        assert climbing(person) == ["people.Person.upstairs points up to certificates.Certificate"]
    finally:
        person._meta.local_fields.remove(climber)
        person._meta._expire_cache()
        delattr(person, "upstairs")
        delattr(person, "upstairs_id")
        apps.clear_cache()
