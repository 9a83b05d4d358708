"""What editors may do in Wagtail's admin: work on every snippet and page that a room registers, and delete nothing."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

# Made by Wagtail's first migration, with the right to enter the admin.
GROUP = "Editors"
_PAGE_ACTIONS = ("add", "change", "publish", "lock", "unlock")


@transaction.atomic
def editors() -> Group:
    """The group, with everything that the rooms have registered until today. Called twice, it changes nothing more."""
    group, _ = Group.objects.get_or_create(name=GROUP)
    group.permissions.add(*_permissions())
    root = Page.get_first_root_node()
    for action in _PAGE_ACTIONS if root else ():
        codename = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=codename)
    return group


def have_been_let_in() -> bool:
    return Group.objects.filter(name=GROUP, user__isnull=False).exists()


def _permissions() -> list[Permission]:
    types = ContentType.objects.get_for_models(*get_snippet_models()).values()
    wanted = Q(content_type__in=types) & ~Q(codename__startswith="delete_")
    return list(Permission.objects.filter(wanted | Q(content_type__app_label="wagtailadmin", codename="access_admin")))
