"""Alma, the editor, works on questions in the admin, and what she changes goes back to text."""

import difflib
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from tanu.audit.models import Event
from tanu.question_banks.exporting import export_section
from tanu.question_banks.models import Outcome, Question, QuestionVersion, Section
from tests.courses.posting import form_of
from tests.question_banks.forms import load_form


def address(page: str, *args) -> str:
    return reverse(f"wagtailsnippets_question_banks_question:{page}", args=args)


def send(alma, question: Question, action: str = "action-publish", **changes):
    """What her browser sends from the question's form, with `changes`; CR LF as browsers do."""
    there = address("edit", question.pk)
    return alma.post(there, form_of(alma, there, question, **changes) | ({action: "1"} if action else {}))


def fresh(question: Question) -> Question:
    return Question.objects.select_related("current", "section").get(pk=question.pk)


def changed_lines(before: str, after: str) -> list[str]:
    return [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[:2] in ("- ", "+ ")]


def text_of(question: Question) -> str:
    (text,) = export_section(Section.objects.get(pk=question.section_id)).values()
    return text


def faults(answer) -> str:
    """What the page says is wrong, wherever it says it."""
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_sending_what_the_page_shows_changes_nothing(alma):
    for question in Question.objects.filter(section__bank__key="recognition-and-referral").order_by("key")[:12]:
        before, version = text_of(question), question.current_id
        assert send(alma, question).status_code == 302
        assert text_of(question) == before
        assert fresh(question).current_id == version


def test_a_practice_form_goes_back_to_text_as_well(alma, db):
    question = load_form()
    before, version = text_of(question), question.current
    assert send(alma, question).status_code == 302
    assert text_of(question) == before
    assert fresh(question).current == version


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("stem_ru", "    ru: "),
        ("ask_kk", "    kk: "),
        ("options-0-value-feedback-en", "      en: "),
        ("options-2-value-text-kk", "      kk: "),
    ],
)
def test_an_edit_changes_its_line_and_no_other(alma, question, field, line):
    before = text_of(question)
    send(alma, question, **{field: "Another wording."})
    removed, added = changed_lines(before, text_of(question))
    assert removed.startswith(f"- {line}")
    assert added == f"+ {line}Another wording."


def test_a_text_of_several_lines_keeps_its_line_ends(alma, question):
    send(alma, question, stem_en="One.\r\n\r\nTwo.  ")
    assert fresh(question).stem["en"] == "One.\n\nTwo."
    assert "    en: |-\n      One.\n\n      Two.\n" in text_of(question)


def test_facts_and_what_is_awaited_stay_in_their_order(alma, question):
    Question.objects.filter(pk=question.pk).update(awaits=["language", "clinical"])
    send(alma, question, awaits=["clinical", "legal", "language"])
    assert fresh(question).awaits == ["language", "clinical", "legal"]


def test_what_she_publishes_is_asked_and_the_old_version_stays(alma, cast, question):
    old = question.current
    send(alma, question, ask_en="What do you say?")
    new = fresh(question).current
    assert new.document["ask"]["en"] == "What do you say?"
    assert QuestionVersion.objects.filter(pk=old.pk).exists()
    assert Event.objects.filter(verb="publish-question", subject_id=question.pk, actor_id=cast.alma.pk).count() == 1


def test_a_draft_is_asked_of_nobody_and_may_be_unfinished(alma, question):
    before, version = text_of(question), question.current
    assert send(alma, question, action="", ask_ru="", **{"options-0-value-feedback-kk": ""}).status_code == 302
    found = fresh(question)
    assert found.has_unpublished_changes
    assert found.get_latest_revision_as_object().ask["ru"] == ""
    assert found.current == version
    assert text_of(question) == before


def test_a_question_goes_live_by_schedule(alma, question):
    soon = timezone.localtime() + timedelta(days=1)
    send(alma, question, ask_en="What do you say?", go_live_at=soon.strftime("%Y-%m-%d %H:%M"))
    assert fresh(question).current == question.current
    fresh(question).revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=timezone.now())
    revision = fresh(question).latest_revision
    revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert fresh(question).current.document["ask"]["en"] == "What do you say?"


