from django.urls import path

from tanu.institutions import slips_views

app_name = "slips"
urlpatterns = [
    path("<uuid:pk>/", slips_views.choose, name="choose"),
    path("<uuid:pk>/print/", slips_views.print_chosen, name="print"),
]
