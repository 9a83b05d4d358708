from django.urls import path

from tanu.certificates import views

app_name = "certificates"
urlpatterns = [
    path("certificates/", views.mine, name="mine"),
    path("certificates/<str:serial>/", views.certificate, name="certificate"),
    path("certificates/<str:serial>/certificate.<str:language>.pdf", views.pdf, name="pdf"),
    path("v/", views.verify, name="verify"),
    path("v/<str:code>/", views.verified, name="verified"),
]
