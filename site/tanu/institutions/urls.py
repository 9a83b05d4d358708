from django.urls import path, re_path

from tanu.institutions import roster_views

_TEMPLATE = r"^template/(?P<language>[a-z]{2})\.(?P<form>csv|xlsx)$"

app_name = "institutions"
urlpatterns = [
    path("", roster_views.rosters, name="rosters"),
    path("institution/<uuid:pk>/", roster_views.roster, name="roster"),
    path("territory/<uuid:pk>/", roster_views.roster_territory, name="roster_territory"),
    re_path(_TEMPLATE, roster_views.roster_template, name="roster_template"),
    path("<uuid:pk>/", roster_views.draft, name="roster_draft"),
    path("<uuid:pk>/take/", roster_views.take, name="roster_take"),
    path("<uuid:pk>/drop/", roster_views.drop, name="roster_drop"),
    path("<uuid:pk>/undo/", roster_views.undo_roster, name="roster_undo"),
]
