"""Sends the letters that wait. As a service, one or several at once:

    manage.py send_letters --forever

or from cron, every five minutes:

    */5 * * * *  manage.py send_letters

Killed at any moment it loses nothing: what it had taken is sent by the next one, with the same Message-ID.
"""

import signal
from time import sleep as wait
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from tanu.messages.sending import is_mail_off, send_batch

IDLE = 10  # seconds


class Command(BaseCommand):
    help = "Send the letters that wait in the outbox."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="Wait for more, until told to stop.")

    def handle(self, forever: bool, **options: Any) -> None:
        if is_mail_off():
            self.stdout.write("No mail server is set (MAIL_URL): letters wait, and are given up after some days.")
        self._is_asked_to_stop = False
        if forever:
            signal.signal(signal.SIGTERM, self._stop)
        sent = withdrawn = given_up = 0
        while not self._is_asked_to_stop:
            outcome = send_batch()
            sent += outcome.sent
            withdrawn += outcome.withdrawn
            given_up += outcome.given_up
            if outcome.taken:
                continue
            if not forever:
                break
            close_old_connections()
            wait(IDLE)
        self.stdout.write(f"Sent: {sent}. Withdrawn: {withdrawn}. Given up: {given_up}.")

    def _stop(self, *args: Any) -> None:
        self._is_asked_to_stop = True
