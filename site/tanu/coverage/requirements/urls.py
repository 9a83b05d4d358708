from django.urls import path

from tanu.coverage.exemptions import views as exemption_views
from tanu.coverage.requirements import duty_views, views

app_name = "requirements"
urlpatterns = [
    path("", views.requirements, name="requirements"),
    path("new/", views.new, name="new"),
    path("kinds/<slug:kind>/", duty_views.duty, name="duty"),
    path("exempt/<uuid:institution>/<uuid:person>/", exemption_views.exempt_person, name="exempt"),
    path("exempt/<uuid:institution>/<int:exemption>/", exemption_views.take_back, name="take_back"),
    path("<slug:key>/", views.change, name="change"),
]
