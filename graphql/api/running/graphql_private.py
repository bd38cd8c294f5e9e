"""Names of graphql-core 3.2 that it does not document; no other module takes them from it.

``tests/unit/test_library_names.py`` states what is relied on of each. ``running.executor`` overrides three methods of
``ExecutionContext``, which 3.3 renames.
"""

from __future__ import annotations

from graphql.execution import ExecutionContext, execute
from graphql.execution.execute import assume_not_awaitable
from graphql.pyutils import Path

__all__ = ["ExecutionContext", "Path", "assume_not_awaitable", "execute"]
