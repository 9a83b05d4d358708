from django.urls import path

from tanu.courses import entry_views, remembered_views, views

app_name = "courses"
urlpatterns = [
    path("", views.courses, name="courses"),
    path("<slug:course_key>/", views.course, name="course"),
    path("<slug:course_key>/test/", entry_views.test_entry, name="begin_test"),
    path("<slug:course_key>/variant/", views.variant, name="variant"),
    path("<slug:course_key>/before/", entry_views.before_entry, name="before"),
    path("<slug:course_key>/again/<int:months>/", entry_views.again_entry, name="again"),
    path("<slug:course_key>/remembered/", remembered_views.remembered, name="remembered"),
    path("<slug:course_key>/remembered.csv", remembered_views.remembered_csv, name="remembered_csv"),
    path("<slug:course_key>/<slug:slug>/", views.lesson, name="lesson"),
    path("<slug:course_key>/<slug:slug>/done/", views.done, name="done"),
    path("<slug:course_key>/<slug:slug>/aside/", views.aside, name="aside"),
    path("<slug:course_key>/<slug:slug>/check/<slug:name>/", views.check, name="check"),
]
