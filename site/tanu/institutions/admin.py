"""Help lines and referral routes as editors keep them in Wagtail. Saving is one of the room's verbs."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from tanu.institutions.actions import name_help_line, name_referral_route
from tanu.institutions.models import HelpLine, ReferralRoute, Territory, TerritoryPeriod
from tanu.lib.dates import local_day
from tanu.lib.languages import in_language

_CONFIRMATION = FieldRowPanel(
    [FieldPanel("confirmed_on"), FieldPanel("confirmed_by"), FieldPanel("check_by")],
    heading=_("Confirmed by a call"),
    help_text=_("Ring the number, then write who answered and when. After 180 days a route is no longer shown."),
)


class ConfirmedForm(WagtailAdminModelForm):
    """Saves through `verb`, whose first argument is the field `subject`, so that the audit knows who said what."""

    verb: ClassVar[Callable[..., Any]]
    subject: ClassVar[str]

    def clean_confirmed_on(self) -> Any:
        day = self.cleaned_data["confirmed_on"]
        if day and day > local_day():
            raise ValidationError(_("This day has not come yet."))
        return day

    def save(self, commit: bool = True) -> Any:
        facts = dict(self.cleaned_data)
        saved = type(self).verb(facts.pop(self.subject), by=self.for_user, **facts)
        self.instance.pk = saved.pk
        return saved


class HelpLineForm(ConfirmedForm):
    verb = name_help_line
    subject = "number"


class ReferralRouteForm(ConfirmedForm):
    verb = name_referral_route
    subject = "territory"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = names_on(local_day())
        self.fields["territory"].label_from_instance = lambda row: names.get(row.pk, row.code)


class HelpLines(SnippetViewSet):
    model = HelpLine
    icon = "mobile-alt"
    menu_label = _("Help lines")
    copy_view_enabled = False
    list_display = [
        "number",
        Column("purpose", label=_("what it is for"), accessor=lambda line: in_language(line.purpose)),
        "confirmed_on",
        "check_by",
    ]

    @cached_property
    def edit_handler(self) -> Any:
        fields = [FieldRowPanel([FieldPanel("number"), FieldPanel("position")]), FieldPanel("purpose"), _CONFIRMATION]
        return ObjectList(fields, base_form_class=HelpLineForm).bind_to_model(HelpLine)


class ReferralRoutes(SnippetViewSet):
    model = ReferralRoute
    icon = "site"
    menu_label = _("Referral routes")
    copy_view_enabled = False
    list_display = [
        Column("recipient", label=_("who takes referrals"), accessor=str),
        Column("territory", label=_("territory"), accessor=lambda route: name_of(route.territory)),
        "phone",
        "confirmed_on",
    ]

    @cached_property
    def edit_handler(self) -> Any:
        fields = [
            FieldPanel("territory"),
            FieldPanel("recipient"),
            FieldPanel("phone"),
            FieldPanel("hours"),
            _CONFIRMATION,
        ]
        return ObjectList(fields, base_form_class=ReferralRouteForm).bind_to_model(ReferralRoute)


class WhomToCall(SnippetViewSetGroup):
    items = (HelpLines, ReferralRoutes)
    menu_label = _("Whom to call")
    menu_icon = "mobile-alt"
    menu_order = 250


def names_on(day: date) -> dict[Any, str]:
    """Names of all territories by id, in the reader's language."""
    return {pk: in_language(name) for pk, name in TerritoryPeriod.objects.on(day).values_list("territory_id", "name")}


def name_of(territory: Territory) -> str:
    period = TerritoryPeriod.objects.on(local_day()).filter(territory=territory).first()
    return str(period or territory)