def test_a_draft_that_breaks_the_rules_does_not_go_live_by_any_other_way(alma, question):
    before = text_of(question)
    send(alma, question, action="", ask_ru="")
    with pytest.raises(ValidationError):
        fresh(question).latest_revision.publish()
    assert (text_of(question), fresh(question).current) == (before, question.current)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ask_ru": ""}, "This text is missing in: Russian."),
        ({"stem_en": "<b>Look</b>"}, "English: raw HTML is not allowed: <b>"),
        ({"stem_kk": "Қара\u200bңыз"}, "Kazakh: an invisible character (U+200B) stands in the text; delete it"),
        ({"options-1-value-text-ru": "<i>Нет</i>"}, "raw HTML is not allowed: <i>"),
        ({"options-1-value-feedback-kk": ""}, "This field is required."),
        ({"options-0-value-right": "on"}, "a single choice has one right option, not 2"),
        ({"options-0-value-weight": "0.5"}, "a single choice has `right: true` on one option and no `weight`"),
        ({"options-1-value-key": "a"}, "the option key `a` stands 2 times"),
        ({"options-1-value-key": "B 2"}, "only lower-case letters, digits and dashes are allowed here"),
        ({"type": "several"}, "with several answers each option has a `weight`"),
        ({"type": "referral"}, "the type `referral` has `fields` and no `options`"),
        ({"facts": "F-SCH-08\r\nF-SCH-08"}, "the fact F-SCH-08 stands 2 times"),
        ({"facts": "SCH-08"}, "only lower-case letters, digits and dashes are allowed here (facts as F-CLIN-19)"),
        ({"facts": "F-NONE-99"}, "the fact F-NONE-99 is not in the register"),
        ({"level": ""}, "This field is required."),
    ],
)
def test_the_rules_of_the_files_are_kept_and_the_fault_stands_at_its_field(alma, question, changes, words):
    before = text_of(question)
    page = faults(send(alma, question, **changes))
    assert words in page
    assert text_of(question) == before


def test_a_fault_is_told_in_the_editors_language(alma, question):
    alma.defaults["HTTP_ACCEPT_LANGUAGE"] = "ru"
    page = faults(send(alma, question, stem_en="<b>Look</b>"))
    assert "Английский: " in page
    assert "raw HTML" not in page


def test_a_fault_of_one_text_stands_at_that_text(alma, question):
    answer = send(alma, question, **{"options-1-value-feedback-kk": "", "options-1-value-text-en": "<b>"})
    (error,) = answer.context["form"].errors["options"].as_data()
    inner = error.block_errors[1].block_errors
    assert set(inner) == {"feedback", "text"}
    assert set(inner["feedback"].block_errors) == {"kk"}
    assert set(inner["text"].block_errors) == {"en"}


def new_question(alma, slug: str, **changes):
    section = Section.objects.get(key="recognition-and-referral/disclosure")
    texts = {f"{field}_{code}": f"{field} {code}" for field in ("stem", "ask") for code in ("kk", "ru", "en")}
    option = {"type": "option", "id": "", "deleted": ""}
    options = {"options-count": "2", "fields-count": "0"}
    for number, key in enumerate(("a", "b")):
        prefix = f"options-{number}"
        options |= {f"{prefix}-{name}": value for name, value in option.items()} | {f"{prefix}-order": str(number)}
        options |= {f"{prefix}-value-key": key, f"{prefix}-value-weight": ""}
        options |= {
            f"{prefix}-value-{part}-{language}": f"{part} {language}"
            for part in ("text", "feedback")
            for language in ("kk", "ru", "en")
        }
    fields = {"section": str(section.pk), "slug": slug, "type": "single", "outcome": "o6-disclosure"}
    fields |= {"level": "apply", "truth": "open", "facts": "F-SCH-08", "options-0-value-right": "on"}
    return alma.post(address("add"), fields | texts | options | changes)


