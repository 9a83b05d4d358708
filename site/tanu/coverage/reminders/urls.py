from django.urls import path

from tanu.coverage.reminders import views

app_name = "letters"
urlpatterns = [
    path("", views.letters, name="letters"),
    path("institutions/<uuid:institution>/", views.institution, name="institution"),
    path("institutions/<uuid:institution>/remind/", views.remind, name="remind"),
    path("territories/<uuid:territory>/", views.territory, name="territory"),
]
