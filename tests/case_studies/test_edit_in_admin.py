"""Alma, the editor, writes a case in the admin: the graph once, the three languages side by side."""

from html import unescape

import pytest

from tanu.case_studies.editing_source import to_form
from tanu.case_studies.files import read_case
from tanu.case_studies.loading import export_case, load_case
from tanu.case_studies.models import Case
from tanu.case_studies.publishing import retire
from tanu.lib.places import Problems
from tanu.people.editors import editors
from tests.case_studies.cases import publish
from tests.case_studies.posting import address, form_of, parts, send


@pytest.fixture
def alma(client, cast):
    client.force_login(cast.alma)
    return client


@pytest.fixture
def bell(db, settings) -> Case:
    """After the bell, as shipped."""
    file = read_case(settings.CONTENT_ROOT / "case_studies" / "after-the-bell", Problems(settings.CONTENT_ROOT))
    assert file
    return load_case(file)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def page(answer) -> str:
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def said(case: Case) -> dict:
    draft = fresh(case).get_latest_revision_as_object()
    return to_form(draft.graph, draft.words)


def test_sending_what_the_page_shows_changes_nothing(alma, bell):
    before, edition = export_case(bell), fresh(bell).current_id
    assert send(alma, bell).status_code == 302
    assert export_case(fresh(bell)) == before
    assert fresh(bell).current_id == edition


def test_an_edit_changes_its_line_and_no_other(alma, bell):
    before = export_case(bell)
    form = said(bell)
    form["scenes"][2]["choices"][1]["text"]["ru"] = "Другой ответ."
    assert send(alma, bell, said=form).status_code == 302
    after = export_case(fresh(bell))
    changed = [path for path in after if after[path] != before[path]]
    assert changed == ["case_studies/after-the-bell/prose.ru.md"]
    lines = set(after[changed[0]].split("\n")) - set(before[changed[0]].split("\n"))
    assert lines == {"- lead | Другой ответ."}


def test_the_graph_stands_once_for_all_languages(alma, case):
    form = said(case)
    form["scenes"][0]["choices"][0]["to"] = "monday"
    send(alma, case, action="", said=form)
    draft = fresh(case).get_latest_revision_as_object()
    assert draft.graph["scenes"][0]["choices"][0]["to"] == "monday"
    assert fresh(case).graph["scenes"][0]["choices"][0]["to"] == "talk"


def test_targets_are_chosen_from_the_scenes_of_this_draft(alma, case):
    answer = page(alma.get(address("edit", case.pk)))
    for scene in ("desk", "talk", "monday", "safe", "lost"):
        assert f'<option value=\\"{scene}\\">{scene}</option>' in answer.replace('\\\\"', '\\"')


def test_a_draft_may_break_the_rules_and_is_played_by_nobody(alma, case):
    edition = case.current_id
    form = said(case)
    form["scenes"][3]["verdict"] = ""
    form["scenes"][1]["heading"]["kk"] = ""
    assert send(alma, case, action="", said=form, minutes="").status_code == 302
    assert fresh(case).has_unpublished_changes
    assert fresh(case).current_id == edition
    assert said(case)["scenes"][3]["verdict"] == ""


@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_what_is_published_or_submitted_keeps_the_rules_and_the_fault_names_its_scene(alma, case, action):
    alma.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    form = said(case)
    form["scenes"][2]["choices"][0]["to"] = "nowhere"
    answer = page(send(alma, case, action=action, said=form))
    assert "monday: there is no scene `nowhere`" in answer
    assert not fresh(case).has_unpublished_changes


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda form: form["scenes"][1].update(id="desk"), "`desk` stands twice"),
        (lambda form: form["scenes"][1].update(id=""), "This needs an id."),
        (lambda form: form["scenes"][1].update(counters="burden one"), "`burden one` is not understood"),
        (lambda form: form["people"][1].update(id="ainur"), "`ainur` stands twice"),
    ],
)
def test_what_could_not_be_kept_is_refused_in_a_draft_as_well(alma, case, change, words):
    alma.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    form = said(case)
    change(form)
    assert words in page(send(alma, case, action="", said=form)).replace("\\u0060", "`")
    assert not fresh(case).has_unpublished_changes


def test_the_problems_stand_beside_the_editor_and_lead_to_their_scene(alma, case):
    form = said(case)
    form["scenes"][2]["choices"][0]["to"] = "nowhere"
    send(alma, case, action="", said=form)
    answer = alma.get(address("edit", case.pk), headers={"accept-language": "en"})
    (anchor,) = [
        anchor for problem, anchor in panel(answer)["problems"] if problem.message == "there is no scene `nowhere`"
    ]
    assert f'href="#{anchor}">monday: there is no scene' in page(answer)
    scenes = answer.context["form"]["scenes"].value()
    assert anchor == f"block-{scenes.bound_blocks[2].id}-section"


