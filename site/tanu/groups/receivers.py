"""What the rooms below ask this one."""

from uuid import UUID

from tanu.case_studies.registry import register_groups
from tanu.groups.models import Group, Member
from tanu.groups.permissions import own_groups
from tanu.people.models import Person


class GroupsTaught:
    """For the map of choices: a lecturer's or trainer's own groups, and who is in them now."""

    def of(self, person: Person) -> list[tuple[str, str]]:
        groups = Group.objects.filter(own_groups(person))
        return [(str(group.pk), group.title) for group in groups]

    def members(self, group: str) -> set[UUID]:
        try:
            pk = UUID(group)
        except ValueError:
            return set()
        return set(Member.objects.present().filter(group=pk).values_list("person_id", flat=True))


register_groups(GroupsTaught())
