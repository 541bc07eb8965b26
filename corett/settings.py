"""The one settings file; everything that differs between machines comes from the environment.

Required unless DEBUG=1:
    SECRET_KEY     a long random text, the same on every server
    DATABASE_URL   postgres://user:password@host:5432/name (or sqlite:////path/file.sqlite3)
    ALLOWED_HOSTS  names the portal answers to, comma separated; the first is its public name
    EMAIL_URL      smtp+tls://user:password@host:587
    MEDIA_ROOT     directory of uploaded and produced files, on every server the same
Optional:
    DEBUG=1             development: defaults for all of the above, error details on screen
    PRIVATE_ROOT        directory of evidence files (default: privado, beside MEDIA_ROOT)
    SITIO_URL           address printed in mails and documents (default https://<first host>)
    DEFAULT_FROM_EMAIL  sender of mails (default no-responder@<first host>)
    STATIC_ROOT         where collectstatic puts files (default ./staticfiles)
    PROXIES             how many trusted proxies stand in front (default 0)
    TASKS               who does long work: `database`, a `manage.py db_worker`; `hilo`, a thread of
                        the server itself (default of what serves pages: runserver and
                        corett.wsgi); `inmediata`, whoever asks for it, at once (default of every
                        other command, which must not end before its work does)
    SEGUNDO_FACTOR_OBLIGATORIO=1  in development too (default: on, off with DEBUG)
    PRIVACIDAD_LIMITE   largest sensitive count shown as a band only (default 10, never below 5)
    ANTIVIRUS           a ClamAV server, tcp://host:3310 or unix:///run/clamav/clamd.ctl; with
                        one, a file waits for its verdict (default: none)
    EVIDENCIA_MAXIMO    largest evidence file in bytes (default 20 MB)
    EVIDENCIA_CUOTA     bytes of evidence per report or register row (default 300 MB)
    API_TASA            requests an address may make to the API (default 300/min)
    SALIDA_RAPIDA       where "Salir rápido" leads: a page that nobody would ask about (default
                        https://www.google.com/)
    VISITAS             0: the visits to the public pages are not counted (default: they are, a
                        number for each page and year)
    ENTREGA             x-accel:/protegido/ or x-sendfile: the web server in front sends published
                        documents itself, from MEDIA_ROOT (default: the portal sends them)
"""

import os
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from import_export.formats.base_formats import CSV, JSON, XLSX

BASE = Path(__file__).resolve().parent.parent
DATOS = BASE / "datos"

env = environ.Env()
DEBUG = env.bool("DEBUG", default=False)

EJEMPLOS = {
    "SECRET_KEY": "<texto largo al azar>",
    "DATABASE_URL": "postgres://usuario:clave@servidor:5432/corett",
    "ALLOWED_HOSTS": "portal.ejemplo.org",
    "EMAIL_URL": "smtp+tls://usuario:clave@servidor:587",
    "MEDIA_ROOT": "/var/lib/corett/media",
}
faltan = [f"{nombre}={EJEMPLOS[nombre]}" for nombre in EJEMPLOS if not os.environ.get(nombre)]
if faltan and not DEBUG:
    raise ImproperlyConfigured(
        "Falta configurar el portal. Defina estas variables de entorno, por ejemplo: "
        + "; ".join(faltan)
        + ". Para desarrollo basta con DEBUG=1."
    )
if DEBUG:
    DATOS.mkdir(exist_ok=True)

SECRET_KEY = env.str("SECRET_KEY", default="solo-para-desarrollo")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
HOST = ALLOWED_HOSTS[0].lstrip(".")
SITIO_URL = env.str(
    "SITIO_URL", default="http://127.0.0.1:8000" if DEBUG else f"https://{HOST}"
).rstrip("/")

# Applications and the way of a request -------------------------------------------------------

