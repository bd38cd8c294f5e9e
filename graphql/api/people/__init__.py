"""Units, sections, staff, accounts and saved views."""
