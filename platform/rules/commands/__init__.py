"""Commands on rule packs: loading what is shipped, drafting, issuing."""

from rules.commands.drafts import delete_pack_draft, save_pack_draft, start_pack_draft
from rules.commands.issuing import issue_pack
from rules.commands.loading import (
    FROM_THE_START,
    load_pack,
    load_shipped_packs,
    version_of_shipped_packs,
)

__all__ = [
    "FROM_THE_START",
    "delete_pack_draft",
    "issue_pack",
    "load_pack",
    "load_shipped_packs",
    "save_pack_draft",
    "start_pack_draft",
    "version_of_shipped_packs",
]
