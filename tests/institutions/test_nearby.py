from datetime import timedelta

from tanu.institutions.models import ReferralRoute
from tanu.institutions.nearby import FRESH_FOR, routes_for, workplaces_of, works_of


def test_the_reader_is_given_the_confirmed_number_of_their_own_district(cast):
    (route,) = routes_for(cast.aigerim, cast.today)
    assert route.territory == cast.district


def test_a_number_confirmed_too_long_ago_is_not_given(cast):
    route = ReferralRoute.objects.get(territory=cast.district)
    assert routes_for(cast.aigerim, route.confirmed_on + FRESH_FOR - timedelta(days=1)) == [route]
    assert routes_for(cast.aigerim, route.confirmed_on + FRESH_FOR) == []


def test_a_district_without_a_number_gives_none(cast):
    assert routes_for(cast.daniyar, cast.today) == []


def test_the_reader_is_told_the_officers_of_each_institution(cast):
    places = workplaces_of(cast.zarina, cast.today)
    officers = {place.name["en"]: [officer.person for officer in place.officers] for place in places}
    assert officers == {"Zhusandy city hospital": [cast.natalya], "Zhusandy village school": [cast.aigerim]}


def test_where_nobody_is_designated_the_head_is_named(cast):
    (place,) = workplaces_of(cast.svetlana, cast.today)
    assert (place.officers, place.head_name) == ([], "Гүлнар Асқарқызы")


def test_whoever_left_works_nowhere(cast):
    assert workplaces_of(cast.kairat, cast.today) == []
    assert works_of([cast.kairat], cast.today) == {}
