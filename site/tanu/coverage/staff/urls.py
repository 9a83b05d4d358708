from django.urls import path

from tanu.coverage.staff import changes, disputes, views

app_name = "staff"
urlpatterns = [
    path("", views.institutions, name="institutions"),
    path("mine/", disputes.own_record, name="own_record"),
    path("mine/<uuid:institution>/", disputes.dispute_record, name="dispute"),
    path("<uuid:institution>/", views.staff, name="staff"),
    path("<uuid:institution>/staff.csv", views.staff_csv, name="csv"),
    path("<uuid:institution>/staff.xlsx", views.staff_xlsx, name="xlsx"),
    path("<uuid:institution>/add/", changes.add, name="add"),
    path("<uuid:institution>/protocol/", changes.protocol, name="protocol"),
    path("<uuid:institution>/people/<uuid:person>/", views.person, name="person"),
    path("<uuid:institution>/people/<uuid:person>/<slug:verb>/", changes.change, name="change"),
    path("<uuid:institution>/disputes/<uuid:pk>/", disputes.answer, name="answer"),
    path("<uuid:institution>/disputes/<uuid:pk>/erase/", disputes.erase, name="erase"),
]
