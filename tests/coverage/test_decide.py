from datetime import timedelta

import pytest
from django.utils.translation import override

from tanu.coverage.actions import RequirementRefused, decide, decide_for_everybody
from tanu.coverage.algebra import Duty
from tanu.coverage.models import Obligation, RequirementVersion
from tanu.coverage.reads import due_for
from tanu.institutions.actions import (
    define_institution,
    define_territory,
    designate,
    end_designation,
    end_post,
    start_post,
)
from tanu.institutions.models import Designation, Post
from tanu.lib.dates import add_months
from tanu.records.actions import announce_edition, void


def the_one(person) -> Obligation:
    """The only decision that holds for `person`."""
    return Obligation.objects.live().get(person=person)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def test_a_designated_officer_is_asked_from_the_day_of_the_designation(cast, ask):
    ask()

    decision = the_one(cast.aigerim)
    assert decision.institution == cast.school
    assert decision.arose_on == cast.today - days(40)
    assert decision.due_on == cast.today + days(20)


def test_nobody_is_late_for_what_came_into_force_yesterday(cast, ask):
    ask(valid_from=cast.today - days(1))

    assert the_one(cast.natalya).due_on == cast.today + days(59)


def test_the_same_requirement_again_is_the_version_there_is(cast, ask):
    first = ask()
    before = list(Obligation.objects.values())

    assert ask() == first
    assert list(Obligation.objects.values()) == before


def test_a_change_is_a_new_version_and_leaves_the_old_one_as_it_was(cast, ask):
    first = ask()
    ask(due_days=10, valid_from=cast.today)

    assert list(first.requirement.versions.order_by("number").values_list("number", "due_days")) == [(1, 60), (2, 10)]


def test_a_changed_requirement_moves_no_due_date_and_no_expiry(cast, ask, complete):
    ask(valid_months=12)
    complete(cast.saule, cast.today - days(100))
    before = {person: the_one(person) for person in (cast.saule, cast.natalya)}

    ask(valid_months=1, window_days=20, due_days=1, valid_from=cast.today - days(30))
    decide_for_everybody()

    assert {person: the_one(person) for person in before} == before


def test_whoever_is_designated_after_the_change_is_asked_by_the_new_version(cast, ask):
    ask()
    ask(due_days=10, valid_from=cast.today - days(5))

    designate(cast.svetlana, cast.school_7, valid_from=cast.today)

    assert the_one(cast.svetlana).due_on == cast.today + days(10)


def test_a_completion_sets_when_it_expires_and_when_to_renew(cast, ask, complete):
    ask(valid_months=12, window_days=60)

    completion = complete(cast.aigerim, cast.today)

    decision = the_one(cast.aigerim)
    assert (decision.completion, decision.completed_on) == (completion, cast.today)
    assert decision.expires_on == add_months(cast.today, 12)
    assert decision.window_opens_on == decision.expires_on - days(60)


def test_where_the_requirement_says_nothing_the_edition_says_how_long_it_is_valid(cast, ask, complete):
    ask()

    completion = complete(cast.aigerim, cast.today)

    assert the_one(cast.aigerim).expires_on == completion.valid_until == add_months(cast.today, 36)


def test_a_completion_supersedes_the_decision_and_does_not_change_it(cast, ask, complete):
    ask()
    before = the_one(cast.aigerim)

    complete(cast.aigerim, cast.today)

    old = Obligation.objects.get(pk=before.pk)
    assert old.completion is None
    assert old.superseded_at is not None


def test_a_completion_of_an_older_edition_than_is_asked_for_does_not_count(cast, ask, complete, edition):
    newer = announce_edition(
        edition.training, dated=cast.today + days(1), title=edition.title, hours=6, valid_months=36, is_pilot=True
    )
    ask(minimum_edition=newer.number)

    complete(cast.aigerim, cast.today - days(1))
    assert the_one(cast.aigerim).completion is None

    complete(cast.aigerim, cast.today, of=newer)
    assert the_one(cast.aigerim).completion is not None


def test_a_completion_taken_back_no_longer_counts(cast, ask, complete):
    ask()
    due_on = the_one(cast.aigerim).due_on
    completion = complete(cast.aigerim, cast.today)

    void(completion, by=cast.bolat)

    assert (the_one(cast.aigerim).completion, the_one(cast.aigerim).due_on) == (None, due_on)


def test_one_record_counts_at_every_institution_of_the_person(cast, ask, complete):
    ask()
    for institution in (cast.hospital, cast.school):
        designate(cast.zarina, institution, valid_from=cast.today - days(10), role=Designation.Role.DEPUTY)

    completion = complete(cast.zarina, cast.today)

    decisions = Obligation.objects.live().of([cast.zarina.pk])
    assert {(row.institution, row.completion) for row in decisions} == {
        (cast.hospital, completion),
        (cast.school, completion),
    }


def test_training_of_before_the_designation_counts(cast, ask, complete):
    ask()
    completion = complete(cast.svetlana, cast.today - days(300))

    designate(cast.svetlana, cast.school_7, valid_from=cast.today)

    assert the_one(cast.svetlana).completion == completion


def test_whoever_leaves_is_asked_no_longer(cast, ask):
    ask()
    post = Post.objects.on(cast.today).get(person=cast.aigerim)

    end_post(post, cast.today)

    assert the_one(cast.aigerim).ended_on == cast.today
    assert due_for(cast.aigerim, cast.today) == []


