"""Settings, all from the environment; `heyi` fills it from HOME before Django starts (heyi.console)."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from heyi.config.logs import logging_settings
from heyi.kernel.codes import CITY

PACKAGE = Path(__file__).resolve().parent.parent
HEYI_HOME = Path(os.environ.get("HEYI_HOME", PACKAGE.parent / "var"))
HEYI_DEMO = os.environ.get("HEYI_DEMO", "") == "1"
HEYI_KEYS = HEYI_HOME / "keys"
HEYI_KEY_STORE = "heyi.adapters.keybook.KeyBook"
HEYI_FILES = HEYI_HOME / "files"
HEYI_S3_BUCKET = os.environ.get("HEYI_S3_BUCKET", "")  # empty: files lie on local disk
HEYI_FILE_STORE = f"heyi.adapters.{'objectstore.ObjectStore' if HEYI_S3_BUCKET else 'filestore.FileStore'}"
HEYI_FILE_STORE_OPTIONS = (
    {
        "bucket": HEYI_S3_BUCKET,
        "endpoint": os.environ.get("HEYI_S3_ENDPOINT", ""),
        "region": os.environ.get("HEYI_S3_REGION", "us-east-1"),
        "access_key": os.environ.get("HEYI_S3_ACCESS_KEY", ""),
        "secret_key": os.environ.get("HEYI_S3_SECRET_KEY", ""),
    }
    if HEYI_S3_BUCKET
    else {}
)
HEYI_STAMPER = "heyi.adapters.timestamping.client.TsaClient"
HEYI_TSA_URL = os.environ.get("HEYI_TSA_URL", "")  # RFC 3161 over HTTP; empty: exhibits wait for their stamp
HEYI_TSA_CA = os.environ.get(
    "HEYI_TSA_CA", ""
)  # a PEM file with the certificates that its stamps must lead to
HEYI_SCANNER = "heyi.adapters.clamd.Clamd"
HEYI_CLAMD = os.environ.get(
    "HEYI_CLAMD", ""
)  # /run/clamav/clamd.ctl or host:port; empty: nothing looks for viruses
HEYI_CITY = os.environ.get("HEYI_CITY", CITY)  # the division by which other cities know this house
HEYI_PAPER_FONTS = os.environ.get("HEYI_PAPER_FONTS", "")  # a folder with the unit's own fonts
HEYI_ARCHIVE_CLASSES = os.environ.get("HEYI_ARCHIVE_CLASSES", "")  # a table in place of the shipped one
HEYI_SEALER = "heyi.adapters.sealing.pades.sealer"
HEYI_SEAL_INSPECTOR = "heyi.adapters.sealing.apart.inspector"
HEYI_SEAL_PASSWORD = os.environ.get("HEYI_SEAL_PASSWORD", "")  # opens the units' .p12 in HOME/keys/seals
HEYI_SEAL_TRIAL = os.environ.get("HEYI_SEAL_TRIAL", "1" if HEYI_DEMO else "") == "1"  # seals marked as trials
HEYI_COURIERS = {  # who carries to "partner:<id>", "police110:<id>", …, "city:<id>", "text:reporter"
    "partner": "heyi.adapters.callback.CallbackCourier",
    "police110": "heyi.adapters.police110.client.Police110Courier",
    "hotline12345": "heyi.adapters.hotline12345.client.Hotline12345Courier",
    "city": "heyi.adapters.city.client.CityCourier",
    "text": "heyi.adapters.texting.courier.TextCourier",
    **dict.fromkeys(  # notices to people and to units' groups: "mail:<address>", "dingtalk:<address>"
        ("mail", "sms", "dingtalk", "wecom", "feishu"), "heyi.adapters.notices.courier.NoticeCourier"
    ),
}
HEYI_MAIL_SERVER = os.environ.get("HEYI_MAIL_SERVER", "")  # host:port; empty: no notice goes by mail
HEYI_MAIL_SECURITY = os.environ.get("HEYI_MAIL_SECURITY", "starttls")  # or tls, or none on this machine
HEYI_MAIL_USER = os.environ.get("HEYI_MAIL_USER", "")
HEYI_MAIL_PASSWORD = os.environ.get("HEYI_MAIL_PASSWORD", "")
HEYI_MAIL_FROM = os.environ.get("HEYI_MAIL_FROM", "")
HEYI_ROBOTS = os.environ.get(
    "HEYI_ROBOTS", ""
)  # a relay in place of the channels' own hosts; the demo's stub
HEYI_TEXT_GATEWAY = (
    "heyi.adapters.texting.client.HttpGateway"  # who sends one-time codes, where an address is given
)
HEYI_TEXT_GATEWAY_URL = os.environ.get("HEYI_TEXT_GATEWAY_URL", "")
HEYI_TEXT_GATEWAY_SECRET = os.environ.get("HEYI_TEXT_GATEWAY_SECRET", "")
HEYI_LEARNER = "heyi.adapters.learning.apart.learn_apart"  # what learns from closed matters
HEYI_ASSISTANT = "heyi.adapters.assistant.client.ChatAssistant"  # who drafts, where an address is given
HEYI_ASSISTANT_URL = os.environ.get(
    "HEYI_ASSISTANT_URL", ""
)  # https://…/v1, OpenAI-compatible; empty: nobody
HEYI_ASSISTANT_KEY = os.environ.get("HEYI_ASSISTANT_KEY", "")
HEYI_ASSISTANT_MODEL = os.environ.get("HEYI_ASSISTANT_MODEL", "")
HEYI_ASSISTANT_PRIVATE = os.environ.get("HEYI_ASSISTANT_PRIVATE", "") == "1"  # whether it is told stories
HEYI_HASH = os.environ.get("HEYI_HASH", "SHA256")  # or SM3: how new events are chained

HEYI_PREPARES = os.environ.get("HEYI_PREPARES", "1") == "1"  # 0 behind a pooler that keeps no statements

SECRET_KEY = os.environ.get("HEYI_SECRET_KEY", "only-for-tests-and-checks")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("HEYI_HOSTS", "*").split(",")
USE_X_FORWARDED_HOST = False
HEYI_ORIGIN = os.environ.get("HEYI_ORIGIN", "")  # as people type it, https://heyi.example.cn, behind a proxy
HEYI_LIVE_ORIGIN = os.environ.get("HEYI_LIVE_ORIGIN", "")  # where pages listen, if not beside the web
HEYI_LIVE_PORT = int(
    os.environ.get("HEYI_LIVE_PORT") or 0
)  # set by `heyi up`; 0: nobody tells pages anything
if HEYI_ORIGIN:
    CSRF_TRUSTED_ORIGINS = [HEYI_ORIGIN]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HEYI_ORIGIN.startswith("https:")
HEYI_PROXIES = os.environ.get(
    "HEYI_PROXIES", "127.0.0.0/8,::1" if HEYI_ORIGIN else ""
)  # whose X-Forwarded-For counts


def database(address: str, pool: int = 0) -> dict[str, object]:
    """One Django database from whatever address libpq understands, a URL or words such as "host=/run/heyi dbname=heyi".

    `pool` is the number of connections that a process keeps, as many as it has threads; 0 opens one for each use.
    """
    parts = {name: str(value) for name, value in conninfo_to_dict(address).items()}
    named = {key: parts.pop(name, "") for key, name in _DJANGO_NAMES.items()}
    kept = {"pool": {"min_size": min(pool, 2), "max_size": pool, "timeout": 10}} if pool else {}
    return {
        "ENGINE": "heyi.config.database",
        **named,
        "ATOMIC_REQUESTS": False,  # web.scope opens the transaction together with its scope
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,  # after a restart of the database nobody is shown a dead connection
        "OPTIONS": {**parts, **kept, **_PREPARED},
    }


_DJANGO_NAMES = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
# What is asked again and again is planned once: that spares the database a third of its time at receiving.
_PREPARED: dict[str, object] = {"server_side_binding": True, "prepare_threshold": 2} if HEYI_PREPARES else {}
_NOWHERE = "postgresql://heyi@/heyi?host=/nonexistent"
DATABASES = {
    # the server, under row-level security
    "default": database(
        os.environ.get("HEYI_APP_DATABASE_URL", _NOWHERE), int(os.environ.get("HEYI_POOL", "0"))
    ),
    "owner": database(os.environ.get("HEYI_DATABASE_URL", _NOWHERE)),  # migrations, check, verify
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_htmx",
    "django_prometheus",
    "procrastinate.contrib.django",
    "heyi.journal",
    "heyi.orgs",
    "heyi.accounts",
    "heyi.notices",
    "heyi.evidence",
    "heyi.documents",
    "heyi.search",
    "heyi.laws",
    "heyi.matters",
    "heyi.intake",
    "heyi.dispatch",
    "heyi.mediation",
    "heyi.web",
    "heyi.portal",
    "heyi.desk",
]

MIDDLEWARE = [
    "heyi.config.observing.ObservingMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "heyi.web.packing.PackingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "heyi.web.language.LanguageMiddleware",
    "heyi.web.headers.HeadersMiddleware",
    "heyi.web.stopping.StoppingMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
    "heyi.web.scope.ScopeMiddleware",  # last: it runs the view inside the scope
]

HEYI_MACHINE_MIDDLEWARE = {  # of these, what /api/ passes: no session, no cookie, no page (config.wsgi)
    "heyi.config.observing.ObservingMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "heyi.web.language.LanguageMiddleware",
    "heyi.web.headers.HeadersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
}

ROOT_URLCONF = "heyi.config.urls"
WSGI_APPLICATION = "heyi.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "heyi.web.appearance.face",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "heyi.accounts.backends.PersonBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "heyi.accounts.adapter.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"  # who leaves is told so where the next one comes in
ACCOUNT_ADAPTER = "heyi.accounts.adapter.ClosedDoor"  # nobody signs up alone: people are appointed
MFA_ADAPTER = "heyi.accounts.adapter.SecondStep"
MFA_TOTP_ISSUER = "合一 Heyi"  # what the app on the telephone calls us
ACCOUNT_SESSION_REMEMBER = False  # desks are shared: a closed browser is signed out
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # people have no mail here
AXES_FAILURE_LIMIT = 10
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25  # hours
AXES_CLIENT_IP_CALLABLE = "heyi.web.addresses.axes_address"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HEYI_HOME / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["files.E001"]  # the folder for uploads is made when the first one comes
SESSION_ENGINE = "heyi.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 17 * 1024 * 1024  # the API answers its own 413 below this
DATA_UPLOAD_MAX_NUMBER_FILES = 300  # a matter takes fewer; what is too much is told by name, not by an error
FILE_UPLOAD_TEMP_DIR = HEYI_FILES / "drafts"
FILE_UPLOAD_HANDLERS = ["heyi.web.upload_limits.LimitedUploads"]
X_FRAME_OPTIONS = "DENY"

LOGGING = logging_settings(os.environ.get("HEYI_LOG_LEVEL", "INFO"))
HEYI_METRICS_FROM = os.environ.get("HEYI_METRICS_FROM", "127.0.0.0/8,::1").split(",")
PROCRASTINATE_IMPORT_PATHS = ["heyi.journeys.tasks"]
