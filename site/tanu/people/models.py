import uuid

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tanu.lib.names import search_key, sort_key
from tanu.people.querysets import PersonManager
from tanu.people.sign_in_models import SignInSlip

__all__ = ["Joining", "Language", "LearnerWrite", "LegalBasis", "Person", "RetentionClass", "SignInName", "SignInSlip"]


class Language(models.TextChoices):
    KAZAKH = "kk", _("Kazakh")
    RUSSIAN = "ru", _("Russian")
    ENGLISH = "en", _("English")


class RetentionClass(models.TextChoices):
    TRAINING_RECORD = "training-record", _("Training record")
    ACCOUNT = "account", _("Account")


class LegalBasis(models.TextChoices):
    DUTY = "duty", _("Duty of the employer")
    CONSENT = "consent", _("Consent")


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who is trained or sees to training. There is no national identity number, not even hashed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    family_name = models.CharField(max_length=80, blank=True)
    given_name = models.CharField(max_length=80, help_text="The only name of somebody who has one.")
    patronymic = models.CharField(max_length=80, blank=True)
    printed_name = models.CharField(max_length=200, blank=True, help_text="As on certificates; made from the rest.")
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.KAZAKH)

    sort_key = models.CharField(max_length=700, editable=False, db_index=True)
    search_key = models.CharField(max_length=300, editable=False, db_index=True)

    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False, help_text="May open the editors' admin.")
    is_demo = models.BooleanField(default=False, help_text="Invented for the demo.")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    retention_class = models.CharField(
        max_length=30, choices=RetentionClass.choices, default=RetentionClass.TRAINING_RECORD
    )
    legal_basis = models.CharField(max_length=30, choices=LegalBasis.choices, default=LegalBasis.DUTY)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS = ["given_name"]

    objects = PersonManager()

    class Meta:
        ordering = ["sort_key"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=~models.Q(given_name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="person_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, **kwargs: object) -> None:
        self.refresh_keys()
        super().save(**kwargs)  # type: ignore[arg-type]

    def refresh_keys(self) -> None:
        """Recount what is stored for sorting, finding and printing."""
        self.sort_key = sort_key(f"{self.family_name} {self.given_name} {self.patronymic}".strip())
        self.search_key = search_key(f"{self.family_name} {self.given_name} {self.patronymic}")

    @property
    def full_name(self) -> str:
        """Family name first, as in a roster."""
        return self.printed_name or " ".join(filter(None, [self.family_name, self.given_name, self.patronymic]))

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.given_name

    @property
    def first_name(self) -> str:
        """How Wagtail's admin addresses an editor; without it, by the id, which it cannot print."""
        return self.given_name

    @property
    def email(self) -> str:
        """Nobody needs one: what Wagtail would tell an editor by mail stands on its first page."""
        return ""


class SignInName(models.Model):
    """Something a person signs in with: mail, phone or a login code. Nobody needs a mail address."""

    class Kind(models.TextChoices):
        CODE = "code", _("Login code")
        MAIL = "mail", _("Mail")
        PHONE = "phone", _("Phone")

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_in_names")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=200, help_text="Folded: small letters, no spaces.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value"], name="sign_in_name_is_one_persons")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Joining(models.Model):
    """Two records were one person's: `joined` now leads to `kept`, until somebody undoes it."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="joinings")
    joined = models.ForeignKey(Person, models.PROTECT, related_name="joined_by")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["joined"], condition=models.Q(undone_at__isnull=True), name="record_is_joined_once"
            ),
            models.CheckConstraint(condition=~models.Q(kept=models.F("joined")), name="record_is_joined_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.joined} -> {self.kept}"


class LearnerWrite(models.Model):
    """A form a learner sent, known by the key that stood in it: sent again, it is answered as before."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="writes")
    key = models.UUIDField()
    body_hash = models.CharField(max_length=64)
    answered_with = models.CharField(max_length=300, help_text="The address the learner was led to.")
    received_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="learner_write_key_once_a_person")]

    def __str__(self) -> str:
        return str(self.key)