def panel(answer) -> dict:
    (found,) = [panel for panel in answer.context["side_panels"] if panel.name == "problems"]
    return found.get_context_data({})


def test_the_panel_says_what_the_ways_come_to(alma, bell):
    answer = alma.get(address("edit", bell.pk))
    found = panel(answer)
    assert not found["problems"]
    assert (found["measures"].best, found["measures"].out_of) == (14, 14)
    assert set(found["measures"].endings) == {"end-safe", "end-harder", "end-late", "end-silence"}
    assert "<svg" in page(answer)


def test_whoever_saves_second_overwrites_nothing(alma, case):
    older = form_of(alma, case)
    form = said(case)
    form["scenes"][0]["heading"]["en"] = "First come"
    send(alma, case, action="", said=form)
    answer = alma.post(address("edit", case.pk), older | {"minutes": "33"})
    assert answer.status_code == 409
    minutes, scenes = answer.context["others"]
    assert (minutes.theirs, minutes.mine) == ("15", "33")
    assert "First come" in scenes.theirs
    assert "First come" not in scenes.mine
    assert said(case)["scenes"][0]["heading"]["en"] == "First come"


def test_a_new_case_begins_with_its_key_and_waits_for_its_reviews(alma, db):
    empty = {name: [] for name in ("people", "counters", "critical", "forbidden", "scenes", "remarks", "facilitator")}
    texts = {
        f"{name}_{number}": ""
        for name in ("title", "intro", "content_warning", "outcomes_said", "role", "awaits")
        for number in range(3)
    }
    answer = alma.post(address("add"), {"key": "a-new-one", "feedback": "end", **texts, **parts(empty)})
    assert answer.status_code == 302
    draft = Case.objects.get(key="a-new-one").get_latest_revision_as_object()
    assert draft.graph["id"] == "a-new-one"
    assert draft.graph["review"]["legal"] == {"state": "awaiting"}
    assert not draft.live
    assert alma.get(address("list")).status_code == 200


@pytest.mark.parametrize("key", ["two-doors", "Two Doors"])
def test_a_key_that_is_taken_or_no_key_is_refused(alma, case, key):
    answer = alma.post(address("add"), {"key": key, "feedback": "end", **parts(said(case))})
    assert answer.status_code == 200
    assert "key" in answer.context["form"].errors


def test_it_is_retired_and_brought_back(alma, case):
    assert "unpublish" in page(alma.get(address("edit", case.pk)))
    alma.post(address("unpublish", case.pk))
    assert fresh(case).retired_on
    assert not Case.objects.in_use().filter(pk=case.pk).exists()
    alma.post(address("unpublish", case.pk))
    assert fresh(case).retired_on is None


def test_the_list_says_what_it_waits_for_and_how_many_problems_it_has(alma, case):
    retire(publish(id="three-doors"))
    answer = page(alma.get(address("list"), headers={"accept-language": "en"}))
    assert "Clinician" in answer
    assert "retired on" in answer


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_preview_shows_what_learners_will_read_in_each_language(alma, case, language):
    there = address("preview_on_edit", case.pk)
    alma.post(there, form_of(alma, case))
    answer = page(alma.get(there, {"mode": language}))
    assert f"<h1>title ({language})</h1>" in answer
    assert f"monday ({language})" in answer
    assert f"because listened ({language})" in answer


def test_the_preview_of_an_unfinished_draft_says_so(alma, case):
    there = address("preview_on_edit", case.pk)
    alma.post(there, form_of(alma, case, minutes=""))
    assert "<h1>" not in page(alma.get(there, {"mode": "ru"}))


def test_nobody_deletes_a_case_in_the_admin(alma, case):
    alma.post(address("delete", case.pk))
    assert Case.objects.filter(pk=case.pk).exists()


def test_editors_may_work_on_cases(db):
    codenames = set(
        editors().permissions.filter(content_type__app_label="case_studies").values_list("codename", flat=True)
    )
    assert {"add_case", "change_case", "publish_case"} <= codenames
    assert "delete_case" not in codenames


def test_a_case_of_sixty_scenes_saves(alma, case):
    form = said(case)
    scene = form["scenes"][0]
    choice = scene["choices"][0]
    form["scenes"] = [
        scene
        | {
            "id": f"scene-{number}",
            "kind": "normal" if number else "start",
            "choices": [choice | {"id": f"c-{place}", "to": f"scene-{(number + place) % 60}"} for place in range(1, 5)],
        }
        for number in range(60)
    ]
    fields = form_of(alma, case, form)
    assert len(fields) > 5_000
    assert alma.post(address("edit", case.pk), fields).status_code == 302
    assert len(said(case)["scenes"]) == 60
    assert said(case)["scenes"] == form["scenes"]