def test_a_new_question_has_a_key_of_its_section_and_stands_last_in_its_file(alma, cast):
    assert new_question(alma, "di-77", **{"action-publish": "1"}).status_code == 302
    question = Question.objects.get(key="recognition-and-referral/disclosure/di-77")
    assert question.bank.key == "recognition-and-referral"
    assert "\n\n- id: di-77\n" in text_of(question)
    assert text_of(question).rindex("- id: ") == text_of(question).index("- id: di-77")


def test_a_new_draft_is_in_no_file_until_it_is_published(alma):
    new_question(alma, "di-77")
    question = Question.objects.get(key="recognition-and-referral/disclosure/di-77")
    assert not question.live
    assert "di-77" not in text_of(question)
    send(alma, question)
    assert "- id: di-77\n" in text_of(question)


@pytest.mark.parametrize(
    ("slug", "words"),
    [("di-01", "This key is taken"), ("Di 77", "Only lower-case letters, digits and dashes."), ("", "required")],
)
def test_a_key_is_free_and_plain(alma, slug, words):
    assert words in faults(new_question(alma, slug))


def test_an_outcome_of_another_section_is_refused(alma):
    words = "the outcome `o4-signs` is not among those of its section"
    assert words in faults(new_question(alma, "di-77", outcome="o4-signs", **{"action-publish": "1"}))


def test_a_check_question_is_edited_as_its_lesson_has_it(alma):
    check = Question.objects.filter(section=None, type="single", bank__is_for_lessons=True).order_by("key").first()
    page = alma.get(address("edit", check.pk)).content.decode()
    assert 'name="level"' not in page
    assert 'name="facts"' not in page
    version = check.current_id
    assert send(alma, check).status_code == 302
    assert fresh(check).current_id == version
    send(alma, check, **{"options-0-value-feedback-en": "Because."})
    assert fresh(check).current.document["options"][0]["feedback"]["en"] == "Because."


@pytest.mark.parametrize(("language", "words"), [("kk", "Камила"), ("ru", "Камила"), ("en", "Kamila")])
def test_the_preview_shows_the_draft_in_each_language_before_and_after_answering(alma, question, language, words):
    form = form_of(alma, address("edit", question.pk), question, ask_kk="Сұрақ?", ask_ru="Вопрос?", ask_en="Question?")
    there = address("preview_on_edit", question.pk)
    assert alma.post(there, form).json() == {"is_valid": True, "is_available": True}
    answer = alma.get(there, {"mode": language})
    page = answer.content.decode()
    asked = {"kk": "Сұрақ?", "ru": "Вопрос?", "en": "Question?"}[language]
    assert page.count(asked) == 2
    assert words in page
    assert f'<html lang="{language}">' in page
    assert page.count('class="choice chosen') == 1
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_the_preview_of_an_unfinished_draft_says_so(alma, question):
    form = form_of(alma, address("edit", question.pk), question, ask_ru="")
    there = address("preview_on_edit", question.pk)
    alma.post(there, form)
    assert "The preview appears when nothing is missing." in alma.get(there, {"mode": "en"}).content.decode()


def test_history_and_comparison_are_there(alma, question):
    send(alma, question, ask_en="What do you say?")
    assert alma.get(address("history", question.pk)).status_code == 200
    first = fresh(question).revisions.order_by("created_at").first()
    page = alma.get(address("revisions_compare", question.pk, str(first.pk), "live")).content.decode()
    assert "What do you say" in page


def test_an_older_wording_is_brought_back_from_history(alma, question):
    before, version = text_of(question), question.current_id
    send(alma, question, ask_en="What do you say?")
    first = fresh(question).revisions.order_by("created_at").first()
    there = address("revisions_revert", question.pk, first.pk)
    alma.post(there, form_of(alma, there, first.as_object()) | {"action-publish": "1", "revision": str(first.pk)})
    assert text_of(question) == before
    assert fresh(question).current_id == version


