"""Who reads the lesson instead of playing a case has done it, and nobody sees which it was."""

from tanu.audit.models import Event
from tanu.case_studies.actions import begin, choose
from tanu.groups.actions import assign, join, read_instead
from tanu.groups.models import ReadInstead
from tanu.groups.reads import joined, roll


def test_arman_reads_instead(browser, cast, case, group, sent):
    assign(group, case, by=cast.aliya)
    browser("arman").post("/en/groups/instead/two-doors/", sent())
    assert joined(cast.arman)[0].cases[0].is_done
    assert not Event.objects.filter(actor_id=cast.arman.pk, verb__contains="instead").exists()


def test_the_owner_cannot_tell_it_from_playing(browser, cast, case, group):
    assign(group, case, by=cast.aliya)
    join(cast.vera, group.code)
    read_instead(cast.arman, case)
    way = begin(cast.vera, case, "ru")
    choose(way, 1, "listen", "ru")
    choose(way, 2, "call", "ru")
    assert {tuple(line.done) for line in roll(group).lines} == {(True,)}
    assert browser("aliya").get(f"/en/groups/{group.pk}/").content.decode().count(">done</b>") == 2


def test_a_case_of_no_group_of_ones_own_is_not_known(browser, cast, case, group, sent):
    assert browser("arman").post("/en/groups/instead/two-doors/", sent()).status_code == 404
    assign(group, case, by=cast.aliya)
    assert browser("vera").post("/en/groups/instead/two-doors/", sent()).status_code == 404


def test_twice_is_once(cast, case):
    assert read_instead(cast.arman, case) == read_instead(cast.arman, case)
    assert ReadInstead.objects.filter(person=cast.arman).count() == 1
