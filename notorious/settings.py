"""Django settings. Everything that differs between machines comes from the environment (`.env.example`)."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pghistory
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from notorious.environment import env, parse_database_url, parse_email_url, read_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR", str(BASE_DIR / "var"))).absolute()

PRODUCTION = env.str("NOTORIOUS_ENV", "") == "production"
DEBUG = env.str("DEBUG", "") == "1"
if DEBUG and PRODUCTION:
    raise ImproperlyConfigured("DEBUG must not be set with NOTORIOUS_ENV=production.")
SECRET_KEY = read_secret_key(VAR_DIR, PRODUCTION)
if PRODUCTION:
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
    SITE_URL = env.str("SITE_URL").rstrip("/")
else:
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
    SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{env.str('PORT', '8000')}").rstrip("/")
# Readers write here; pages show no contact where it is empty.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "")
# What the fetcher tells the sites it requests.
FETCHER_CONTACT = CONTACT_EMAIL or f"{SITE_URL}/about/"

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",  # urls.py looks for its pages
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "nested_admin",
    "csp",
    "pgtrigger",
    "pghistory",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "notorious",
    "responses",
    "markets",
]

MIDDLEWARE = [
    "notorious.observability.middleware.RequestIDMiddleware",  # outermost: every response has an id
    "django.middleware.security.SecurityMiddleware",
    "notorious.public_web.PublicWebMiddleware",  # outside the page cache: all public answers have its headers
    "notorious.tracking.TrackingMiddleware",  # before the page cache, whose key is the address
    "notorious.page_cache.middleware.PageCacheMiddleware",  # before sessions, which public pages must not touch
    "csp.middleware.CSPMiddleware",  # outside what may refuse a request: errors have a policy too
    "notorious.request_checks.RequestChecksMiddleware",
    "notorious.past.PastMiddleware",
    "notorious.past_links.SameStateMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "notorious.accounts.middleware.SecondStepMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "notorious.incomplete_lists.IncompleteListMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "notorious.urls"
WSGI_APPLICATION = "notorious.wsgi.application"
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
                "notorious.pages.site.site",
            ],
        },
    }
]

# `parse`, `collectstatic` and the like need no database: only its use without DATABASE_URL is an error.
DATABASES = {"default": parse_database_url(env.str("DATABASE_URL"))} if env.str("DATABASE_URL", "") else {}
if PRODUCTION:
    env.str("DATABASE_URL"), env.str("REDIS_URL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "notorious.accounts.locks.SignInLockBackend",
    "django.contrib.auth.backends.ModelBackend",
]

# The number of proxies in front of the web servers, each of which adds its sender to X-Forwarded-For.
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
# Failed attempts within the minutes, after which an account or an address has to wait (notorious/accounts/locks.py).
SIGN_IN_FAILURES = {
    "account": env.number("SIGN_IN_PER_ACCOUNT", 5, minimum=1),
    "address": env.number("SIGN_IN_PER_ADDRESS", 20, minimum=1),
}
AXES_COOLOFF_TIME = timedelta(minutes=env.number("SIGN_IN_MINUTES", 15, minimum=1))
AXES_HANDLER = "notorious.accounts.locks.SignInLockHandler"
AXES_FAILURE_LIMIT = 1  # the handler says 0 or 1
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_LOCKOUT_CALLABLE = "notorious.accounts.locks.locked_response"
AXES_CLIENT_IP_CALLABLE = "notorious.peer.client_address"
AXES_USERNAME_CALLABLE = "notorious.accounts.locks.attempted_username"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ENABLE_ADMIN = False  # /admin/people/ shows its data, and records every change
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken"]
# "required": everybody at the desk enters a code. "offered": only people who have added an authenticator app do.
SECOND_FACTOR = env.str("SECOND_FACTOR", "required" if PRODUCTION else "offered")
if SECOND_FACTOR not in {"required", "offered"}:
    raise ImproperlyConfigured("SECOND_FACTOR is “required” or “offered”.")
OTP_TOTP_ISSUER = f"Notorious ({urlsplit(SITE_URL).hostname})"
# Answers a minute to one address that have to be made for it; 0 is without a limit (notorious/limits.py).
LIMITS = {
    "search": env.number("LIMIT_SEARCHES", 120),
    "export": env.number("LIMIT_EXPORTS", 120),
    "api": env.number("LIMIT_API", 1200),
    "alerts": env.number("LIMIT_ALERTS", 10),
    "replies": env.number("LIMIT_REPLIES", 5),
}

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
FORMAT_MODULE_PATH = "notorious.date_formats"

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

# Each process looks for a new version of the data this often (seconds); see notorious/revision.py.
REVISION_POLL_SECONDS = 0.25

# A report has at most 60 MB; it is kept as bytes before anyone reads it.
DATA_UPLOAD_MAX_MEMORY_SIZE = 62 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # an edition of ninety listings in one table

PGHISTORY_APPEND_ONLY = True
# Reading changes nothing, and asking who reads would touch the session of every public page.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked for within, past the proxy
    SECURE_HSTS_SECONDS = 63_072_000
    # These bind the whole domain, also after a trial on a subdomain, so they are asked for.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", False)
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", False)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    CSRF_TRUSTED_ORIGINS = [SITE_URL]

REDIS_URL = env.str("REDIS_URL", "")
# Origins of a local copy of the sources, for rehearsals: they may have private addresses.
REHEARSAL_ORIGINS = frozenset(env.list("REHEARSAL_ORIGINS", default=[]))
if REHEARSAL_ORIGINS and PRODUCTION:
    raise ImproperlyConfigured("REHEARSAL_ORIGINS must not be set with NOTORIOUS_ENV=production.")
# The Wayback Machine's availability interface, asked for copies of what is cited; empty is off.
ARCHIVE_LOOKUP_URL = env.str("ARCHIVE_LOOKUP_URL", "")
REGULATIONS_GOV_KEY = env.str("REGULATIONS_GOV_KEY", "")

# Without EMAIL_URL no mail goes out, and the desk says so (notorious/notifications/).
EMAIL_URL = env.str("EMAIL_URL", "")
(EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL) = (
    parse_email_url(EMAIL_URL)
)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", f"notorious@{urlsplit(SITE_URL).hostname}")
# Readers' addresses are encrypted with it (notorious/alerts/); without it readers get no alerts.
ALERTS_KEY = env.str("ALERTS_KEY", "")
if 0 < len(ALERTS_KEY) < 32:
    raise ImproperlyConfigured("ALERTS_KEY has at least 32 characters.")
DIGEST_AT = env.time_or_off("DIGEST_AT", "07:00")  # UTC; None where it is “off”

# Without a token there is no /metrics page (notorious/observability/).
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
METRICS_DIR = Path(env.str("METRICS_DIR", str(VAR_DIR / "metrics")))

LOG_FORMAT = env.str("LOG_FORMAT", "json" if PRODUCTION else "plain")
if LOG_FORMAT not in {"json", "plain"}:
    raise ImproperlyConfigured("LOG_FORMAT is “json” or “plain”.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "notorious.observability.logs.json_formatter"},
        "plain": {"()": "notorious.observability.logs.plain_formatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "markets": {"level": "INFO"},
        "notorious": {"level": "INFO"},
        "django.request": {"level": "ERROR"},  # each refusal has its line from notorious.access
    },
}