INSTALLED_APPS = [
    "actores",
    "planes",
    "informes",
    "corett.apps.CorettConfig",
    "corett.apps.PanelConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "simple_history",
    "import_export",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

# From the outside in. What only adds headers stands far out, so that error pages get them too.
MIDDLEWARE = [
    "corett.middleware.DireccionReal",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "corett.middleware.SinCopias",
    "corett.middleware.Compresion",
    "corett.middleware.PaginaNoEncontrada",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "actores.middleware.SesionTerminada",
    "actores.middleware.SegundoFactor",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "corett.middleware.NoCabe",
]
PROXIES = env.int("PROXIES", default=0)

ROOT_URLCONF = "corett.urls"
WSGI_APPLICATION = "corett.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "informes.contexto.sitio",
            ]
        },
    }
]

# Data ----------------------------------------------------------------------------------------

BASE_DE_DATOS = env.db_url("DATABASE_URL", default=f"sqlite:///{DATOS / 'corett.sqlite3'}")
BASE_DE_DATOS |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
if BASE_DE_DATOS["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer (WAL); a writer takes its lock at the start of the
    # transaction, where it can wait for it, instead of failing in the middle (IMMEDIATE).
    BASE_DE_DATOS["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,  # longer than the check of a large import file
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;",
    }
else:
    # An unreachable server must be answered with the 503 page, not with a hanging browser.
    BASE_DE_DATOS["OPTIONS"] = {"connect_timeout": 5} | BASE_DE_DATOS.get("OPTIONS", {})
DATABASES = {"default": BASE_DE_DATOS}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FIXTURE_DIRS = [BASE / "fixtures"]
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(DATOS / "media"))
PRIVATE_ROOT = env.str("PRIVATE_ROOT", default=str(Path(MEDIA_ROOT).parent / "privado"))
ENTREGA = env.str("ENTREGA", default="")
if ENTREGA not in ("", "x-sendfile") and not (
    ENTREGA.startswith("x-accel:/") and ENTREGA.endswith("/")
):
    raise ImproperlyConfigured(
        "ENTREGA tiene que ser x-sendfile o x-accel: y una dirección entre barras,"
        f" por ejemplo x-accel:/protegido/. Ahora es {ENTREGA}"
    )
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 60

MOTORES = {
    "database": "django_tasks_db.DatabaseBackend",
    "hilo": "corett.tareas_hilo.Hilo",
    "inmediata": "django_tasks.backends.immediate.ImmediateBackend",
}
MOTOR = env.str("TASKS", default="inmediata")
if MOTOR not in MOTORES:
    raise ImproperlyConfigured(f"TASKS tiene que ser {', '.join(MOTORES)}. Ahora es {MOTOR}")
TASKS = {"default": {"BACKEND": MOTORES[MOTOR]}}

IMPORT_EXPORT_FORMATS = [XLSX, CSV, JSON]
IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# Language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Español")), ("en", _("Inglés"))]
LOCALE_PATHS = [BASE / "locale"]
FORMAT_MODULE_PATH = "corett.formatos"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Guatemala"

# Static files: served by the portal itself, under names that carry a hash of the content -------

STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE / "staticfiles"))
STATICFILES_DIRS = [BASE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "privado": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "corett.estaticos.Estaticos"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# Who enters ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "actores.Usuario"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/reportes/"

ACCOUNT_ADAPTER = "actores.cuentas.Adaptador"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "correo"
# Accounts are made by invitation to an address that the Secretaría Técnica vouches for.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEBUG else "https"
# No mail to strangers who type an address that has no account.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Django's own: allauth's keeps a second table of addresses, where an old one would still log in.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
# Long enough to install an application on the telephone before the password is asked again.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "login": "actores.forms.Ingreso",
    "change_password": "actores.forms.CambioDeClave",
    "reset_password": "actores.forms.ClaveOlvidada",
    "reset_password_from_key": "actores.forms.ClaveNueva",
    "reauthenticate": "actores.forms.Confirmacion",
}
# The life of every link in a mail that sets a password: invitations and forgotten ones.
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60

