"""A subject stands on screens that others see: it tells the day and nothing of what the training is about."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from tanu.coverage.reminders.calendar import decide_reminders
from tanu.coverage.reminders.digests import decide_digests
from tanu.coverage.reminders.letters import head_subject, nudge_subject, official_subject, subject_of
from tanu.coverage.reminders.nudges import remind_now
from tanu.coverage.reminders.previews import next_first, next_monday
from tanu.institutions.models import Institution
from tanu.lib.languages import LANGUAGES
from tanu.messages.models import Letter
from tanu.people.models import Person, SignInName
from tanu.records.models import TrainingEdition

# Beginnings of words, in small letters.
AVOID = (
    *("abus", "violen", "maltreat", "neglect", "child", "protect", "harm", "bruis", "refer", "recogni", "safeguard"),
    *("насили", "жесток", "ребён", "ребен", "дет", "защит", "вред", "синяк", "распозна", "сообщ", "побо"),
    *("зорлық", "қатыгез", "бала", "қорға", "зиян", "көгер", "хабарла", "жәбір", "ұрып"),
)


def told_by(subject: str) -> list[str]:
    small = subject.lower()
    return [word for word in AVOID if word in small]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_kind_of_subject_tells_what_it_is_about(story, language):
    with override(language):
        subjects = [
            nudge_subject(),
            head_subject(story.today),
            official_subject(story.today),
            *(
                subject_of(story.today, is_missed=is_missed, is_renewal=is_renewal)
                for is_missed in (True, False)
                for is_renewal in (True, False)
            ),
        ]

    assert {subject: told_by(subject) for subject in subjects if told_by(subject)} == {}
    assert len(set(subjects)) == len(subjects)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_of_the_whole_story_tells_it_either(story, language):
    Person.objects.update(language=language)
    for person in Person.objects.all():
        SignInName.objects.create(person=person, kind="mail", value=f"{person.pk}@tanu.example")
    for number in range(60):
        decide_reminders(story.today + timedelta(days=number))
    for day in (next_monday(story.today), next_first(story.today)):
        decide_digests(day)
    for institution in Institution.objects.all():
        remind_now(institution, by=story.baurzhan)

    subjects = set(Letter.objects.values_list("subject", flat=True))

    titles = [title for edition in TrainingEdition.objects.all() for title in edition.title.values()]
    assert set(Letter.objects.values_list("kind", flat=True)) == {"reminder", "nudge", "head", "official"}
    assert {subject: told_by(subject) for subject in subjects if told_by(subject)} == {}
    assert [subject for subject in subjects for title in titles if title in subject] == []
    assert not any("\xa0" in subject for subject in subjects)


@pytest.mark.parametrize("subject", ["Recognising abuse", "Распознать насилие", "Балаға қатыгездік"])
def test_a_subject_that_tells_is_found(subject):
    assert told_by(subject)
