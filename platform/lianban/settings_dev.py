"""Settings with development defaults, for tools that import them without an environment: tests, mypy."""

from __future__ import annotations

import os

os.environ.setdefault("LIANBAN_DEV", "1")

from lianban.settings import *  # noqa: F403 - only after the switch above
