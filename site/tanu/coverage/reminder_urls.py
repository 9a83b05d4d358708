from django.urls import path

from tanu.coverage import reminder_views

app_name = "letters"
urlpatterns = [
    path("", reminder_views.letters, name="letters"),
    path("institutions/<uuid:institution>/", reminder_views.institution, name="institution"),
    path("institutions/<uuid:institution>/remind/", reminder_views.remind, name="remind"),
    path("territories/<uuid:territory>/", reminder_views.territory, name="territory"),
]
