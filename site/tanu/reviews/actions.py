"""Who may review, and the workflow each thing goes through: clinician, lawyer, native speaker, then it is published."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Workflow, WorkflowTask

from tanu.audit.actions import record
from tanu.people.models import Person
from tanu.reviews.models import Kind, ReviewTask

_NATIVE = {"kk": "Native speakers of Kazakh", "ru": "Native speakers of Russian", "en": "Native speakers of English"}
_GROUPS = {Kind.CLINICAL: "Clinicians", Kind.LEGAL: "Lawyers"}


@transaction.atomic
def let_review(person: Person, kind: str, language: str = "", *, by: Person | None = None) -> None:
    """`person` may approve texts as a clinician, a lawyer or a native speaker of `language`."""
    person.groups.add(_group(kind, language))
    record("let-review", person, by=by, kind=kind, language=language)


def review_workflow(*languages: str) -> Workflow:
    """The workflow of a text in these languages, made when it is first asked for."""
    name = f"Review: {', '.join(languages)}"
    found = Workflow.objects.filter(name=name, active=True).first()
    return found or _make_workflow(name, languages)


@transaction.atomic
def _make_workflow(name: str, languages: tuple[str, ...]) -> Workflow:
    steps = [(Kind.CLINICAL, ""), (Kind.LEGAL, ""), *((Kind.LANGUAGE, language) for language in languages)]
    workflow = Workflow.objects.create(name=name)
    for order, (kind, language) in enumerate(steps):
        WorkflowTask.objects.create(workflow=workflow, task=_task(kind, language), sort_order=order)
    return workflow


def _task(kind: str, language: str) -> ReviewTask:
    group = _group(kind, language)
    task, is_new = ReviewTask.objects.get_or_create(kind=kind, language=language, defaults={"name": group.name})
    if is_new:
        task.groups.add(group)
    return task


def _group(kind: str, language: str) -> Group:
    group, is_new = Group.objects.get_or_create(name=_NATIVE[language] if language else _GROUPS[Kind(kind)])
    if is_new:
        group.permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    return group
