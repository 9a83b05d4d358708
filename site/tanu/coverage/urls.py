from django.urls import path

from tanu.coverage import views

app_name = "coverage"
urlpatterns = [
    path("", views.overseen, name="overseen"),
    path("<uuid:territory>/", views.board, name="board"),
    path("<uuid:territory>/uncovered.csv", views.uncovered_csv, name="uncovered_csv"),
]
