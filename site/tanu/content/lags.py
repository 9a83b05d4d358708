"""What lags behind, and where an editor goes to mend it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext

from tanu.content.models import LoadedItem
from tanu.courses.models import Course, Fact, Lesson, LessonPage
from tanu.courses.standing import languages_of
from tanu.handouts.models import Handout
from tanu.institutions.models import FRESH_FOR, HelpLine, InstitutionPeriod, ReferralRoute, TerritoryPeriod
from tanu.lib.dates import local_day, long_date
from tanu.lib.languages import LANGUAGES, in_language
from tanu.lib.trilingual import LANGUAGE_NAMES
from tanu.pictures.models import Picture
from tanu.question_banks.models import Question, Section
from tanu.reviews.models import Kind
from tanu.reviews.states import is_settled

# A fact is looked up anew after this time.
FACT_HOLDS = timedelta(days=365)


@dataclass(frozen=True)
class Behind:
    """One item that lags; `address` is where it is mended."""

    title: str
    behind: str
    address: str = ""


@dataclass(frozen=True)
class Lag:
    title: str
    advice: str
    rows: list[Behind]


def lags() -> list[Lag]:
    """Everything that waits for somebody, the most pressing first."""
    return [
        Lag(
            gettext("Changed here and in the files"),
            gettext("Decide which version stands."),
            list(_undecided()),
        ),
        Lag(
            gettext("Whom to call: not confirmed for 180 days"),
            gettext("Ring the number and write who confirmed it. Until then learners see 102, 112 and 111."),
            [*_routes(), *_help_lines()],
        ),
        Lag(
            gettext("A language behind the others"),
            gettext("Learners go on reading the last version that agreed in all three languages."),
            list(_languages()),
        ),
        Lag(
            gettext("Not reviewed"),
            gettext("Send the item into the review: a clinician, a lawyer and a native speaker say when it may stand."),
            list(_unreviewed()),
        ),
        Lag(
            gettext("Facts due for a check"),
            gettext("Look the source up again, then write the day. A fact is due after a year."),
            list(_facts()),
        ),
        Lag(
            gettext("Questions without feedback"),
            gettext("Every option says why, in every language."),
            list(_questions()),
        ),
        Lag(
            gettext("Pictures without an alternative text"),
            gettext("Say in each language what somebody who cannot see the picture must know."),
            list(_pictures()),
        ),
    ]


def _undecided() -> Iterator[Behind]:
    for row in LoadedItem.objects.filter(incoming__isnull=False).order_by("kind", "key"):
        yield Behind(row.key, gettext("two versions"), f"{reverse('content_texts')}#item-{row.pk}")


def _routes() -> Iterator[Behind]:
    """Districts with institutions whose route is missing or too old."""
    today = local_day()
    routes = {row.territory_id: row for row in ReferralRoute.objects.all()}
    fresh = set(ReferralRoute.objects.confirmed_after(today - FRESH_FOR).values_list("territory_id", flat=True))
    served = set(InstitutionPeriod.objects.on(today).values_list("territory_id", flat=True)) | routes.keys()
    names = TerritoryPeriod.objects.on(today).filter(territory__in=served - fresh).values_list("territory_id", "name")
    for territory, name in sorted(names, key=lambda row: in_language(row[1])):
        if route := routes.get(territory):
            yield Behind(in_language(name), _since(route.confirmed_on), _snippet(route))
        else:
            address = reverse("wagtailsnippets_institutions_referralroute:add")
            yield Behind(in_language(name), gettext("no route is named"), address)


def _help_lines() -> Iterator[Behind]:
    day = local_day() - FRESH_FOR
    for line in HelpLine.objects.filter(Q(confirmed_on__isnull=True) | Q(confirmed_on__lte=day)):
        yield Behind(line.number, _since(line.confirmed_on), _snippet(line))


def _languages() -> Iterator[Behind]:
    pages = Prefetch("pages", LessonPage.objects.select_related("locale"))
    for lesson in Lesson.objects.filter(retired_on__isnull=True).select_related("course").prefetch_related(pages):
        for one in languages_of(lesson, lesson.pages.all()):
            if one.lag or one.state != gettext("live"):
                said = ": ".join(filter(None, [one.name, one.state, " ".join(one.lag)]))
                yield Behind(lesson.key, said, one.url or _snippet(lesson))


def _unreviewed() -> Iterator[Behind]:
    things: list[tuple[Iterable[Any], Callable[[Any], str]]] = [
        (Course.objects.filter(retired_on__isnull=True), _snippet),
        (Lesson.objects.filter(retired_on__isnull=True), _snippet),
        (Section.objects.all(), _snippet),
        (Handout.objects.filter(retired_on__isnull=True).select_related("course"), _handout),
    ]
    for rows, address in things:
        for row in rows:
            if awaited := _awaited(row.review):
                yield Behind(row.key, ", ".join(awaited), address(row))


def _awaited(review: dict[str, Any]) -> list[str]:
    """Who has not reviewed yet, in words."""
    found = [str(Kind(kind).label) for kind in ("clinical", "legal") if not is_settled(review[kind])]
    states = review["language"]
    languages = [code for code in LANGUAGES if code in states and not is_settled(states[code])]
    if languages:
        names = ", ".join(str(LANGUAGE_NAMES[code]) for code in languages)
        found.append(f"{Kind.LANGUAGE.label} ({names})")
    return found


def _facts() -> Iterator[Behind]:
    for fact in Fact.objects.filter(checked__lt=local_day() - FACT_HOLDS).order_by("checked", "key"):
        said = gettext("looked up on %(day)s") % {"day": long_date(fact.checked)}
        yield Behind(fact.key, said, _snippet(fact))


def _questions() -> Iterator[Behind]:
    """Also drafts: a question that is live has passed the check."""
    for question in Question.objects.filter(retired_on__isnull=True).select_related("latest_revision"):
        newest = question.get_latest_revision_as_object()
        fields = [field.value for field in newest.fields]
        options = [option.value for option in newest.options] + [row for field in fields for row in field["options"]]
        missing = {code for option in options for code in LANGUAGES if not option["feedback"][code]}
        if missing or not options:
            names = ", ".join(str(LANGUAGE_NAMES[code]) for code in LANGUAGES if code in missing)
            yield Behind(question.key, names, _snippet(question))


def _pictures() -> Iterator[Behind]:
    for picture in Picture.objects.filter(Q(alt_kk="") | Q(alt_ru="") | Q(alt_en="")).order_by("title"):
        missing = [str(LANGUAGE_NAMES[code]) for code in LANGUAGES if not getattr(picture, f"alt_{code}")]
        yield Behind(picture.title, ", ".join(missing), reverse("wagtailimages:edit", args=[picture.pk]))


def _since(day: Any) -> str:
    return gettext("confirmed on %(day)s") % {"day": long_date(day)} if day else gettext("never confirmed")


def _handout(handout: Handout) -> str:
    return reverse("handouts:handout", args=[handout.course.key, handout.slug])


def _snippet(row: Any) -> str:
    return reverse(f"wagtailsnippets_{row._meta.app_label}_{row._meta.model_name}:edit", args=[row.pk])
