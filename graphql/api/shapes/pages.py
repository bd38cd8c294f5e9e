"""Page info: where a page of a list ends, the same for every connection."""

from __future__ import annotations

from api.shapes.fields import Row, flag, text


class PageInfo(Row):
    """Where a page ends."""

    has_next_page = flag("Whether more follows.")
    end_cursor = text("Send it as ``after`` for the next page; null on an empty page.", null=True)
