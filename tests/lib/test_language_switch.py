import pytest
from django.template import Context, Template
from django.test import RequestFactory

from tanu.lib.templatetags.languages import address_in


@pytest.mark.parametrize(
    ("address", "russian"),
    [
        ("/kk/courses/a/b/", "/ru/courses/a/b/"),
        ("/kk/courses/a/b/?again=c1", "/ru/courses/a/b/?again=c1"),
        ("/kk/", "/ru/"),
        ("/elsewhere/", "/ru/"),
    ],
)
def test_the_same_address_differs_in_its_prefix_only(address, russian):
    assert address_in(RequestFactory().get(address), "ru") == russian


def test_kazakh_comes_first_and_each_language_names_itself():
    page = Template("{% load languages %}{% language_switch %}").render(Context())
    assert page.index("ҚАЗ") < page.index("РУС") < page.index("ENG")


def test_in_a_form_the_languages_are_buttons_that_send_it():
    page = Template('{% load languages %}{% language_buttons "answers" %}').render(Context())
    assert '<button type="submit" form="answers" name="go" value="ru"' in page
    assert "<a " not in page