# Whether who enters the admin must have a second factor (actores.middleware.SegundoFactor).
SEGUNDO_FACTOR_OBLIGATORIO = env.bool("SEGUNDO_FACTOR_OBLIGATORIO", default=not DEBUG)
MFA_ADAPTER = "actores.cuentas.AdaptadorMFA"
MFA_FORMS = {
    "authenticate": "actores.forms.Codigo",
    "reauthenticate": "actores.forms.ConfirmacionConCodigo",
    "activate_totp": "actores.forms.ActivarAplicacion",
}
MFA_TOTP_ISSUER = "CORETT"
# Telephones' clocks are half a minute off.
MFA_TOTP_TOLERANCE = 1

# A person at an address is locked out, not the person everywhere: else anyone could lock out
# anyone. Trying again while locked out does not prolong it.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "corett.middleware.correo_de_acceso"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "cuenta/bloqueo.html"

SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "corett.views.csrf"

# What the browser is told --------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
# Not `no-referrer`: with it Chromium sends `Origin: null` and forms fail.
SECURE_REFERRER_POLICY = "same-origin"

if not DEBUG:
    SESSION_COOKIE_NAME = "__Host-sesion"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    # The health check is asked by the machine itself, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^salud/$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # The browsers' preload list is a promise for the whole domain: its owner's decision.
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
    if PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The public API: read-only, without sessions --------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"anon": env.str("API_TASA", default="300/min")},
    # `DireccionReal` has already put the visitor's address in its place.
    "NUM_PROXIES": 0,
    "EXCEPTION_HANDLER": "informes.api.errores.manejar",
    "DEFAULT_SCHEMA_CLASS": "informes.api_descriptor.Descriptor",
    # Query parameters are those that each view declares.
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "CORETT",
    "DESCRIPTION": (
        "Plan, progress, figures and money of CORETT, the Regional Coalition against Trafficking"
        " in Persons and Smuggling of Migrants, as published. Read-only, without account or key."
        " Everything comes from a data cut: a fixed copy, named in every answer, that never"
        " changes. Help lines and the directory are always as they are now. Texts come in both"
        " languages, `{es, en}`, or in one with `?idioma=`. A missing figure is not zero: `marca`"
        " says why it is missing. When `demo` is true the figures are fictitious."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "CONTACT": {"name": "CORETT (contacto por confirmar)", "url": f"{SITIO_URL}/acerca/"},
    "LICENSE": {"name": "Por confirmar (to be confirmed)", "url": f"{SITIO_URL}/datos/#licencia"},
    "POSTPROCESSING_HOOKS": ["informes.api.descripcion.completar"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}

# Sensitive counts from 1 to this are published as a band (informes.enmascarar).
PRIVACIDAD_LIMITE = env.int("PRIVACIDAD_LIMITE", default=10)

# Where the quick exit leads (static/js/salir.js): nothing that tells what was read before.
SALIDA_RAPIDA = env.str("SALIDA_RAPIDA", default="https://www.google.com/")

# Whether visits to the public pages are counted (informes.visitas).
VISITAS = env.bool("VISITAS", default=True)

# Files of evidence (planes.limpieza) -----------------------------------------------------------

ANTIVIRUS = env.str("ANTIVIRUS", default="")
EVIDENCIA_MAXIMO = env.int("EVIDENCIA_MAXIMO", default=20 * 1024 * 1024)
EVIDENCIA_CUOTA = env.int("EVIDENCIA_CUOTA", default=300 * 1024 * 1024)
EVIDENCIA_ARCHIVOS = 60  # per report or register row
EVIDENCIA_PIXELES = 60_000_000
EVIDENCIA_ABIERTO = 100 * 1024 * 1024  # what a document may unpack to, and how many times its size
EVIDENCIA_RAZON = 100

# Mail and logs -------------------------------------------------------------------------------

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"CORETT <no-responder@{HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# To the console, and quiet: no line for each missing page, no names or addresses of persons
# (axes would write both at each failed login; its table keeps them, this log does not).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linea": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"consola": {"class": "logging.StreamHandler", "formatter": "linea"}},
    "root": {"handlers": ["consola"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["consola"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.server": {
            "handlers": ["consola"],
            "level": "INFO" if DEBUG else "WARNING",
            "propagate": False,
        },
        "axes": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "informes.operaciones.biblioteca": {"level": "INFO"},  # who opened which internal document
    },
}
