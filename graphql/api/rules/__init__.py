"""Rule packs in the API: the pack in force, versions, drafts, problems."""
