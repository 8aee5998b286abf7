"""Settings of the service; what differs from place to place comes from the environment."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from acuerdo.web.environment import Unset, read
from acuerdo.web.logs import logging_of

BASE = Path(os.environ.get("ACUERDO_HOME", "out/service")).resolve()
try:
    ENVIRONMENT = read(os.environ, BASE)
except Unset as faults:
    raise ImproperlyConfigured(str(faults)) from None

ACUERDO = ENVIRONMENT.service
HERE = Path(__file__).parent
DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.hosts
CSRF_TRUSTED_ORIGINS = ENVIRONMENT.origins
DATABASES = {"default": ENVIRONMENT.database}
AUTH_USER_MODEL = "records.Account"
ROOT_URLCONF = "acuerdo.web.urls"
WSGI_APPLICATION = "acuerdo.web.wsgi.application"
SITE_NAME = "Acuerdo"

INSTALLED_APPS = [
    "acuerdo.records.apps.Records",
    "acuerdo.web.apps.Web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "acuerdo.web.watching.Watch",
    "acuerdo.web.api.problems.Problems",
    "django.middleware.security.SecurityMiddleware",
    "acuerdo.web.policy.Policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "acuerdo.web.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "acuerdo.web.size.Size",
    "acuerdo.web.refusals.Refusals",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "acuerdo.web.context.about_the_service",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.contrib.humanize.templatetags.humanize",
                "acuerdo.web.templatetags.words",
                "acuerdo.web.templatetags.rights",
            ],
        },
    }
]

AUTHENTICATION_BACKENDS = ["acuerdo.web.signing_in.Backend"]
SESSION_ENGINE = "acuerdo.web.sessions"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "acuerdo.web.signing_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "acuerdo.web.account_forms.SignIn",
    "change_password": "acuerdo.web.account_forms.NewPassword",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ACUERDO.demo
SOCIALACCOUNT_ADAPTER = "acuerdo.web.signing_in.Officers"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "government",
                "name": "Government",
                "client_id": ENVIRONMENT.oidc["client"],
                "secret": ENVIRONMENT.oidc["secret"],
                "settings": {"server_url": ENVIRONMENT.oidc["server"]},
            }
        ]
        if ENVIRONMENT.oidc["server"]
        else []
    }
}

MAIL = ENVIRONMENT.mail.sends
vars().update(ENVIRONMENT.mail.settings)
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Acuerdo: "

SMS = ENVIRONMENT.sms
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]  # with whole catalogs; more are in operate/languages
DATE_FORMAT, DATETIME_FORMAT, SHORT_DATE_FORMAT = "j F Y", "j F Y, H:i", "d/m/Y"  # of those
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["acuerdo.web.formats"]
USE_TZ = True
TIME_ZONE = "America/Mexico_City"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
API_MOST_A_MINUTE = ENVIRONMENT.most_a_minute
FORM_RENDERER = "acuerdo.web.forms.Plain"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ACUERDO.demo
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0 if ACUERDO.demo else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LOGGING = logging_of(ACUERDO.demo)
METRICS = ENVIRONMENT.metrics
METRICS_TOKEN = ENVIRONMENT.metrics_token
SILENCED_SYSTEM_CHECKS = ["models.W042"]
