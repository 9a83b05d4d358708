import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, connections, transaction

from tanu.audit.models import Event
from tanu.certificates.actions import erase_holder, issue, replace, revoke
from tanu.certificates.models import Certificate, CertificateHolder, State
from tanu.certificates.serials import ALPHABET, new_serial
from tanu.institutions.actions import define_institution
from tanu.people.actions import register
from tanu.people.models import Person
from tanu.records.actions import record_completion, void
from tanu.records.models import Completion, TrainingEdition
from tanu.records.signals import completion_recorded
from tests.certificates.conftest import TITLE, make_edition

AT_ONCE = 4


def test_a_completion_is_certified_in_its_own_transaction(cast, edition):
    with transaction.atomic():
        record_completion(cast.aigerim, edition, source="online", evidence="attempt:1")
        assert Certificate.objects.exists()
        transaction.set_rollback(True)
    assert not Certificate.objects.exists()


def test_the_facts_are_those_of_the_day_and_name_nobody(cast, certificate, completion):
    assert certificate.facts == {
        "training": TITLE,
        "hours": "6",
        "completed_on": cast.today.isoformat(),
        "valid_until": completion.valid_until.isoformat(),
        "edition": "2026-01-31",
        "is_pilot": True,
        "institution": {
            "kk": "Жусанды ауылының орта мектебі",
            "ru": "Жусандинская средняя школа",
            "en": "Zhusandy village school",
        },
        "profession": "social-pedagogue",
    }
    assert certificate.holder.name == "Сапарова Айгерім Ермекқызы"


def test_a_new_name_of_the_school_or_of_the_person_changes_no_certificate(cast, certificate):
    define_institution(
        "zh-school",
        territory=cast.district,
        kind="school",
        name={"kk": "Жаңа мектеп", "ru": "Новая школа", "en": "New school"},
        valid_from=cast.today + timedelta(days=1),
    )
    Person.objects.filter(pk=cast.aigerim.pk).update(family_name="Басқа")
    certificate = Certificate.objects.get(pk=certificate.pk)
    assert certificate.facts["institution"]["en"] == "Zhusandy village school"
    assert certificate.name == "Сапарова Айгерім Ермекқызы"


def test_somebody_without_a_post_gets_a_certificate_without_a_place(edition):
    person = register(given_name="Дос")
    certificate = issue(record_completion(person, edition, source="online", evidence="attempt:1"))
    assert (certificate.place, certificate.name) == ("", "Дос")


def test_a_name_of_the_greatest_length_never_stops_a_completion(edition):
    person = register(given_name="Щ" * 80, family_name="Щ" * 80, patronymic="Щ" * 80)
    certificate = issue(record_completion(person, edition, source="online", evidence="attempt:1"))
    assert len(certificate.name) == 242


def test_the_same_signal_again_adds_nothing(completion, certificate):
    completion_recorded.send(Completion, completion=completion)
    assert issue(completion) == certificate
    assert (Certificate.objects.count(), CertificateHolder.objects.count()) == (1, 1)


def test_the_database_refuses_a_second_certificate_of_a_completion(certificate):
    with pytest.raises(IntegrityError, match=r"completion_is_certified_once|completion_id"), transaction.atomic():
        Certificate.objects.create(completion=certificate.completion, serial=new_serial(), facts=certificate.facts)


def test_a_serial_number_is_twelve_random_signs_without_look_alikes():
    assert len(ALPHABET) ** 12 > 2**58
    assert not set("01ILOUZ") & set(ALPHABET)
    serials = {new_serial() for _ in range(100)}
    assert len(serials) == 100
    assert all(re.fullmatch(rf"TN(-[{ALPHABET}]{{4}}){{3}}", serial) for serial in serials)


def test_a_completion_taken_back_takes_its_certificates_back(cast, completion, certificate):
    newer = replace(certificate, name="Сапарова Айгерім")
    void(completion, by=cast.bolat)
    states = [one.state_on(cast.today) for one in Certificate.objects.all()]
    assert states == [State.REVOKED, State.REVOKED]
    assert newer.pk in Certificate.objects.filter(revoked_at__isnull=False).values_list("pk", flat=True)


def test_taken_back_twice_keeps_the_first_moment(certificate):
    revoke(certificate)
    first = certificate.revoked_at
    revoke(certificate)
    assert certificate.revoked_at == first
    assert Event.objects.filter(verb="revoke-certificate").count() == 1


def test_a_replacement_has_a_new_number_and_the_same_facts(cast, certificate):
    newer = replace(certificate, name="Сапарова Айгерім", by=cast.bolat)
    assert newer.serial != certificate.serial
    assert (newer.facts, newer.name) == (certificate.facts, "Сапарова Айгерім")
    assert certificate.state_on(cast.today) == State.REPLACED
    assert newer.state_on(cast.today) == State.VALID


def test_a_certificate_is_replaced_only_once(certificate):
    replace(certificate, name="Айгерім")
    with pytest.raises(IntegrityError), transaction.atomic():
        replace(certificate, name="Айгерім")


def test_the_audit_holds_no_name(cast, certificate):
    replace(certificate, name="Сапарова Айгерім", by=cast.bolat)
    erase_holder(certificate)
    told = " ".join(f"{event.verb} {event.detail}" for event in Event.objects.all())
    assert "erase-certificate-holder" in told
    assert "Сапарова" not in told


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[tuple[Person, TrainingEdition]]:
    """Seen by every thread, and taken away afterwards row by row: a flush would take the rest."""
    ledger = import_module("tanu.records.migrations.0002_ledger_is_append_only")
    with django_db_blocker.unblock():
        known = set(Event.objects.values_list("pk", flat=True))
        person, edition = register(given_name="Айгерім"), make_edition()
        yield person, edition
        CertificateHolder.objects.filter(certificate__completion__person=person).delete()
        Certificate.objects.filter(completion__person=person).delete()
        with connection.schema_editor() as editor:
            ledger.allow(None, editor)
        Completion.objects.filter(person=person).delete()
        with connection.schema_editor() as editor:
            ledger.refuse(None, editor)
        edition.delete()
        edition.training.delete()
        person.delete()
        Event.objects.exclude(pk__in=known).delete()


def test_certified_several_times_at_once_there_is_one_certificate(committed):
    person, edition = committed
    completion = record_completion(person, edition, source="online", evidence="attempt:1")
    Certificate.objects.all().delete()
    assert issued_at_once(lambda: issue(completion)) == 1


def test_completed_several_times_at_once_there_is_one_certificate(committed):
    person, edition = committed
    assert issued_at_once(lambda: record_completion(person, edition, source="online", evidence="attempt:1")) == 1
    assert Completion.objects.filter(person=person).count() == 1


def issued_at_once(work) -> int:
    """How many certificates there are once several threads have done the same together, each without an error."""
    gate = threading.Barrier(AT_ONCE)
    done = []

    def run() -> None:
        try:
            gate.wait()
            done.append(work())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(set(done)) == 1
    assert len(done) == AT_ONCE
    assert CertificateHolder.objects.count() == 1
    return Certificate.objects.count()
