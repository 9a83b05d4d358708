from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    *i18n_patterns(
        path("", include("tanu.people.urls")),
        path("courses/", include("tanu.courses.urls")),
        path("tests/", include("tanu.quizzes.urls")),
        path("", include("tanu.certificates.urls")),
        path("coverage/", include("tanu.coverage.urls")),
        path("", include("tanu.home.urls")),
    ),
]
