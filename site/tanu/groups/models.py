"""Groups of a lecturer or trainer, who is in them, and the cases they are to play."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.case_studies.models import Case
from tanu.groups.querysets import AssignmentQuerySet, GroupQuerySet, MemberQuerySet
from tanu.lib.spoken_codes import SIGNS, spoken
from tanu.people.models import Person

LONGEST_TITLE = 80


class Group(models.Model):
    """People whom one lecturer or trainer teaches. They come by `code` until it is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=LONGEST_TITLE, help_text="In the owner's words.")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="groups_led")
    code = models.CharField(max_length=SIGNS)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="group_code_is_one_groups",
                violation_error_message=_("Another group has this code."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="group_has_a_title",
                violation_error_message=_("Give the group a title."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="group_closes_after_it_opened",
                violation_error_message=_("A group cannot close before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def spoken_code(self) -> str:
        return spoken(self.code)

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None


class Member(models.Model):
    """Somebody who came to a group by its code. Who has left and comes again has another row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(left_at__isnull=True),
                name="member_once_a_group",
                violation_error_message=_("This person is in the group already."),
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
                name="member_leaves_after_joining",
                violation_error_message=_("Nobody leaves a group before joining it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.person_id}"


class Assignment(models.Model):
    """A case that the members of a group are to play. `until` is a wish: nothing happens after that day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="assignments")
    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    until = models.DateField(null=True, blank=True)
    assigned_at = models.DateTimeField(default=timezone.now)
    taken_off_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["assigned_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "case"],
                condition=Q(taken_off_at__isnull=True),
                name="case_is_assigned_once_a_group",
                violation_error_message=_("The group has this case already."),
            ),
            models.CheckConstraint(
                condition=Q(taken_off_at__isnull=True) | Q(taken_off_at__gte=F("assigned_at")),
                name="case_is_taken_off_after_it_was_assigned",
                violation_error_message=_("A case cannot be taken off before it was assigned."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.case_id}"


class ReadInstead(models.Model):
    """A person read the lesson that a case names instead of playing it. It counts the same, and only they know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="read_instead")
    case = models.ForeignKey(Case, models.PROTECT, related_name="read_instead")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "case"],
                name="read_instead_once_a_case",
                violation_error_message=_("This is noted already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.case_id}"
