"""What this room tells the rooms below it when asked."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.signals import published

from tanu.courses.models import Course
from tanu.courses.registry import Offer, register
from tanu.handouts.compiling import compile_handout
from tanu.handouts.models import Handout
from tanu.pictures.models import Drawing


@receiver(published, sender=Drawing)
def draw_anew(sender: type[Drawing], instance: Drawing, **kwargs: Any) -> None:
    """A drawing was changed in the admin: the handouts that show it are compiled anew."""
    for handout in Handout.objects.published():
        if any(instance.path in text for text in handout.body.values()):
            compile_handout(handout)
            handout.save(update_fields=["document", "hash"])


@register
def handouts_of(course: Course) -> Offer | None:
    """The way from a course map to the handouts, if there are any."""
    if not Handout.objects.published().filter(course=course).exists():
        return None
    return Offer(
        gettext("Handouts"),
        gettext("Aids to print, and kits for a staff briefing and a parents' evening."),
        reverse("handouts:handouts", args=[course.key]),
    )
