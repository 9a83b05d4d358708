"""What head and officers find: papers to print, kits, and the way there."""

from tanu.institutions.actions import end_post, grant
from tanu.institutions.models import Grant, Post
from tests.handouts.shelf import KIT


def address(institution) -> str:
    return f"/en/institutions/{institution.pk}/"


def test_the_way_there_stands_in_my_training_of_head_and_officer(client, cast):
    for person in (cast.baurzhan, cast.aigerim):
        client.force_login(person)
        assert f'href="{address(cast.school)}"' in client.get("/en/my/").content.decode()


def test_a_teacher_and_a_stranger_are_not_led_there(client, cast):
    for person in (cast.gulmira, cast.sergey):
        client.force_login(person)
        assert "/institutions/" not in client.get("/en/my/").content.decode()


def test_it_offers_protocol_poster_and_kits(baurzhan, cast, shelf):
    page = baurzhan.get(address(cast.school)).content.decode()
    assert f'href="{address(cast.school)}protocol.pdf"' in page
    assert f'href="{address(cast.school)}poster.pdf"' in page
    assert f"/handouts/{KIT}/" in page
    assert "The call on one page" not in page


def test_a_head_without_a_post_may_be_granted_the_right(client, cast):
    grant(cast.svetlana, Grant.Role.HEAD, valid_from=cast.today, institution=cast.school_7)
    client.force_login(cast.svetlana)
    assert client.get(address(cast.school_7)).status_code == 200
    assert client.get(address(cast.school)).status_code == 404


def test_a_head_who_leaves_loses_it_on_that_day(baurzhan, cast):
    end_post(Post.objects.on(cast.today).get(person=cast.baurzhan), cast.today)
    assert baurzhan.get(address(cast.school)).status_code == 404


def test_officials_have_their_boards_and_not_this(client, cast):
    client.force_login(cast.nurlan)
    assert client.get(address(cast.school)).status_code == 404