def test_she_retires_a_question_and_brings_it_back(alma, cast, question):
    there = address("unpublish", question.pk)
    assert "Retire" in alma.get(address("edit", question.pk)).content.decode()
    assert alma.get(there).status_code == 200
    alma.post(there)
    assert fresh(question).retired_on
    assert "Bring back" in alma.get(address("edit", question.pk)).content.decode()
    alma.post(there)
    assert fresh(question).retired_on is None
    verbs = Event.objects.filter(subject_id=question.pk, actor_id=cast.alma.pk).order_by("at")
    assert list(verbs.values_list("verb", flat=True)) == ["retire-question", "reinstate-question"]


def test_a_question_is_not_deleted_or_copied(alma, question):
    assert alma.post(address("delete", question.pk)).status_code == 302
    assert Question.objects.filter(pk=question.pk).exists()
    page = alma.get(address("edit", question.pk)).content.decode()
    assert address("delete", question.pk) not in page


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"q": "di-01"}, "di-01", "di-02"),
        ({"q": "Kamila"}, "di-01", "cr-01"),
        ({"outcome": "o6-disclosure"}, "di-01", "cr-01"),
        ({"type": "several"}, "di-02", "di-01"),
        ({"truth": "mixed"}, "di-01", "di-02"),
        ({"retired": "true"}, "di-02", "di-01"),
    ],
)
def test_the_list_is_searched_and_filtered(alma, query, there, not_there):
    Question.objects.filter(key__endswith="di-02").update(retired_on="2026-11-20" if "retired" in query else None)
    page = alma.get(address("list"), query).content.decode()
    assert f"/{there}" in page
    assert f"/{not_there}" not in page


def test_the_list_asks_no_more_for_more_questions(alma, django_assert_max_num_queries):
    alma.get(address("list"))
    with django_assert_max_num_queries(30):
        alma.get(address("list"))


def test_the_title_of_a_section_and_of_an_outcome_changes_its_lines(alma, cast, question):
    section, before = question.section, text_of(question)
    titles = {"title_kk": "Атау", "title_ru": "Название", "title_en": "Title"}
    there = reverse("wagtailsnippets_question_banks_section:edit", args=[section.pk])
    page = alma.get(there).content.decode()
    assert "Awaiting review" in page
    assert "o6-disclosure" in page
    assert alma.post(there, titles | {"edition": "2026-11-21"}).status_code == 302
    outcome = Outcome.objects.get(section=section)
    there = reverse("wagtailsnippets_question_banks_outcome:edit", args=[outcome.pk])
    assert alma.post(there, titles).status_code == 302
    added = [line for line in changed_lines(before, text_of(question)) if line.startswith("+")]
    assert added == [
        f"+ {space}{code}: {word}"
        for space in ("  ", "    ")
        for code, word in zip(("kk", "ru", "en"), ("Атау", "Название", "Title"), strict=True)
    ]
    assert Event.objects.filter(verb__in=["name-section", "name-outcome"], actor_id=cast.alma.pk).count() == 2


@pytest.mark.parametrize("model", ["section", "outcome"])
def test_sections_and_outcomes_come_from_text_and_none_is_added_or_deleted(alma, question, model):
    assert alma.get(reverse(f"wagtailsnippets_question_banks_{model}:list")).status_code == 200
    assert alma.get(reverse(f"wagtailsnippets_question_banks_{model}:add")).status_code == 302
    row = question.section if model == "section" else question.section.outcomes.get()
    alma.post(reverse(f"wagtailsnippets_question_banks_{model}:delete", args=[row.pk]))
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("who", ["gulmira", "roza", "bolat"])
def test_for_nobody_else_is_there_an_admin(client, cast, question, who):
    client.force_login(getattr(cast, who))
    assert client.get(address("list")).status_code == 404
    assert client.post(address("edit", question.pk)).status_code == 404
