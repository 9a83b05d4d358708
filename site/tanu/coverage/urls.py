from django.urls import path

from tanu.coverage.akim import views as akim_views
from tanu.coverage.boards import details, views

app_name = "coverage"
urlpatterns = [
    path("", views.overseen, name="overseen"),
    path("papers/<uuid:pk>.pdf", akim_views.paper, name="paper"),
    path("<uuid:territory>/", views.board, name="board"),
    path("<uuid:territory>/months/", details.months, name="months"),
    path("<uuid:territory>/people/", details.people, name="people"),
    path("<uuid:territory>/papers/", akim_views.papers, name="papers"),
    path(
        "<uuid:territory>/uncovered.csv",
        details.export,
        {"table": "uncovered", "form": "csv"},
        name="uncovered_csv",
    ),
    path("<uuid:territory>/<slug:table>.<slug:form>", details.export, name="export"),
]
