from django.urls import path

from tanu.case_studies import paper_views

urlpatterns = [
    path("<slug:key>/paper.<str:language>.pdf", paper_views.paper, name="paper"),
    path("<slug:key>/notes.<str:language>.pdf", paper_views.notes, name="notes"),
]
