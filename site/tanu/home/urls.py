from django.urls import path

from tanu.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("my/", views.my_training, name="my_training"),
]
