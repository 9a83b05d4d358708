from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin.urls import urlpatterns as wagtailadmin_urls

from tanu.home.admin_policy import under_policy

urlpatterns = [
    path("admin/", include(under_policy(wagtailadmin_urls))),
    *i18n_patterns(
        path("", include("tanu.people.urls")),
        path("", include("tanu.handouts.urls")),
        path("courses/", include("tanu.courses.urls")),
        path("cases/", include("tanu.case_studies.urls")),
        path("groups/", include("tanu.groups.urls")),
        path("tests/", include("tanu.quizzes.urls")),
        path("", include("tanu.certificates.urls")),
        path("days/", include("tanu.classroom.urls")),
        path("slips/", include("tanu.institutions.slip_urls")),
        path("rosters/", include("tanu.institutions.urls")),
        path("staff/", include("tanu.coverage.staff.urls")),
        path("requirements/", include("tanu.coverage.requirements.urls")),
        path("letters/", include("tanu.coverage.reminders.urls")),
        path("coverage/", include("tanu.coverage.urls")),
        path("", include("tanu.home.urls")),
    ),
]

handler400 = "tanu.home.errors.bad_request"
handler500 = "tanu.home.errors.server_error"
