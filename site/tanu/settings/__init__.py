"""Django's settings, from the environment described in `environment.py`.

DEMO=1 is a laptop on a loopback address; without it every setting is the one a public site needs.
"""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tanu.settings.environment import read_environment, secret_key
from tanu.settings.mail import mail_settings

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = read_environment()

DEMO = ENVIRONMENT.DEMO
DEBUG = ENVIRONMENT.DEBUG
BEHIND_PROXY = ENVIRONMENT.BEHIND_PROXY
VAR = ENVIRONMENT.VAR_DIR or ROOT / "var"
VAR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = ENVIRONMENT.SECRET_KEY or secret_key(VAR / "secret-key")
ALLOWED_HOSTS = ENVIRONMENT.ALLOWED_HOSTS
BASE_URL = ENVIRONMENT.BASE_URL.rstrip("/")
CSRF_TRUSTED_ORIGINS = [] if DEMO else [BASE_URL]

# What it teaches: text files beside the code.
CONTENT_ROOT = ENVIRONMENT.CONTENT_ROOT or ROOT

INSTALLED_APPS = [
    "tanu.home",
    "tanu.content",
    "tanu.groups",
    "tanu.coverage",
    "tanu.certificates",
    "tanu.classroom",
    "tanu.handouts",
    "tanu.courses",
    "tanu.case_studies",
    "tanu.quizzes",
    "tanu.question_banks",
    "tanu.records",
    "tanu.institutions",
    "tanu.reviews",
    "tanu.pictures",
    "tanu.people",
    "tanu.messages",
    "tanu.audit",
    "tanu.lib",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.snippets",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A village line is slow. The secrets of a page are masked anew each time, and its length is blurred.
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "tanu.people.factor_gate.FactorGate",
    "tanu.home.admin_door.AdminDoor",
]

ROOT_URLCONF = "tanu.urls"
WSGI_APPLICATION = "tanu.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# One machine: SQLite. Several: DATABASE_URL=postgres://...
DATABASES = {
    "default": dj_database_url.parse(
        ENVIRONMENT.DATABASE_URL or f"sqlite:///{VAR / 'tanu.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: without it most of fifty concurrent writers lose their write to "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["tanu.people.sign_in.SignInNameBackend"]
PASSWORD_HASHERS = ["tanu.people.passwords.OwaspArgon2Hasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "home:my_training"
LOGOUT_REDIRECT_URL = "home:front"
# Whether those who see more than one institution must set it up; whoever has set it up is asked on every site.
SECOND_FACTOR_REQUIRED = ENVIRONMENT.SECOND_FACTOR == "required" or (not ENVIRONMENT.SECOND_FACTOR and not DEMO)
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Kazakh first. The language stands in the address.
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# A password is changed on Tanu's own page, by its rules and into its audit.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
LOCALE_PATHS = [Path(__file__).resolve().parents[1] / "locale"]
FORMAT_MODULE_PATH = ["tanu.formats"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/uploads/"
MEDIA_ROOT = VAR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The form of a case with 60 scenes has some 10,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60_000

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENVIRONMENT.REDIS_URL}
    if ENVIRONMENT.REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# EMAIL_BACKEND and the rest. Mail is sent by `send_letters` alone, never while a page is asked for.
globals().update(mail_settings(ENVIRONMENT.MAIL_URL, is_demo=DEMO))
DEFAULT_FROM_EMAIL = f"Tanu <{ENVIRONMENT.MAIL_FROM}>"
# Asked before a letter leaves: whether it is still wanted, by kind of letter.
LETTERS_STILL_WANTED = {
    "reminder": "tanu.coverage.reminders.wanted.of_undone",
    "nudge": "tanu.coverage.reminders.wanted.of_anything_open",
    "head": "tanu.coverage.reminders.wanted.of_heads",
    "official": "tanu.coverage.reminders.wanted.of_officials",
}

CONTENT_SECURITY_POLICY = {
    # The admin has one of its own, in home/admin_policy.py.
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "tanu.home.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
if not DEMO:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

WAGTAIL_SITE_NAME = "Tanu"
# Kazakhstan has one, and editors are asked for no other.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
# An approval is of the words that were approved.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "tanu.reviews.finishing.publish_reviewed"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
# Nothing on the site calls a third party.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
