from django.urls import path

from tanu.people import views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("sign-in/demo/<uuid:person_id>/", views.enter_demo, name="enter_demo"),
]
