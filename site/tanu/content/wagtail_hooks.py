from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from tanu.content import admin_views as views


class _EditorsItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm("courses.change_lesson"))


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [
        path("content/", views.texts, name="content_texts"),
        path("content/lags/", views.what_lags, name="content_lags"),
        path("content/check/", views.check, name="content_check"),
        path("content/bring/", views.bring, name="content_bring"),
        path("content/<slug:key>.zip", views.take_out, name="content_take_out"),
        path("content/<int:pk>/", views.decide, name="content_decide"),
    ]


@hooks.register("register_admin_menu_item")
def menu() -> SubmenuMenuItem:
    items = [
        _EditorsItem(_("What lags"), reverse("content_lags"), name="content-lags", icon_name="time", order=1),
        _EditorsItem(_("Texts and files"), reverse("content_texts"), name="content-texts", icon_name="copy", order=2),
    ]
    return SubmenuMenuItem(_("Upkeep"), Menu(items=items), name="content", icon_name="clipboard-list", order=260)
