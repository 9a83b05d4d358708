"""What is stored only to be quick can be deleted: counted again, everything reads as before."""

from django.core.management import call_command

from tanu.coverage.boards.board import read_board
from tanu.coverage.models import Standing
from tanu.people.models import Person
from tanu.quizzes.models import Attempt, AttemptItem
from tests.quizzes.paper import sit


def test_every_cached_column_is_deleted_and_recounted_and_the_boards_are_equal(cast, course):
    call_command("demo", verbosity=0)
    sit(cast.aigerim, course.test, 17)
    sit(cast.gulmira, course.test, 9)

    def everything() -> list[object]:
        boards = [read_board(place, cast.today) for place in (cast.district, cast.moved_district, cast.region)]
        attempts = list(Attempt.objects.order_by("pk").values_list("pk", "score", "passed"))
        items = list(AttemptItem.objects.order_by("pk").values_list("pk", "fraction"))
        return [boards, attempts, items, list(Person.objects.values_list("pk", "sort_key", "search_key"))]

    before = everything()
    Standing.objects.all().delete()
    Attempt.objects.update(score=None, passed=None)
    AttemptItem.objects.update(fraction=None)
    Person.objects.update(sort_key="", search_key="")

    for command in ("recount_names", "recount_attempts", "recount_coverage"):
        call_command(command, verbosity=0)
    assert everything() == before
