"""As of a day, as it is known now and as it was known then."""

from datetime import timedelta

from django.utils import timezone

from tanu.coverage.algebra import Cover
from tanu.coverage.boards.board import read_board
from tanu.coverage.books import covers_on
from tanu.coverage.staff_figures import count_staff
from tanu.coverage.tallies import tally
from tanu.institutions.actions import define_territory, end_post
from tanu.institutions.models import Post
from tanu.records.actions import void


def covered(story, day, known_at=None) -> int:
    """Institutions of the district that stood covered."""
    return sum(row.institutions for row in tally([story.district.pk], day, known_at) if row.cover == Cover.COVERED)


def test_a_completion_entered_late_was_not_known_then(story, complete):
    day = story.today - timedelta(days=5)
    then = timezone.now()
    before = covered(story, day)

    complete(story.aigerim, day)

    assert covered(story, day) == before + 1
    assert covered(story, day, then) == before


def test_a_completion_taken_back_was_still_known_then(story, complete):
    completion = complete(story.aigerim, story.today)
    then = timezone.now()
    with_it = covered(story, story.today)

    void(completion, by=story.alma)

    assert covered(story, story.today) == with_it - 1
    assert covered(story, story.today, then) == with_it


def test_a_leaver_entered_late_was_still_at_the_post_then(story):
    then = timezone.now()
    end_post(Post.objects.on(story.today).get(person=story.saule), story.today - timedelta(days=3))

    now = covers_on([story.polyclinic.pk], story.today)[story.polyclinic.pk]
    assert now.cover == Cover.NOT_REGISTERED
    assert covers_on([story.polyclinic.pk], story.today, then)[story.polyclinic.pk].cover == Cover.COVERED


def test_staff_are_counted_as_they_were_known_then(story, complete):
    before = count_staff([story.school.pk], story.today)[story.school.pk]
    then = timezone.now()

    complete(story.gulmira, story.today)

    assert count_staff([story.school.pk], story.today)[story.school.pk] == (before[0], before[1] + 1)
    assert count_staff([story.school.pk], story.today, then)[story.school.pk] == before


def test_a_district_that_was_moved_since_lay_where_it_lay(story):
    day, then = story.today - timedelta(days=1), timezone.now()
    before = read_board(story.region, day, known_at=then).counts
    names = {"kk": "Жусанды", "ru": "Жусанды", "en": "Zhusandy"}

    define_territory(story.district.code, "district", names, parent=story.next_door, valid_from=day - timedelta(days=5))

    assert read_board(story.region, day, known_at=then).counts == before
    assert read_board(story.region, day).counts != before
