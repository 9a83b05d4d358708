"""Sends what waits in the outbox: at least once, always with the same Message-ID and Date."""

import smtplib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from time import monotonic
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from tanu.messages import queue
from tanu.messages.models import Letter
from tanu.messages.wanted import still_wanted

BATCH = 20
# A batch ends well before what it took is taken by another.
_ENOUGH = queue.HELD_FOR.total_seconds() / 3
# A server that broke off so often in a row is left alone for a minute.
_BROKEN_OFF = 2


@dataclass
class Outcome:
    taken: int = 0
    sent: int = 0
    withdrawn: int = 0
    given_up: int = 0


class Line:
    """A connection to the mail server, opened when the first letter needs it and anew after it broke."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def send(self, letter: Letter) -> None:
        if self._connection is None:
            self._connection = get_connection(fail_silently=False)
            self._connection.open()
        self._connection.send_messages([as_mail(letter)])

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.close()
            except OSError:  # It is broken already.
                return


def is_mail_off() -> bool:
    """No mail server is set: letters wait until one is, or are given up."""
    return str(settings.EMAIL_BACKEND).endswith(".dummy.EmailBackend")


def as_mail(letter: Letter) -> EmailMessage:
    headers = {
        "Message-ID": letter.message_id,
        "Date": format_datetime(letter.decided_at),
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
    }
    return EmailMessage(letter.subject, letter.body, to=[letter.address], headers=headers)


def send_batch(now: datetime | None = None) -> Outcome:
    """Send some of the letters that are due. No error of the mail server is raised."""
    now = now or timezone.now()
    outcome = Outcome(given_up=queue.give_up_late(now))
    if is_mail_off():
        return outcome
    letters = queue.take(now, BATCH)
    outcome.taken = len(letters)
    wanted = still_wanted(letters)
    unwanted = [letter for letter in letters if letter.pk not in wanted]
    queue.give_up(unwanted, now, "withdrawn")
    outcome.withdrawn = len(unwanted)
    _send([letter for letter in letters if letter.pk in wanted], now, outcome)
    return outcome


def _send(letters: list[Letter], now: datetime, outcome: Outcome) -> None:
    began, broken_off = monotonic(), 0
    with Line() as line:
        for place, letter in enumerate(letters):
            if broken_off == _BROKEN_OFF or monotonic() - began > _ENOUGH:
                queue.put_back(letters[place:], now)
                return
            broken_off = broken_off + 1 if _try(line, letter, now, outcome) else 0


def _try(line: Line, letter: Letter, now: datetime, outcome: Outcome) -> bool:
    """Whether the line broke."""
    try:
        line.send(letter)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        return _fail(line, letter, error, now, outcome)
    queue.mark_sent(letter, now)
    outcome.sent += 1
    return False


def _fail(line: Line, letter: Letter, error: Exception, now: datetime, outcome: Outcome) -> bool:
    code = _code(error)
    reason = f"{type(error).__name__} {code or ''}".strip()
    if isinstance(error, ValueError) or (_is_about_the_letter(error) and code >= 500):
        queue.give_up([letter], now, reason)
        outcome.given_up += 1
        return False
    queue.try_later(letter, now, reason)
    if _is_about_the_letter(error):
        return False
    line.close()
    return True


def _is_about_the_letter(error: Exception) -> bool:
    return isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)


def _code(error: Exception) -> int:
    """The number of the server's answer, 0 without one."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return int(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else 0
