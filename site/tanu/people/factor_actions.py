"""The second factor: set up, entered, renewed, taken away. Neither its key nor a code stands in the audit or a log."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp import verify_token
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from tanu.audit.actions import record
from tanu.people.models import Person
from tanu.people.second_factor import ask_anew, factor_of, recovery_codes_left
from tanu.people.secret_signs import draw, read

RECOVERY_CODES = 10
RECOVERY_SIGNS = 8


@transaction.atomic
def begin_factor(person: Person) -> TOTPDevice:
    """A new key for an app; it counts once it is confirmed with a code."""
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    return TOTPDevice.objects.create(user=person, name="app", confirmed=False)


def begun_factor(person: Person) -> TOTPDevice | None:
    return TOTPDevice.objects.filter(user=person, confirmed=False).order_by("pk").last()


def confirm_factor(person: Person, device: TOTPDevice, code: str, *, password: str = "") -> list[str]:
    """Recovery codes, to be shown once, if the code that was typed is the app's; otherwise nothing.

    Every session of the person ends with it. `password` is empty only of somebody who has none.
    """
    if not verify_token(person, device.persistent_id, _digits(code)):
        return []
    with transaction.atomic():
        if not _end_sessions(person, password):
            return []
        TOTPDevice.objects.filter(user=person).exclude(pk=device.pk).delete()
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        record("set-up-second-factor", person, by=person)
        codes = renew_recovery_codes(person)
    ask_anew(person)
    return codes


def enter_code(person: Person, typed: str) -> Device | None:
    """What accepts the code of the app or a recovery code, which is then spent; nothing if none does.

    To be called outside a transaction: a failure must be remembered whatever comes after.
    """
    device = device_for(person, typed)
    token = _hashed(read(typed, RECOVERY_SIGNS)) if isinstance(device, StaticDevice) else _digits(typed)
    if device is None or not verify_token(person, device.persistent_id, token):
        return None
    if isinstance(device, StaticDevice):
        record("use-recovery-code", person, by=person, left=recovery_codes_left(person))
    return device


def device_for(person: Person, typed: str) -> Device | None:
    """What has to judge such a code: the recovery codes if it looks like one, else the app."""
    if read(typed, RECOVERY_SIGNS):
        return StaticDevice.objects.filter(user=person, confirmed=True).first()
    return factor_of(person)


def locked_until(device: Device | None) -> datetime | None:
    """Until when no code is looked at, after a wrong one; twice as long after each."""
    if device is None:
        return None
    device.refresh_from_db()
    is_open, why = device.verify_is_allowed()
    return None if is_open else why["locked_until"]


@transaction.atomic
def renew_recovery_codes(person: Person) -> list[str]:
    """Ten new codes; the old ones no longer open anything."""
    device, _ = StaticDevice.objects.get_or_create(user=person, defaults={"name": "recovery"})
    device.token_set.all().delete()
    codes = [draw(RECOVERY_SIGNS) for _ in range(RECOVERY_CODES)]
    for code in codes:
        device.token_set.create(token=_hashed(code))
    record("renew-recovery-codes", person, by=person)
    return codes


@transaction.atomic
def remove_factor(person: Person, *, by: Person | None = None) -> None:
    """No app and no recovery code; whoever needs them is asked to set them up before anything opens."""
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    record("remove-second-factor", person, by=by)
    transaction.on_commit(lambda: ask_anew(person))


def _end_sessions(person: Person, password: str) -> bool:
    """The same password under a new salt. False if it is not the one that holds now."""
    row = Person.objects.select_for_update().get(pk=person.pk)
    if row.password != person.password or (row.has_usable_password() and not row.check_password(password)):
        return False
    row.set_password(password if row.has_usable_password() else None)
    row.save(update_fields=["password"])
    person.password = row.password
    return True


def _digits(typed: str) -> str:
    """What the app shows, often in two groups. Anything else becomes no number, which is a wrong code like others."""
    token = re.sub(r"[\s-]", "", typed)
    return token if re.fullmatch(r"[0-9]{6}", token) else "none"


def _hashed(code: str) -> str:
    """As it is stored: of no use without the site's secret key."""
    return salted_hmac("tanu.people.recovery", code, algorithm="sha256").hexdigest()[:16]
