"""Environment of the settings: variables first, then the data folder's ``environment`` file.

``required`` collects what is missing, so that a first production start names everything at once.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from kernel.client_address import Trust

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("LIANBAN_HOME") or ROOT / ".lianban").absolute()

env = environ.Env()
if (HOME / "environment").is_file():
    env.read_env(HOME / "environment")

DEV = env.bool("LIANBAN_DEV", default=False)
missing: list[str] = []


def required(name: str, development: str) -> str:
    """The variable's value; in development a default; otherwise it is noted as missing."""
    value = str(env.str(name, default=""))
    if not value and not DEV:
        missing.append(name)
    return value or development


def demonstration() -> bool:
    """Whether this is a demonstration; refused where the demo city is not installed, as in the image."""
    wanted = env.bool("LIANBAN_DEMO", default=False)
    if wanted and find_spec("lianban.demo") is None:
        raise ImproperlyConfigured(
            "设置了 LIANBAN_DEMO=1，但本程序未安装演示城市（缺少 platform/lianban/demo）；"
            "请去掉该设置，或改在完整源码目录中运行. "
            "LIANBAN_DEMO=1 wants the demo city (platform/lianban/demo), which is not installed here."
        )
    return bool(wanted)


def refuse_if_incomplete() -> None:
    """Raise ImproperlyConfigured naming every missing variable, in both languages."""
    if missing:
        names = ", ".join(missing)
        raise ImproperlyConfigured(
            f"缺少环境变量: {names}. 请参照 .env.example 设置; 仅供开发时可设 LIANBAN_DEV=1. "
            f"Missing environment variables: {names}; see .env.example (LIANBAN_DEV=1 is for development only)."
        )


def database(url: str, engine: str, options: dict[str, Any]) -> dict[str, Any]:
    """Django's description of the database at ``url``; the URL's own query options win over ``options``."""
    described: dict[str, Any] = env.db_url_config(url, engine=engine)
    return described | {"OPTIONS": options | described.get("OPTIONS", {})}


def trusted_proxies() -> Trust:
    """The proxies whose X-Forwarded-For is believed; a setting that cannot be read ends the start."""
    try:
        return Trust.of(str(env.str("LIANBAN_TRUSTED_PROXIES", default="")))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"LIANBAN_TRUSTED_PROXIES 应为网段（逗号分隔）或代理层数。 Networks or a number of hops: {error}"
        ) from error
