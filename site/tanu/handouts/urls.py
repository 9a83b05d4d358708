from django.urls import path

from tanu.handouts import institution_views, views

app_name = "handouts"
urlpatterns = [
    path("courses/<slug:course_key>/handouts/", views.handouts, name="handouts"),
    path("courses/<slug:course_key>/handouts/<slug:slug>/", views.handout, name="handout"),
    path("courses/<slug:course_key>/handouts/<slug:slug>.pdf", views.pdf, name="pdf"),
    path("institutions/<uuid:pk>/", institution_views.institution, name="institution"),
    path("institutions/<uuid:pk>/protocol/", institution_views.protocol, name="protocol"),
    path("institutions/<uuid:pk>/protocol.pdf", institution_views.protocol_file, name="protocol_pdf"),
    path("institutions/<uuid:pk>/poster/", institution_views.poster, name="poster"),
    path("institutions/<uuid:pk>/poster.pdf", institution_views.poster_file, name="poster_pdf"),
    path("institutions/<uuid:pk>/briefings/", institution_views.report, name="report"),
    path("briefings/<uuid:pk>/take-back/", institution_views.take_back, name="take_back"),
]
