"""What stands for the app on somebody's telephone."""

import time

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from tanu.people.factor_actions import begin_factor, confirm_factor
from tanu.people.models import Person

PASSWORD = "a sentence nobody guesses"


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """What the app shows so many steps of 30 seconds from now; its clock may be wrong by that much."""
    app = TOTP(device.bin_key)
    app.time = time.time() + 30 * steps
    return f"{app.token():06d}"


def set_up(person: Person) -> tuple[TOTPDevice, list[str]]:
    """The app and the recovery codes, set up some minutes ago: before the sessions that are open."""
    device, as_it_was = begin_factor(person), person.password
    codes = confirm_factor(person, device, code_of(device), password=PASSWORD)
    assert codes
    Person.objects.filter(pk=person.pk).update(password=as_it_was)
    device.refresh_from_db()
    device.last_t -= 20
    device.save()
    return device, codes


def forget_the_wait(person: Person) -> None:
    """As if the seconds after a wrong code had passed."""
    for device in (*person.totpdevice_set.all(), *person.staticdevice_set.all()):
        device.throttling_failure_timestamp = None
        device.save()
