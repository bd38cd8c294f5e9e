"""Settings of every process, from the environment alone (``.env.example`` lists each variable).

Sign-in, cookies and headers are in ``configuration.security``, jobs and messages in ``configuration.jobs``.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from lianban.configuration.env import (
    DEV,
    ROOT,
    database,
    demonstration,
    env,
    refuse_if_incomplete,
    required,
)
from lianban.configuration.jobs import *  # noqa: F403 - settings modules are namespaces
from lianban.configuration.security import *  # noqa: F403
from lianban.reporting.logs import LOGGING as LOGGING

LIANBAN_DEV = DEV
LIANBAN_DEMO = demonstration()
LIANBAN_DEMO_PICKER = "lianban.demo.role_picker"  # seats() and password() of the role picker
LIANBAN_PERSISTED_ONLY = env.bool("LIANBAN_PERSISTED_ONLY", default=False)
LIANBAN_DOMAIN = env.str("LIANBAN_DOMAIN", default="localhost")
LIANBAN_PLATFORM_HOSTS = frozenset(
    env.list("LIANBAN_PLATFORM_HOSTS", default=[LIANBAN_DOMAIN, "127.0.0.1", "[::1]"])
)
DEBUG = env.bool("LIANBAN_DEBUG", default=False)
SECRET_KEY = required("LIANBAN_SECRET_KEY", "development-only-known-to-everyone-never-use-it-for-real")

# --- the installation ---


def _present(*apps: str) -> list[str]:
    return [app for app in apps if importlib.util.find_spec(app) is not None]


SHARED_APPS = [
    "django_tenants",
    "governments",
    "outbox",
    "rules.public",
    "supervision.public",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "signin",
    "django_vite",
    *_present("transfers", "live", "api"),
    "lianban",
]
TENANT_APPS = [
    "django.contrib.sessions",
    "signin",
    *_present("people", "rules", "cases", "intake", "supervision", "assessment"),
]
INSTALLED_APPS = [*SHARED_APPS, *(app for app in TENANT_APPS if app not in SHARED_APPS)]

TENANT_MODEL = "governments.Government"
TENANT_DOMAIN_MODEL = "governments.Domain"
TENANT_LIMIT_SET_CALLS = True  # safe with django-tenants >= 4.0.1 only: a rolled-back switch is noticed
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
AUTH_USER_MODEL = "people.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "lianban.http.page.RequestId",
    "lianban.http.compressed.Compressed",
    "governments.entering.middleware.GovernmentOfHost",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lianban.http.page.AccountInLog",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "governments.entering.sessions.IdleTimeout",
    "signin.callers.KnownDevice",
]
ROOT_URLCONF = "lianban.urls"
APPEND_SLASH = False

# --- the database ---

LIMITS = {
    "statement_timeout": "20s"
    if os.environ.get("LIANBAN_ROLE") == "web"
    else "60s",  # somebody waits for a page
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "120s",
}
POOL = env.int("LIANBAN_DB_POOL", default=8)  # connections of one process; memory grows with schemas visited
DATABASE_URL = required("DATABASE_URL", "postgres://lianban_app@127.0.0.1/lianban")
DATABASE_ADMIN_URL = env.str("DATABASE_ADMIN_URL", default="")
LIANBAN_SPARES = env.int("LIANBAN_SPARES", default=2)  # schemas built ahead for governments to come
DATABASES = {
    "default": database(
        DATABASE_URL,
        engine="governments.backend",
        options={
            "application_name": "lianban",
            "prepare_threshold": 3,  # for ``kernel.sql.statements``; the ORM's own cursor never prepares
            "options": " ".join(f"-c {name}={value}" for name, value in LIMITS.items()),
            "pool": {
                "min_size": 0,
                "max_size": POOL,
                "max_lifetime": 540.0,
                "max_idle": 120.0,
                "timeout": 10.0,
            },
        },
    )
    | {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}
}

# --- language and time ---

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

# --- pages and files ---

BUNDLE = ROOT / "frontend" / "dist"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("LIANBAN_STATIC", default=str(BUNDLE)))  # served by ``lianban.http.static``
DJANGO_VITE = {
    "default": {"manifest_path": str(STATIC_ROOT / ".vite" / "manifest.json"), "static_url_prefix": ""}
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "platform" / "lianban" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "csp.context_processors.nonce",
            ]
        },
    }
]

GRAPHENE = {"SCHEMA": "api.schema.schema"}

refuse_if_incomplete()
