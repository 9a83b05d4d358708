from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "tanu.people"
    label = "people"

    def ready(self) -> None:
        post_migrate.connect(_renew_editors, sender=self)


def _renew_editors(sender: AppConfig, **kwargs: Any) -> None:
    """A new version of the site may give editors more to work on."""
    from tanu.people.editors import editors, have_been_let_in

    if have_been_let_in():
        editors()
