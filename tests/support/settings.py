"""Development settings with a data folder of their own: a test never meets the demo that runs beside it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="lianban-test-home-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["LIANBAN_HOME"] = HOME
os.environ["DJANGO_SETTINGS_MODULE"] = (
    "lianban.settings_dev"  # for child processes, which do not see this folder
)

from lianban.settings_dev import *  # noqa: E402, F403 - only after the folder is named

PASSWORD_HASHERS = ["support.quick_passwords.QuickArgon2"]
