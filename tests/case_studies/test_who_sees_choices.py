"""What people choose is for those who teach: never for heads, officers and officials."""

import pytest
from django.urls import reverse

from tanu.case_studies.filters import FilterForm
from tests.case_studies.crowd import send
from tests.cast import PEOPLE

TEACH = {"aliya", "bolat", "alma"}


@pytest.mark.parametrize("name", ["map", "map_csv"])
def test_lecturers_trainers_and_editors_know_of_the_map_and_nobody_else(client, cast, case, name):
    send(case, 5, "listen", "call")
    address = reverse(f"case_studies:{name}", args=[case.key])
    answers = {}
    for code in PEOPLE:
        client.force_login(getattr(cast, code))
        answers[code] = client.get(address).status_code
    assert answers == {code: 200 if code in TEACH else 404 for code in PEOPLE}


def test_a_visitor_is_led_to_the_sign_in_page(client, case):
    answer = client.get(reverse("case_studies:map", args=[case.key]))
    assert answer.status_code == 302


def test_no_filter_names_an_institution(cast):
    assert set(FilterForm(cast.alma, {}).fields) <= {"profession", "kind", "language", "group", "since", "until"}
