"""Settings come from the environment and say at once what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from signin.hashing import Argon2


def imported(tmp_path: Path, shown: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Import the settings in a process that knows only these variables."""
    known = {"PATH": os.environ["PATH"], "LIANBAN_HOME": str(tmp_path)} | environment
    program = f"from lianban import settings; print({shown})"
    return subprocess.run([sys.executable, "-c", program], env=known, capture_output=True, text=True)


def test_production_without_settings_names_everything_that_is_missing(tmp_path: Path) -> None:
    told = imported(tmp_path, "1").stderr

    assert "缺少环境变量: LIANBAN_SECRET_KEY, DATABASE_URL" in told


def test_two_variables_are_enough_and_debugging_is_off(tmp_path: Path) -> None:
    told = imported(
        tmp_path, "settings.DEBUG", LIANBAN_SECRET_KEY="x" * 50, DATABASE_URL="postgres://a:b@c/d"
    )

    assert told.stdout.strip() == "False", told.stderr


def test_passwords_cost_what_owasp_asks_and_one_thread(tmp_path: Path) -> None:
    told = imported(tmp_path, "settings.PASSWORD_HASHERS", LIANBAN_DEV="1")

    assert told.stdout.strip() == "['signin.hashing.Argon2']"
    assert (Argon2.memory_cost, Argon2.time_cost, Argon2.parallelism) == (46 * 1024, 2, 1)


def test_with_https_cookies_are_bound_to_their_host(tmp_path: Path) -> None:
    shown = "settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE"

    assert (
        imported(tmp_path, shown, LIANBAN_DEV="1", LIANBAN_HTTPS="1").stdout.strip() == "__Host-lianban True"
    )
    assert imported(tmp_path, shown, LIANBAN_DEV="1").stdout.strip() == "lianban False"


def test_without_redis_the_broker_needs_no_server(tmp_path: Path) -> None:
    shown = "settings.CELERY_BROKER_URL"

    assert imported(tmp_path, shown, LIANBAN_DEV="1").stdout.strip() == "filesystem://"
    with_redis = imported(tmp_path, shown, LIANBAN_DEV="1", REDIS_URL="redis://r").stdout.strip()
    assert with_redis == "redis://r"


def test_what_the_environment_leaves_open_is_read_from_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "environment").write_text("LIANBAN_SECRET_KEY=from-the-folder\nREDIS_URL=redis://folder\n")
    shown = "settings.SECRET_KEY, settings.REDIS_URL"

    told = imported(tmp_path, shown, LIANBAN_DEV="1", REDIS_URL="redis://environment")

    assert told.stdout.strip() == "from-the-folder redis://environment"


def test_tests_have_their_own_settings_also_where_they_are_divided() -> None:
    assert os.environ["DJANGO_SETTINGS_MODULE"] == "lianban.settings_dev"  # what processes they start have
    assert settings.SETTINGS_MODULE == "support.settings"
