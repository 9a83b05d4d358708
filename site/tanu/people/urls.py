from django.urls import path

from tanu.people import factor_views, password_views, views

app_name = "people"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("sign-in/demo/<uuid:person_id>/", views.enter_demo, name="enter_demo"),
    path("sign-in/password/", password_views.choose, name="choose_password"),
    path("account/", password_views.own, name="own"),
    path("account/password/", password_views.change, name="change_password"),
    path("account/code/", factor_views.second_factor, name="second_factor"),
    path("account/code/begin/", factor_views.begin, name="begin_factor"),
    path("account/code/set-up/", factor_views.confirm, name="confirm_factor"),
    path("account/code/recovery/", factor_views.renew, name="renew_recovery_codes"),
    path("account/code/remove/", factor_views.remove, name="remove_factor"),
]
