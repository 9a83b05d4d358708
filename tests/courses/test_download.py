"""A lesson may lead to a handout of its course: a card with the page and the PDF."""

import pytest

from tanu.content.loading import load_library
from tests.handouts.one_page import build_tree_with_aid


@pytest.fixture
def lesson_page(tmp_path, course, aigerim) -> str:
    tree = build_tree_with_aid(tmp_path)
    tree.change_lessons("They called.", 'They called.\n\n::: download one-page "One page, A4"\n:::')
    load_library(tree.root, is_whole=False)
    return aigerim.get("/en/courses/first-steps/bruises/").content.decode()


def test_the_card_leads_to_the_page_and_to_the_pdf(lesson_page, aigerim):
    page, pdf = "/en/courses/first-steps/handouts/one-page/", "/en/courses/first-steps/handouts/one-page.pdf"
    assert f'<a href="{page}">One page, A4</a>' in lesson_page
    assert f'href="{pdf}"' in lesson_page
    assert aigerim.get(page).status_code == 200
