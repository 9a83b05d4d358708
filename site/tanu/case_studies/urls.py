from django.urls import path

from tanu.case_studies import views
from tanu.case_studies.map_urls import urlpatterns as map_routes
from tanu.case_studies.paper_urls import urlpatterns as paper_routes

app_name = "case_studies"
urlpatterns = [
    path("", views.cases, name="cases"),
    path("<slug:key>/", views.case, name="case"),
    path("<slug:key>/begin/", views.begin_way, name="begin"),
    path("<slug:key>/<uuid:way_id>/", views.way, name="way"),
    path("<slug:key>/<uuid:way_id>/debrief/", views.debrief, name="debrief"),
    path("<slug:key>/<uuid:way_id>/back/", views.back, name="back"),
    *map_routes,
    *paper_routes,
]
