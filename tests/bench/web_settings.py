"""Product's settings for ``api.http``: the list is a known operation, and a bare view stands beside it."""

from __future__ import annotations

import os
from pathlib import Path

from lianban.settings_dev import *  # noqa: F403 - settings modules are namespaces

ROOT_URLCONF = "bench.web_urls"
LIANBAN_PERSISTED = str(Path(os.environ["LIANBAN_BENCH"], "known.json"))
