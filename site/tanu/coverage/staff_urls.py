from django.urls import path

from tanu.coverage import staff_changes, staff_disputes, staff_views

app_name = "staff"
urlpatterns = [
    path("", staff_views.institutions, name="institutions"),
    path("mine/", staff_disputes.own_record, name="own_record"),
    path("mine/<uuid:institution>/", staff_disputes.dispute_record, name="dispute"),
    path("<uuid:institution>/", staff_views.staff, name="staff"),
    path("<uuid:institution>/staff.csv", staff_views.staff_csv, name="csv"),
    path("<uuid:institution>/staff.xlsx", staff_views.staff_xlsx, name="xlsx"),
    path("<uuid:institution>/remind/", staff_views.remind, name="remind"),
    path("<uuid:institution>/add/", staff_changes.add, name="add"),
    path("<uuid:institution>/protocol/", staff_changes.protocol, name="protocol"),
    path("<uuid:institution>/people/<uuid:person>/", staff_views.person, name="person"),
    path("<uuid:institution>/people/<uuid:person>/<slug:verb>/", staff_changes.change, name="change"),
    path("<uuid:institution>/disputes/<uuid:pk>/", staff_disputes.answer, name="answer"),
    path("<uuid:institution>/disputes/<uuid:pk>/erase/", staff_disputes.erase, name="erase"),
]
