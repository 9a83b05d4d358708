"""Editors work in the admin on whatever the rooms give them to edit."""

import pytest

from tanu.audit.models import Event
from tanu.people.actions import let_into_admin
from tanu.people.editors import editors


@pytest.mark.parametrize("right", ["add_question", "change_question", "publish_question", "change_section"])
def test_an_editor_may_work_on_what_the_rooms_register(cast, right):
    assert cast.alma.has_perm(f"question_banks.{right}")
    assert cast.alma.has_perm("wagtailadmin.access_admin")


def test_an_editor_deletes_nothing_and_has_no_other_rights(cast):
    assert not cast.alma.is_superuser
    assert [right for right in cast.alma.get_all_permissions() if ".delete_" in right and "wagtail" not in right] == []
    assert not cast.alma.has_perm("people.change_person")


def test_letting_somebody_in_twice_changes_nothing_more(cast):
    rights = cast.alma.get_all_permissions()
    let_into_admin(cast.alma)
    assert cast.alma.groups.count() == 1
    assert cast.alma.get_all_permissions() == rights
    assert editors().page_permissions.count() == len({row.permission_id for row in editors().page_permissions.all()})


def test_nobody_else_is_let_in(cast):
    assert not cast.bolat.has_perm("wagtailadmin.access_admin")


def test_it_is_audited(cast):
    let_into_admin(cast.bolat, by=cast.alma)
    assert Event.objects.filter(verb="let-into-admin", subject_id=cast.bolat.pk, actor_id=cast.alma.pk).count() == 1
