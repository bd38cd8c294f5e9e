"""Removal of a government's envelopes: the administrator's act, for demonstrations that begin anew."""

from __future__ import annotations

from django.db import transaction

from governments.owner import owner_connection

# The administrator may own the tables without being superuser: the guards are laid down for this transaction.
BEFORE = """
ALTER TABLE public.transfers_envelope NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.transfers_envelopeevent NO FORCE ROW LEVEL SECURITY;
ALTER TABLE public.transfers_envelopeevent DISABLE TRIGGER envelope_events_stay;
"""
AFTER = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE public.transfers_envelopeevent ENABLE TRIGGER envelope_events_stay;
ALTER TABLE public.transfers_envelopeevent FORCE ROW LEVEL SECURITY;
ALTER TABLE public.transfers_envelope FORCE ROW LEVEL SECURITY;
"""
MINE = "SELECT id FROM public.transfers_envelope WHERE %s IN (sender, receiver)"


def remove_envelopes(code: str) -> None:
    """Delete every envelope that this government sent or got, with what happened to it."""
    with owner_connection() as owner, transaction.atomic(), owner.cursor() as cursor:
        cursor.execute(BEFORE)
        cursor.execute(f"DELETE FROM public.transfers_envelopeevent WHERE envelope_id IN ({MINE})", [code])  # noqa: S608 - constant text
        cursor.execute("DELETE FROM public.transfers_envelope WHERE %s IN (sender, receiver)", [code])
        cursor.execute(AFTER)