def test_an_officer_who_becomes_deputy_without_a_break_keeps_the_due_date(cast, ask):
    ask()
    before = the_one(cast.natalya)
    designation = Designation.objects.on(cast.today).get(person=cast.natalya)

    end_designation(designation, cast.today)
    designate(cast.natalya, cast.hospital, valid_from=cast.today, role=Designation.Role.DEPUTY)

    after = the_one(cast.natalya)
    assert (after.due_on, after.ended_on) == (before.due_on, None)


def test_whoever_is_designated_again_after_a_break_is_asked_anew(cast, ask):
    ask()
    designation = Designation.objects.on(cast.today).get(person=cast.natalya)
    end_designation(designation, cast.today - days(50))

    designate(cast.natalya, cast.hospital, valid_from=cast.today)

    assert the_one(cast.natalya).due_on == cast.today + days(60)


def test_the_first_requirement_by_key_asks_when_two_ask_for_one_training(cast, ask):
    ask("b-later", due_days=10)
    ask("a-first", due_days=20)

    asking = Obligation.objects.live().of([cast.aigerim.pk]).filter(ended_on=None)
    assert [row.version.requirement.key for row in asking] == ["a-first"]


def test_two_trainings_are_both_asked_for(cast, ask, edition):
    other = type(edition.training).objects.create(key="another")

    ask("officers")
    ask("another", training=other)

    assert Obligation.objects.live().of([cast.aigerim.pk]).count() == 2


def test_a_requirement_asks_only_its_kinds_professions_and_place(cast, ask):
    ask(kinds=["school"], professions=["nurse"], designated_only=False, territory=cast.region)

    asked = {(row.person, row.institution) for row in Obligation.objects.live()}
    assert asked == {(cast.zarina, cast.school)}


def test_a_requirement_of_next_door_asks_nobody_here(cast, ask):
    ask(territory=cast.next_door, designated_only=False)

    assert {row.institution.code for row in Obligation.objects.live()} == {"ka-university", "ka-school"}


def test_an_institution_of_another_kind_is_asked_no_longer(cast, ask):
    ask(kinds=["school"])
    facts = cast.school.periods.get()

    define_institution(
        cast.school.code, territory=facts.territory, kind="college", name=facts.name, valid_from=cast.today
    )

    assert the_one(cast.aigerim).ended_on == cast.today


def test_a_post_of_next_month_is_asked_from_its_first_day(cast, ask):
    ask(designated_only=False, territory=cast.district)

    start_post(cast.sergey, cast.school_7, "teacher", valid_from=cast.today + days(30))

    assert the_one(cast.sergey).due_on == cast.today + days(90)
    assert due_for(cast.sergey, cast.today) == []
    assert len(due_for(cast.sergey, cast.today + days(30))) == 1


def test_records_that_were_joined_count_as_one_person(cast, ask, complete):
    ask()
    completion = complete(cast.gulmira, cast.today - days(5))
    gulmira = cast.gulmira
    gulmira.merged_into = cast.aigerim
    gulmira.save()

    (decision,) = decide(cast.aigerim, cast.school)

    assert decision.completion == completion


def test_deciding_twice_changes_nothing(story):
    before = list(Obligation.objects.order_by("pk").values())

    decide_for_everybody()
    decide(story.timur, story.police)

    assert list(Obligation.objects.order_by("pk").values()) == before


def test_unreviewed_training_can_be_required_only_as_a_pilot(cast, ask):
    with pytest.raises(RequirementRefused, match="pilot"):
        ask(is_pilot=False)

    assert not RequirementVersion.objects.exists()


def test_an_unknown_kind_is_named(cast, ask):
    with pytest.raises(RequirementRefused, match="castle"):
        ask(kinds=["castle"])


def test_my_training_says_what_when_and_why(cast, ask):
    ask(order_number="№ 14")

    with override("kk"):
        (due,) = due_for(cast.aigerim, cast.today)

    assert due.training_key == "recognition-and-referral"
    assert (due.duty, due.due_on, due.is_pilot) == (Duty.DUE_SOON, cast.today + days(20), True)
    assert "№ 14" in due.why
    assert due.institutions == ("Жусанды ауылының орта мектебі",)


def test_what_two_institutions_ask_for_is_listed_once(cast, ask):
    ask(designated_only=False)

    (due,) = due_for(cast.zarina, cast.today)

    assert len(due.institutions) == 2


def test_my_training_takes_eight_queries(story, django_assert_max_num_queries):
    zarina = story.zarina

    with django_assert_max_num_queries(8):
        due_for(zarina, story.today)


def test_a_district_that_moves_is_asked_what_its_new_region_asks(cast, ask):
    ask("of-the-region", territory=cast.region)
    home = cast.institution("ta-home")
    assert Obligation.objects.live().filter(institution=home, ended_on__isnull=True).exists()

    name = {"kk": "Тасөткел", "ru": "Тасоткель", "en": "Tasotkel"}
    define_territory(cast.moved_district.code, "district", name, parent=cast.next_door, valid_from=cast.today)

    assert not Obligation.objects.live().filter(institution=home, ended_on__isnull=True).exists()
