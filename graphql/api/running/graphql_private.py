"""Names of graphql-core 3.2 that it does not document; no other module takes them from it.

``tests/unit/test_library_names.py`` states what is relied on of each. ``running.executor`` overrides three methods of
``ExecutionContext``. 3.3 breaks the import of that name and renames the methods, so ``pyproject.toml`` asks for less:
an upgrade has to change this module and ``running.executor``.
"""

from __future__ import annotations

from graphql.execution import ExecutionContext, execute
from graphql.execution.execute import assume_not_awaitable
from graphql.pyutils import Path

__all__ = ["ExecutionContext", "Path", "assume_not_awaitable", "execute"]
