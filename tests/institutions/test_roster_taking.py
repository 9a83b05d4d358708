"""What taking in a roster would do, what it does, and what undoing it leaves."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from tanu.audit.models import Event
from tanu.institutions.actions import end_post, grant, start_post
from tanu.institutions.models import Designation, Post
from tanu.institutions.roster import read_roster
from tanu.institutions.roster_difference import difference
from tanu.institutions.roster_models import RosterImport
from tanu.institutions.roster_taking import RosterRefused, keep_draft, rows_of, take_draft, take_rows
from tanu.institutions.roster_undo import UndoRefused, undo
from tanu.institutions.signals import roster_taken
from tanu.people.models import Person, SignInName

HEADING = (
    "institution,code,family_name,given_name,patronymic,profession,share,since,until,phone,"
    "designation,order_number,order_date\n"
)
SVETLANA = "zh-school-7,svetlana,Пак,Светлана,Юрьевна,teacher,1,{since},,,,,\n"
ERLAN = "zh-school-7,new-1,Оспанов,Ерлан,,teacher,1,2024-09-01,,,,,\n"
YAN = "zh-school-7,new-1,Ким,Ян,,nurse,1,2024-09-01,,,,,\n"
DINARA = "zh-school-7,,Оспанова,Динара,,teacher,1,2024-09-01,,,officer,№ 3,2024-09-02\n"
FACTS = (Post, Designation)


@pytest.fixture
def svetlana(cast) -> str:
    """Her row, as it is recorded."""
    return SVETLANA.format(since=Post.objects.as_known().get(person=cast.svetlana).valid_from)


def rows(*lines: str) -> list:
    found, problems = read_roster((HEADING + "".join(lines)).encode())
    assert problems == []
    return found


def take(*lines: str, **options) -> RosterImport:
    _, taken = take_rows(rows(*lines), **options)
    assert taken
    return taken


def known() -> tuple:
    """All that is true as we know it now, whatever its keys."""
    facts = ("person_id", "institution_id", "valid_from", "valid_until")
    return tuple(sorted(map(str, model.objects.as_known().values_list(*facts))) for model in FACTS)


def drafted(cast, *lines: str) -> tuple[RosterImport, str]:
    """Sent by Baurzhan, who heads school No. 7 too."""
    grant(cast.baurzhan, "head", valid_from=cast.today, institution=cast.school_7)
    draft = keep_draft(rows(*lines), by=cast.baurzhan, institution=cast.school_7)
    return draft, difference(rows_of(draft)).seen()


def test_a_new_person_without_a_code_gets_one_without_confusable_signs(cast):
    take(DINARA)

    code = SignInName.objects.get(person__given_name="Динара").value
    assert code[:2] == "xd"
    assert len(code) == 7
    assert set(code[2:]) <= set("23456789")


def test_a_person_of_a_roster_is_found_and_cannot_sign_in_yet(cast):
    take(DINARA)

    dinara = Person.objects.named("оспанова динара").get()
    assert dinara.sort_key
    assert not dinara.has_usable_password()


def test_the_same_file_again_would_change_nothing(cast, svetlana):
    take(DINARA, svetlana)

    plan, taken = take_rows(rows(DINARA, svetlana))

    assert (plan.changes_nothing, plan.unchanged, plan.questions, taken) == (True, 2, [], None)


def test_a_trial_changes_nothing(cast):
    before = known(), Person.objects.count()

    plan, taken = take_rows(rows(DINARA), dry_run=True)

    assert (len(plan.people), taken) == (1, None)
    assert (known(), Person.objects.count()) == before


def test_changed_contacts_supersede_and_empty_cells_erase_nothing(cast, svetlana):
    take(svetlana.replace(",,,,,\n", ",,+7 710 555 55 55,,,\n"))
    take(svetlana.replace(",1,", ",0.5,"))

    post = Post.objects.as_known().get(person=cast.svetlana)
    assert (str(post.share), post.phone) == ("0.50", "+7 710 555 55 55")
    assert Post.objects.filter(person=cast.svetlana).count() == 3


def test_somebody_who_left_stays_gone_until_a_new_first_day(cast, svetlana):
    post = Post.objects.as_known().get(person=cast.svetlana)
    end_post(post, cast.today - timedelta(days=20))

    assert difference(rows(svetlana)).changes_nothing
    take(SVETLANA.format(since=cast.today - timedelta(days=3)))

    assert Post.objects.on(cast.today).filter(person=cast.svetlana).count() == 1
    assert not Post.objects.on(cast.today - timedelta(days=10)).filter(person=cast.svetlana).exists()


def test_a_later_order_ends_the_earlier_designation(cast):
    take(DINARA)
    take(DINARA.replace("№ 3,2024-09-02", "№ 9,2025-03-01"))

    orders = Designation.objects.as_known().filter(person__given_name="Динара").order_by("valid_from")
    assert [(one.order_number, one.valid_until and one.valid_until.isoformat()) for one in orders] == [
        ("№ 3", "2025-03-01"),
        ("№ 9", None),
    ]


def test_a_leaver_is_proposed_and_stays_unless_ticked(cast):
    draft, seen = drafted(cast, DINARA)
    plan = difference(rows_of(draft))

    assert [leaver.name for leaver in plan.leavers] == ["Пак Светлана Юрьевна"]
    take_draft(draft, by=cast.baurzhan, seen=seen, within=None)

    assert Post.objects.on(cast.today).filter(person=cast.svetlana).exists()


def test_a_ticked_leaver_leaves_on_that_day_with_the_designation(cast, svetlana):
    take(svetlana.replace(",,,,,\n", f",,,officer,№ 4,{cast.today - timedelta(days=9)}\n"))
    draft, seen = drafted(cast, DINARA)
    [leaver] = difference(rows_of(draft)).leavers

    take_draft(draft, by=cast.baurzhan, seen=seen, within=None, ends={leaver.key: cast.today})

    assert not Post.objects.on(cast.today).filter(person=cast.svetlana).exists()
    assert not Designation.objects.on(cast.today).filter(person=cast.svetlana).exists()
    assert Designation.objects.on(cast.today - timedelta(days=1)).filter(person=cast.svetlana).exists()


def test_a_designation_the_file_does_not_repeat_is_proposed_only(cast, svetlana):
    take(svetlana.replace(",,,,,\n", f",,,officer,№ 4,{cast.today - timedelta(days=9)}\n"))

    plan = difference(rows(svetlana, DINARA))

    assert [one.name for one in plan.unnamed] == ["Пак Светлана Юрьевна"]
    assert plan.orders == []


def test_the_same_name_here_with_another_code_is_for_somebody_to_decide(cast, svetlana):
    other = svetlana.replace("svetlana", "svetlana-2")
    draft, seen = drafted(cast, other)
    [question] = difference(rows_of(draft)).questions

    with pytest.raises(RosterRefused):
        take_draft(draft, by=cast.baurzhan, seen=seen, within=None)
    take_draft(draft, by=cast.baurzhan, seen=seen, within=None, answers={question.line: str(cast.svetlana.pk)})

    assert Person.objects.get(sign_in_names__value="svetlana-2") == cast.svetlana
    assert difference(rows(other)).questions == []


def test_another_person_of_the_same_name_is_registered(cast, svetlana):
    draft, seen = drafted(cast, svetlana.replace("svetlana", "svetlana-2"))

    take_draft(draft, by=cast.baurzhan, seen=seen, within=None, answers={2: "another"})

    assert Person.objects.get(sign_in_names__value="svetlana-2") != cast.svetlana


def test_somebody_elsewhere_is_asked_for_by_code_and_never_named(cast):
    line = "zh-school-7,,Дальний,Сергей,Иванович,teacher,1,2025-01-01,,,,,\n"
    draft, seen = drafted(cast, line)
    [question] = difference(rows_of(draft)).questions

    assert (question.elsewhere, question.candidates) == (True, ())
    with pytest.raises(RosterRefused) as refused:
        take_draft(draft, by=cast.baurzhan, seen=seen, within=None, answers={2: "code:nobody"})
    assert "Nobody has the login code" in refused.value.plan.problems[0].message
    take_draft(draft, by=cast.baurzhan, seen=seen, within=None, answers={2: "code:sergey"})

    assert Post.objects.on(cast.today).filter(person=cast.sergey).count() == 2


def test_the_same_name_twice_in_a_file_is_for_somebody_to_decide(cast):
    second = DINARA.replace("teacher", "psychologist").replace(",officer,№ 3,2024-09-02", ",,,")

    [question] = difference(rows(DINARA, second)).questions
    plan = difference(rows(DINARA, second), {question.line: "row:2"})

    assert (question.line, [candidate.value for candidate in question.candidates]) == (3, ["row:2"])
    assert (len(plan.people), len(plan.posts)) == (1, 2)


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ((DINARA, DINARA), 3, "stands in row 2 already"),
        ((DINARA.replace("zh-school-7", "nowhere"),), 2, "no institution with the code nowhere"),
        ((ERLAN.replace("new-1", "svetlana"),), 2, "another name"),
        ((ERLAN, YAN), 3, "stands in row 2 with another name"),
        ((YAN, YAN.replace("2024", "2025")), 3, "another row at the same time"),
    ],
)
def test_rows_that_contradict_are_told_and_nothing_is_taken_in(cast, lines, line, words):
    before = known()

    with pytest.raises(RosterRefused) as refused:
        take_rows(rows(*lines))

    assert [(problem.line, words in problem.message) for problem in refused.value.plan.problems] == [(line, True)]
    assert known() == before


def test_an_institution_out_of_reach_is_told(cast):
    [problem] = difference(rows(DINARA), within={cast.school.pk}).problems

    assert "not one you can send a roster for" in problem.message


def test_what_changed_after_the_look_is_not_taken_in(cast):
    draft, seen = drafted(cast, DINARA)
    start_post(cast.gulmira, cast.school_7, "teacher", valid_from=cast.today)

    with pytest.raises(RosterRefused):
        take_draft(draft, by=cast.baurzhan, seen=seen, within=None)

    assert not Person.objects.filter(given_name="Динара").exists()


def test_taken_twice_it_is_answered_as_the_first_time(cast):
    draft, seen = drafted(cast, DINARA)

    first = take_draft(draft, by=cast.baurzhan, seen=seen, within=None)
    second = take_draft(draft, by=cast.baurzhan, seen=seen, within=None)

    assert first.taken_at == second.taken_at
    assert Person.objects.filter(given_name="Динара").count() == 1
    assert second.rows == []


def test_the_rooms_above_hear_of_all_institutions_at_once(cast):
    heard = []

    def listen(institutions, **kwargs):
        heard.append(institutions)

    roster_taken.connect(listen)
    try:
        take(DINARA, DINARA.replace("zh-school-7", "zh-school").replace(",,Оспанова", ",,Ким"))
    finally:
        roster_taken.disconnect(listen)

    assert [set(told) for told in heard] == [{cast.school.pk, cast.school_7.pk}]


def test_audit_holds_numbers_and_no_names(cast):
    taken = take(DINARA, by=cast.baurzhan)

    event = Event.objects.get(verb="take-roster", subject_id=str(taken.pk))
    assert event.detail["people"] == 1
    assert "Оспанова" not in str(event.detail)


def test_undo_takes_back_exactly_what_was_done(cast, svetlana):
    before = known()
    taken = take(DINARA, svetlana.replace(",1,", ",0.5,"))

    undo(taken, by=cast.baurzhan)

    assert known() == before
    assert str(Post.objects.as_known().get(person=cast.svetlana).share) == "1.00"
    assert not Person.objects.get(given_name="Динара").is_active


def test_after_an_undo_the_same_file_brings_the_same_person_back(cast):
    undo(take(DINARA), by=None)
    dinara = Person.objects.get(given_name="Динара")

    take(DINARA)

    dinara.refresh_from_db()
    assert dinara.is_active
    assert Post.objects.as_known().filter(person=dinara).count() == 1


def test_whoever_has_signed_in_stays_open_after_an_undo(cast):
    taken = take(DINARA)
    Person.objects.filter(given_name="Динара").update(last_login=timezone.now())

    undo(taken, by=None)

    assert Person.objects.get(given_name="Динара").is_active


def test_only_the_last_roster_can_be_undone(cast):
    first = take(DINARA)
    take(DINARA.replace("Динара", "Ерлан"))

    with pytest.raises(UndoRefused, match="later roster"):
        undo(first, by=None)


def test_what_was_changed_by_hand_since_is_not_undone(cast):
    taken = take(DINARA)
    end_post(Post.objects.as_known().get(person__given_name="Динара"), cast.today)

    with pytest.raises(UndoRefused, match="changed since"):
        undo(taken, by=None)


def test_one_question_for_many_people_costs_no_more(cast, django_assert_max_num_queries):
    many = [DINARA.replace("Динара", f"Дин{'а' * n}").replace("officer,№ 3,2024-09-02", ",,") for n in range(60)]

    with django_assert_max_num_queries(40):
        taken = take(*many)

    assert len([UUID(pk) for pk in taken.did["people"]]) == 60
