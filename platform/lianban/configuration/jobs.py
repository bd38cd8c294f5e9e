"""Jobs, caches and channels: Redis when there is one, else means that need no server."""

from __future__ import annotations

from lianban.configuration.env import HOME, env

REDIS_URL = env.str("REDIS_URL", default="")

# --- Celery (namespace CELERY_) ---

CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"visibility_timeout": 3600}
    if REDIS_URL
    else {
        "data_folder_in": str(HOME / "broker" / "queue"),
        "data_folder_out": str(HOME / "broker" / "queue"),
        "control_folder": str(HOME / "broker" / "control"),
        "store_processed": False,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = bool(REDIS_URL)  # the file transport forgets a message when it is taken
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 1800
CELERY_TASK_SOFT_TIME_LIMIT = 1740
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Shanghai"

# --- caches: the key carries the government, so that none reads another's --------------------------------------

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache"
        if REDIS_URL
        else "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": REDIS_URL or "lianban",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
    }
}

# The live boards have their own hub (one subscription per process); channels' layer stays inside a process.
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
