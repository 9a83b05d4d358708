import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tanu.people.actions import register


def counts() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in apps.get_models() if hasattr(model, "objects")}


def test_building_the_demo_twice_changes_nothing(db):
    call_command("demo", verbosity=0)
    before = counts()
    call_command("demo", verbosity=0)
    assert counts() == before


def test_the_demo_is_not_built_beside_real_people(db):
    register(given_name="Асия", code="asiya")
    before = counts()
    with pytest.raises(CommandError, match="not invented"):
        call_command("demo")
    assert counts() == before
