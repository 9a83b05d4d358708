"""Moving from one post to another, and a contact that changes."""

from datetime import timedelta

from tanu.institutions.actions import change_contact, move
from tanu.institutions.models import Designation, Post


def days(number: int) -> timedelta:
    return timedelta(days=number)


def works(person, day) -> list[tuple[str, str]]:
    rows = Post.objects.on(day).filter(person=person).order_by("institution__code")
    return list(rows.values_list("institution__code", "profession"))


def post_of(cast, person) -> Post:
    return Post.objects.on(cast.today).get(person=person, institution=cast.school)


def test_who_moves_to_another_institution_works_there_from_that_day(cast):
    move(post_of(cast, cast.aigerim), cast.school_7, cast.today + days(10), profession="social-pedagogue")

    assert works(cast.aigerim, cast.today + days(9)) == [("zh-school", "social-pedagogue")]
    assert works(cast.aigerim, cast.today + days(10)) == [("zh-school-7", "social-pedagogue")]
    assert not Designation.objects.on(cast.today + days(10)).filter(person=cast.aigerim).exists()


def test_who_changes_the_profession_stays_the_officer(cast):
    move(post_of(cast, cast.aigerim), cast.school, cast.today, profession="psychologist", share="0.5")

    assert works(cast.aigerim, cast.today) == [("zh-school", "psychologist")]
    assert Designation.objects.on(cast.today).filter(person=cast.aigerim).exists()


def test_a_new_contact_holds_for_the_post_and_the_old_one_is_kept(cast):
    post = post_of(cast, cast.aigerim)

    change_contact(post, phone="+7 710 000 02 02", mail="aigerim@example.kz")

    changed = post_of(cast, cast.aigerim)
    assert (changed.phone, changed.mail) == ("+7 710 000 02 02", "aigerim@example.kz")
    assert (changed.valid_from, changed.share) == (post.valid_from, post.share)
    assert Post.objects.get(pk=post.pk).phone == "+7 710 000 01 01"


def test_the_same_contact_again_changes_nothing(cast):
    post = post_of(cast, cast.aigerim)

    assert change_contact(post, phone=post.phone, mail=post.mail) == post
