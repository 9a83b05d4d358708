from django.urls import path

from tanu.quizzes import views

app_name = "quizzes"
urlpatterns = [
    path("<uuid:attempt_id>/<int:number>/", views.part, name="part"),
    path("<uuid:attempt_id>/review/", views.review, name="review"),
    path("<uuid:attempt_id>/result/", views.result, name="result"),
]
