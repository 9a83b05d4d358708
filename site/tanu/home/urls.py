from django.urls import path

from tanu.home import gallery_views, refresher_views, views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("my/", views.my_training, name="my_training"),
    path("my/changes/<slug:course_key>/", refresher_views.refresher, name="refresher"),
    path("gallery/", gallery_views.gallery, name="gallery"),
    path("gallery/<slug:name>/", gallery_views.trouble, name="trouble"),
]
