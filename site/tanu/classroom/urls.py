from django.urls import path

from tanu.classroom import calling_off_views, evidence_views, paper_views, trainer_views, views

app_name = "classroom"
urlpatterns = [
    path("", views.days, name="days"),
    path("join/", views.join, name="join"),
    path("open/", trainer_views.open_new, name="open"),
    path("evidence/", evidence_views.mine, name="evidence"),
    path("evidence/hand-in/", evidence_views.hand_in_new, name="hand_in"),
    path("evidence/waiting/", evidence_views.waiting, name="waiting"),
    path("evidence/accepted/", evidence_views.accepted, name="accepted"),
    path("evidence/<uuid:pk>/", evidence_views.decision, name="decision"),
    path("evidence/<uuid:pk>/withdraw/", evidence_views.withdraw, name="withdraw_evidence"),
    path("evidence/<uuid:pk>/take-back/", evidence_views.take_back, name="take_back_evidence"),
    path("evidence/<uuid:pk>/erase/", evidence_views.erase, name="erase_words"),
    path("seats/<uuid:pk>/", views.seat, name="seat"),
    path("seats/<uuid:pk>/first/", views.first_test, name="first_test"),
    path("seats/<uuid:pk>/test/", views.final_test, name="final_test"),
    path("seats/<uuid:pk>/leave/", views.leave, name="leave"),
    path("seats/<uuid:pk>/remove/", trainer_views.remove, name="remove"),
    path("seats/<uuid:pk>/take-back/", trainer_views.take_back_result, name="take_back"),
    path("seats/<uuid:pk>/sheet/", paper_views.sheet, name="sheet"),
    path("seats/<uuid:pk>/sheet/anew/", paper_views.clear, name="clear_sheet"),
    path("<uuid:pk>/", trainer_views.day, name="day"),
    path("<uuid:pk>/code/", trainer_views.code, name="code"),
    path("<uuid:pk>/add/", trainer_views.add_person, name="add"),
    path("<uuid:pk>/close/", trainer_views.close, name="close"),
    path("<uuid:pk>/call-off/", calling_off_views.call_off_day, name="call_off"),
    path("<uuid:pk>/deal/", paper_views.deal, name="deal"),
    path("<uuid:pk>/test.pdf", paper_views.pdf, name="test_pdf"),
    path("<uuid:pk>/sheets/", paper_views.sheets, name="sheets"),
]
