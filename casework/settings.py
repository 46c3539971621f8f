"""Django settings of Sachstand; what differs between installations is in the environment.

See docs/settings.md for the list of variables.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from casework.environment import (
    BASE_DIR,
    audit_limits,
    data_dir,
    database_url,
    env,
    mail_settings,
    older_keys,
    second_factor_roles,
    secret,
    secret_key,
)
from casework.identity import identity_providers

DEBUG = env.bool("SACHSTAND_DEBUG", default=False)
DEMO = env.bool("SACHSTAND_DEMO", default=False)
HTTPS = env.bool("SACHSTAND_HTTPS", default=not (DEBUG or DEMO))
SECRET_KEY = secret_key()
SECRET_KEY_FALLBACKS = older_keys()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATA_DIR = data_dir()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "auditlog",
    "csp",
    "django_htmx",
    "guardian",
    "pgtrigger",
    "procrastinate.contrib.django",
    "template_partials",
    "legal",
    "casework.operations",
    "casework.access",
    "casework.audit",
    "casework.services",
    "casework.cases",
    "casework.accounts",
    "casework.process",
    "casework.intake",
    "casework.decisions",
    "casework.lawwatch",
    "casework.notices",
    "casework.delivery",
    "casework.archive",
    "casework.notifying",
    "casework.backup",
    "casework.desk",
]
if DEMO:
    INSTALLED_APPS.append("casework.demo")

MIDDLEWARE = [
    "casework.operations.middleware.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "casework.desk.headers.HeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "casework.desk.compression.PageCompression",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "casework.desk.size.SizeMiddleware",
    "casework.audit.middleware.AddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casework.accounts.signed_out.SignedOutMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "casework.desk.refusals.RefusalMiddleware",
    "casework.desk.gate.middleware.GateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "casework.accounts.middleware.SessionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "casework.desk.help.middleware.TourMiddleware",
]

ROOT_URLCONF = "casework.urls"
WSGI_APPLICATION = "casework.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casework.desk.context.frame",
            ],
        },
    }
]

DATABASE_URL = database_url()
DATABASES = {
    "default": {
        **environ.Env.db_url_config(DATABASE_URL, engine="django.db.backends.postgresql"),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        # A pooler gives each transaction another connection; a cursor would not outlive its own.
        "DISABLE_SERVER_SIDE_CURSORS": env.bool("SACHSTAND_POOLER", default=False),
    }
}
if REPLICA_URL := env.str("REPLICA_URL", default=""):
    DATABASES["replica"] = {
        **environ.Env.db_url_config(REPLICA_URL, engine="django.db.backends.postgresql"),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": env.bool("SACHSTAND_POOLER", default=False),
        "TEST": {"MIRROR": "default"},
    }
    DATABASES["replica"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 2)
    DATABASE_ROUTERS = ["casework.operations.replica.ReadRouter"]
    MIDDLEWARE.insert(1, "casework.operations.replica.ReplicaMiddleware")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "casework.accounts.passwords.NoWordOfTheOffice"},
    {"NAME": "casework.accounts.passwords.NotUsedBefore"},
    {"NAME": "casework.accounts.passwords.NotOfTheDemo"},
]
DEMO_PASSWORD = "lindenfurt-demo"  # noqa: S105 - printed by the demo, refused everywhere else
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:inbox"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "casework.accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Many people of an office come from one address; five failures block a name for 15 minutes.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/15m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SACHSTAND_PROXIES", default=0)
SECOND_FACTOR_ROLES = second_factor_roles(default=[] if DEMO else ["lead", "audit", "administer"])
MFA_ADAPTER = "casework.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "casework.accounts.forms.CodeForm",
    "reauthenticate": "casework.accounts.forms.CodeAgainForm",
    "add_webauthn": "casework.accounts.forms.PasskeyForm",
    "edit_webauthn": "casework.accounts.forms.PasskeyNameForm",
}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers take http://localhost alone
# Failed attempts and codes already used must be known to every process; no further service for it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

IDENTITY_PROVIDERS = identity_providers()
SOCIALACCOUNT_ADAPTER = "casework.accounts.provider.adapter.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [one.for_allauth() for one in IDENTITY_PROVIDERS],
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile", "email"],
    }
}

AUDITLOG_LOGENTRY_MODEL = "audit.Entry"
AUDITLOG_STORE_JSON_CHANGES = True
AUDIT_LIMITS = audit_limits()

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("kern", BASE_DIR / "node_modules/@kern-ux/native/dist"),
    ("handbook", BASE_DIR / "docs/handbook/pictures"),
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    *Compressor.SKIP_COMPRESS_EXTENSIONS,
    "ttf",
)  # slow, unserved
DISCARDED_DAYS = env.int("SACHSTAND_DISCARDED_DAYS", default=90)
MAX_SUBMISSION_BYTES = env.int("SACHSTAND_MAX_SUBMISSION_MB", default=50) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_SUBMISSION_BYTES

CSP_REPORTS = env.str("SACHSTAND_CSP_REPORTS", default="")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF, *(one.origin for one in IDENTITY_PROVIDERS)],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        **({"report-uri": [CSP_REPORTS]} if CSP_REPORTS else {}),
    }
}
X_FRAME_OPTIONS = "DENY"  # drafts of letters, in frames of our own pages, say otherwise themselves
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Whether a domain goes on the browsers' own list is for its owner to say, not for one application.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_SSL_REDIRECT = HTTPS
# Machines are not led to https: some ask from within, and whoever sends a token shall notice.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$", r"^api/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
COOKIES = "__Host-" if HTTPS else ""  # browsers take such names only over HTTPS, from this host
SESSION_COOKIE_NAME = f"{COOKIES}sessionid"
CSRF_COOKIE_NAME = f"{COOKIES}csrftoken"  # read by sachstand.js, so not HttpOnly
LANGUAGE_COOKIE_NAME = f"{COOKIES}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
# Strict would drop the session on the way back from the identity provider, and on links in mails.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 10 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Hosts of the house that may be asked though they lie inside, or without encryption (outbound).
INSIDE_HOSTS = env.list("SACHSTAND_INSIDE_HOSTS", default=[])
SEAL_FOLDER = env.str("SACHSTAND_SEAL_FOLDER", default=str(DATA_DIR / "seals"))
TIMESTAMP_URL = env.str("SACHSTAND_TIMESTAMP_URL", default="")
TIMESTAMP_ROOTS = env.str("SACHSTAND_TIMESTAMP_ROOTS", default="")

METRICS_TOKEN = secret(
    env.str("SACHSTAND_METRICS_TOKEN", default=""),
    env.str("SACHSTAND_METRICS_TOKEN_FILE", default=""),
)

# Alerts by e-mail; without an address of a mail server none are sent.
MAIL_URL = env.str("SACHSTAND_MAIL_URL", default="")
MAIL_ENABLED = bool(MAIL_URL)
SITE_URL = env.str("SACHSTAND_URL", default="").rstrip("/")
DEFAULT_FROM_EMAIL = env.str("SACHSTAND_MAIL_FROM", default="")
EMAIL_TIMEOUT = 20
if MAIL_ENABLED:
    vars().update(mail_settings(MAIL_URL, DEFAULT_FROM_EMAIL, SITE_URL))

LAW_SOURCE = env.str("LAW_SOURCE", default="")
LAW_READER = "casework.desk.law.law_reader.reader_of"
SERVICE_PACKAGES = Path(env.str("SERVICE_PACKAGES", default=str(BASE_DIR / "fixtures/services")))

FITCONNECT = {
    "api": env.str("FITCONNECT_SUBMISSION_API", default=""),
    "token_url": env.str("FITCONNECT_TOKEN_URL", default=""),
    "client_id": env.str("FITCONNECT_CLIENT_ID", default=""),
    "client_secret": secret(
        env.str("FITCONNECT_CLIENT_SECRET", default=""),
        env.str("FITCONNECT_CLIENT_SECRET_FILE", default=""),
    ),
}
SEALS = Path(env.str("SACHSTAND_SEALS", default=str(DATA_DIR / "seals")))
TIMESTAMP_URL = env.str("SACHSTAND_TIMESTAMP_URL", default="")

DEFAULT_EXCEPTION_REPORTER_FILTER = "casework.audit.server_log.DiscreetReport"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "casework.audit.server_log.DiscreetFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "casework.operations.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.str("LOG_FORMAT", default="plain"),
        }
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    # A seal that is not trusted is an answer of ours, not a trouble of pyHanko's.
    "loggers": {
        "pyhanko": {"level": "ERROR"},
        "django": {"handlers": [], "level": "NOTSET"},  # not by e-mail either
        "casework.requests": {"level": env.str("LOG_REQUESTS", default="WARNING")},
        "django.db.backends": {"level": "INFO"},  # below that, statements with their values
    },
}
