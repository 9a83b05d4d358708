"""The months before and ahead: the line to the deadline, the forecast, the seats."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tanu.coverage.algebra import Cover
from tanu.coverage.boards.board import read_board
from tanu.coverage.boards.months import months_of
from tanu.coverage.boards.orders import Deadline, deadline_of
from tanu.coverage.boards.trend import BOTTOM, LEFT, RIGHT, TOP, points_of, trend_chart
from tanu.institutions.actions import grant
from tanu.institutions.models import Territory

ORDER = Deadline(date(2026, 1, 1), date(2026, 12, 27), 360)


def test_the_deadline_is_the_order_and_the_days_it_gives(story):
    deadline = read_board(story.district, story.today).deadline

    assert deadline.starts_on == story.today - timedelta(days=400)
    assert deadline.days_left(story.today) == 60 - 400


def test_of_several_orders_for_officers_the_latest_deadline_counts(story, ask):
    ask("a-later-one", due_days=600)
    ask("for-all", due_days=900, designated_only=False)

    assert read_board(story.district, story.today).days_left == 600 - 400


def test_without_an_order_for_officers_there_is_no_deadline():
    assert deadline_of([]) is None


@pytest.mark.parametrize(("day", "share"), [(date(2025, 1, 1), 0), (date(2026, 6, 30), 0.5), (date(2028, 1, 1), 1)])
def test_the_line_goes_straight_from_the_order_to_the_deadline_and_stays(day, share):
    assert ORDER.share_due(day) == pytest.approx(share)


numbers = st.integers(0, 8000)
covers = st.builds(
    lambda covered, risk, none: Counter({Cover.COVERED: covered, Cover.AT_RISK: risk, Cover.NOT_COVERED: none}),
    numbers,
    numbers,
    numbers,
)


@given(st.lists(covers, min_size=1, max_size=13), st.lists(covers, max_size=12))
def test_every_line_stays_in_the_drawing(past, ahead):
    first = date(2025, 12, 1)
    days = [first + timedelta(days=30 * place) for place in range(len(past) + len(ahead))]
    points = points_of(list(zip(days, [*past, *ahead], strict=True)), ORDER)

    chart = trend_chart(points[: len(past)], points[len(past) :])

    drawn = " ".join([chart.past, chart.ahead, chart.target]).split()
    for x, y in (map(int, point.split(",")) for point in drawn):
        assert LEFT <= x <= RIGHT
        assert TOP <= y <= BOTTOM
    assert bool(chart.ahead) == bool(chart.cap) == bool(ahead)


def test_the_last_month_of_the_trend_is_what_the_board_says(story):
    found = months_of(story.region, story.today, story.today)

    assert found.now.counts == read_board(story.region, story.today).counts
    assert len(found.past) in (12, 13)
    assert [point.day.day for point in found.past[:-1]] == [1] * (len(found.past) - 1)


def test_each_month_behind_is_what_its_board_said(story):
    for point in months_of(story.district, story.today, story.today).past:
        assert point.counts == read_board(story.district, point.day).counts


def test_the_forecast_is_twelve_months_with_the_officers_seats(story):
    found = months_of(story.region, story.today, story.today)

    assert len(found.ahead) == 12
    assert found.seats_officers == sum(point.seats for point in found.ahead) > 0
    assert found.seats_others % 5 == 0


def test_a_past_day_and_the_country_have_no_forecast(story):
    country = Territory.objects.get(code="KZ")

    assert months_of(story.region, story.today - timedelta(days=3), story.today).ahead == []
    assert months_of(country, story.today, story.today).ahead == []


@pytest.mark.parametrize("query", ["", "?kind=school", "?on={past}", "?kind=university"])
def test_the_page_opens_with_figures_and_without(client, story, query):
    client.force_login(story.roza)
    past = (story.today - timedelta(days=200)).isoformat()

    page = client.get(f"/en/coverage/{story.region.pk}/months/{query.format(past=past)}")

    assert page.status_code == 200
    assert "<polyline" in page.content.decode()


def test_the_countrys_page_says_where_the_forecast_is(client, story):
    country = Territory.objects.get(code="KZ")
    grant(story.roza, "official", territory=country, valid_from=story.today)
    client.force_login(story.roza)

    assert "open one of them" in client.get(f"/en/coverage/{country.pk}/months/").content.decode()
