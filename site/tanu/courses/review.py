"""What still waits for review. Nobody is named before they have reviewed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Waiting(models.TextChoices):
    """Who has not reviewed yet, as a sentence under a lesson."""

    CLINICAL = "clinical", _("A clinician has not checked this text yet.")
    LEGAL = "legal", _("A lawyer has not checked this text yet.")
    LANGUAGE = "language", _("A native speaker has not checked this wording yet.")


# The same in the course map, followed by in how many lessons.
WAITING_ON_THE_MAP = {
    Waiting.CLINICAL: _("Not yet checked by a clinician"),
    Waiting.LEGAL: _("Not yet checked by a lawyer"),
    Waiting.LANGUAGE: _("Wording not yet checked by a native speaker"),
}
