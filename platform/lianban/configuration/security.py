"""Sign-in, cookies, lock-out and response headers."""

from __future__ import annotations

from csp.constants import NONCE, NONE, SELF

from lianban.configuration.env import env, trusted_proxies

LIANBAN_HTTPS = env.bool("LIANBAN_HTTPS", default=False)

# The registry of governments is the list of allowed hosts: ``GovernmentOfHost`` refuses every other, exactly.
ALLOWED_HOSTS = ["*"]
USE_X_FORWARDED_HOST = False
if LIANBAN_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("LIANBAN_HSTS", default=31_536_000)

# --- whose address a request comes from ---

LIANBAN_TRUSTED_PROXIES = trusted_proxies()

# --- sign-in ---

# From a session to who it is; whether a password is right is asked in ``signin.proof`` and nowhere else.
AUTHENTICATION_BACKENDS = ["governments.operators.OperatorBackend", "people.sign_in.AccountBackend"]
PASSWORD_HASHERS = ["signin.hashing.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "signin.password_rules.Substance"},
]
LIANBAN_SIGN_IN_FAILURES = env.int("LIANBAN_SIGN_IN_FAILURES", default=5)
LIANBAN_SIGN_IN_LOCK_MINUTES = env.int("LIANBAN_SIGN_IN_LOCK_MINUTES", default=30)

# --- sessions and cookies ---

SESSION_ENGINE = "governments.entering.sessions"
SESSION_COOKIE_NAME = "__Host-lianban" if LIANBAN_HTTPS else "lianban"
SESSION_COOKIE_SECURE = LIANBAN_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = "/"
SESSION_COOKIE_AGE = 60 * env.int("LIANBAN_IDLE_MINUTES", default=60)  # idle: ``IdleTimeout`` extends it
LIANBAN_SESSION_AGE = 3600 * env.int(
    "LIANBAN_SESSION_HOURS", default=12
)  # however busy: ``sessions.SessionStore`` ends it

# --- headers ---

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
