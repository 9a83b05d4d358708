"""The words of letters, in the language of whoever gets them.

A subject tells nothing of what the training is about: it is read on screens that others see.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from tanu.coverage.reminders.names import Words
from tanu.lib.dates import ALMATY, long_date
from tanu.lib.languages import in_language
from tanu.messages.actions import Draft
from tanu.people.models import Person


def subject_of(deadline: date, *, is_missed: bool, is_renewal: bool) -> str:
    """In the language that is active."""
    if is_renewal and is_missed:
        said = gettext("Tanu: training was valid until %(day)s")
    elif is_renewal:
        said = gettext("Tanu: training to renew by %(day)s")
    elif is_missed:
        said = gettext("Tanu: training was to be completed by %(day)s")
    else:
        said = gettext("Tanu: training to complete by %(day)s")
    return said % {"day": _in_a_line(deadline)}


def nudge_subject() -> str:
    return gettext("Tanu: your training is still to be done")


def head_subject(week: date) -> str:
    return gettext("Tanu: training at your institution, week of %(day)s") % {"day": _in_a_line(week)}


def official_subject(month: date) -> str:
    return gettext("Tanu: training in your territory, %(day)s") % {"day": _in_a_line(month)}


def address_of(name: str, *arguments: Any) -> str:
    """The whole address of a page, in the language that is active."""
    return settings.BASE_URL + reverse(name, args=arguments)


def written(template: str, **context: Any) -> str:
    text = render_to_string(f"coverage/reminders/texts/{template}.txt", context)
    return text.replace("\xa0", " ").strip() + "\n"


def reminder(
    key: str,
    person: Person,
    address: str,
    *,
    day: date,
    deadline: date,
    is_renewal: bool,
    title: Words,
    at: Iterable[Words],
) -> Draft:
    """What is decided on `day` leaves that morning."""
    is_missed = day > deadline
    with override(person.language):
        return Draft(
            key=key,
            kind="reminder",
            recipient_id=person.pk,
            address=address,
            language=person.language,
            subject=subject_of(deadline, is_missed=is_missed, is_renewal=is_renewal),
            body=written(
                "reminder",
                person=person,
                deadline=deadline,
                is_missed=is_missed,
                is_renewal=is_renewal,
                title=in_language(title),
                institutions=", ".join(in_language(name) for name in at),
                link=address_of("home:my_training"),
            ),
            not_before=morning_of(day),
        )


def morning_of(day: date) -> datetime:
    """Letters that were decided at night leave then."""
    return datetime.combine(day, time(8), tzinfo=ALMATY)


def _in_a_line(day: date) -> str:
    """Programs for mail show a space that does not break as a sign of its own."""
    return long_date(day).replace("\xa0", " ")
