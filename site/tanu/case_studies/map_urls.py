from django.urls import path

from tanu.case_studies import map_views

urlpatterns = [
    path("<slug:key>/map/", map_views.choice_map, name="map"),
    path("<slug:key>/map.csv", map_views.choice_map_csv, name="map_csv"),
]
