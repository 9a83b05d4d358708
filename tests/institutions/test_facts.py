"""Dated facts are superseded, never changed: what was true, and what was known then, can both be asked."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tanu.institutions.actions import define_institution, define_territory, designate, end_post, start_post
from tanu.institutions.facts import FactRefused
from tanu.institutions.models import Designation, Institution, InstitutionPeriod, Post, Territory, TerritoryPeriod
from tanu.institutions.tree import Tree, ids_within

NEW_NAME = {"kk": "Жаңа атау", "ru": "Новое имя", "en": "A new name"}


def rename(cast, valid_from) -> None:
    define_institution("zh-school", territory=cast.district, kind="school", name=NEW_NAME, valid_from=valid_from)


def name_on(institution: Institution, day, known_at=None) -> str:
    return InstitutionPeriod.objects.on(day, known_at).get(institution=institution).name["en"]


def test_a_new_name_holds_from_its_day_and_the_old_one_before(cast):
    rename(cast, cast.today)

    assert name_on(cast.school, cast.today) == "A new name"
    assert name_on(cast.school, cast.today - timedelta(days=1)) == "Zhusandy village school"


def test_on_every_day_one_name_holds(cast):
    rename(cast, cast.today)

    for days in range(-2, 3):
        periods = InstitutionPeriod.objects.on(cast.today + timedelta(days=days))
        assert periods.filter(institution=cast.school).count() == 1


def test_what_was_known_before_can_still_be_asked(cast):
    before = timezone.now()

    rename(cast, cast.today - timedelta(days=100))

    past = cast.today - timedelta(days=50)
    assert name_on(cast.school, past) == "A new name"
    assert name_on(cast.school, past, before) == "Zhusandy village school"


def test_no_fact_is_changed_or_deleted(cast):
    facts = InstitutionPeriod.objects.get(institution=cast.school)

    rename(cast, cast.today)

    kept = InstitutionPeriod.objects.get(pk=facts.pk)
    assert (kept.name, kept.valid_until) == (facts.name, None)
    assert kept.superseded_at is not None


def test_the_same_fact_again_adds_nothing(cast):
    rename(cast, cast.today)
    before = InstitutionPeriod.objects.count()

    rename(cast, cast.today)

    assert InstitutionPeriod.objects.count() == before


def test_a_correction_for_the_same_day_leaves_one_fact_known(cast):
    rename(cast, cast.today)
    define_institution("zh-school", territory=cast.district, kind="college", name=NEW_NAME, valid_from=cast.today)

    known = InstitutionPeriod.objects.as_known().filter(institution=cast.school, valid_from=cast.today)
    assert [period.kind for period in known] == ["college"]


def test_a_district_lies_in_the_old_region_until_the_day_it_moves(cast):
    moved = cast.today - timedelta(days=265)
    district = cast.moved_district.pk

    assert Tree.on(moved - timedelta(days=1)).above(district)[0] == cast.next_door.pk
    assert Tree.on(moved).above(district)[0] == cast.region.pk


@pytest.mark.parametrize("days", [0, 300])
def test_the_tree_and_the_light_query_agree(cast, days):
    day = cast.today - timedelta(days=days)
    tree = Tree.on(day)

    for territory in Territory.objects.all():
        assert set(tree.within(territory.pk)) == set(ids_within([territory.pk], day))


def test_a_territory_that_lies_in_itself_ends_the_search(cast):
    name = TerritoryPeriod.objects.on(cast.today).get(territory=cast.region).name
    define_territory("KZ-62", "region", name, parent=cast.district, valid_from=cast.today)

    tree = Tree.on(cast.today)

    assert set(tree.within(cast.region.pk)) == {cast.region.pk, cast.district.pk, cast.moved_district.pk}
    assert set(ids_within([cast.region.pk], cast.today)) == set(tree.within(cast.region.pk))


def test_a_leaver_is_at_the_post_until_the_day_before(cast):
    post = Post.objects.on(cast.today).get(person=cast.aigerim)

    end_post(post, cast.today)

    yesterday = cast.today - timedelta(days=1)
    assert Post.objects.on(yesterday).filter(person=cast.aigerim).exists()
    assert not Post.objects.on(cast.today).filter(person=cast.aigerim).exists()
    assert not Designation.objects.on(cast.today).filter(person=cast.aigerim).exists()


def test_a_designation_lives_on_while_another_post_there_does(cast):
    second = start_post(cast.aigerim, cast.school, "teacher", valid_from=cast.today - timedelta(days=10), share=0.5)

    end_post(second, cast.today)

    assert Designation.objects.on(cast.today).filter(person=cast.aigerim).exists()


def test_what_ends_before_it_began_is_refused_by_the_database(cast):
    post = Post.objects.on(cast.today).get(person=cast.aigerim)

    with pytest.raises(IntegrityError, match="post_ends_after_it_began"), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(valid_until=post.valid_from)


def test_nobody_is_the_officer_of_one_institution_twice(cast):
    designation = Designation.objects.on(cast.today).get(person=cast.aigerim)

    with pytest.raises(IntegrityError), transaction.atomic():
        designate(cast.aigerim, cast.school, valid_from=cast.today)

    assert designate(cast.aigerim, cast.school, valid_from=designation.valid_from) == designation


def test_what_is_recorded_is_not_written_over_from_an_earlier_day(cast):
    period = InstitutionPeriod.objects.on(cast.today).get(institution=cast.school)
    facts = {"territory": period.territory, "kind": period.kind, "name": period.name}
    define_institution("zh-school", **facts, phone="8 700 000 00 01", valid_from=cast.today)

    with pytest.raises(FactRefused):
        define_institution("zh-school", **facts, phone="8 700 000 00 02", valid_from=cast.today - timedelta(days=10))

    assert InstitutionPeriod.objects.on(cast.today).get(institution=cast.school).phone == "8 700 000 00 01"
