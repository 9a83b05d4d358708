from django.urls import path

from tanu.coverage import akim_views, board_views, views

app_name = "coverage"
urlpatterns = [
    path("", views.overseen, name="overseen"),
    path("papers/<uuid:pk>.pdf", akim_views.paper, name="paper"),
    path("<uuid:territory>/", views.board, name="board"),
    path("<uuid:territory>/months/", board_views.months, name="months"),
    path("<uuid:territory>/people/", board_views.people, name="people"),
    path("<uuid:territory>/papers/", akim_views.papers, name="papers"),
    path(
        "<uuid:territory>/uncovered.csv",
        board_views.export,
        {"table": "uncovered", "form": "csv"},
        name="uncovered_csv",
    ),
    path("<uuid:territory>/<slug:table>.<slug:form>", board_views.export, name="export"),
]
