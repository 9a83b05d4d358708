from django.urls import path

from tanu.groups import owner_views, views

app_name = "groups"
urlpatterns = [
    path("", views.groups, name="groups"),
    path("join/", views.join_group, name="join"),
    path("open/", owner_views.open_new, name="open"),
    path("instead/<slug:key>/", views.instead, name="instead"),
    path("<uuid:pk>/", owner_views.group, name="group"),
    path("<uuid:pk>/leave/", views.leave_group, name="leave"),
    path("<uuid:pk>/close/", owner_views.close, name="close"),
    path("<uuid:pk>/assign/", owner_views.assign_case, name="assign"),
    path("assignments/<uuid:pk>/take-off/", owner_views.take_off_case, name="take_off"),
]
