"""Envelopes of a government that is taken away: gone for both sides, and the guards stand again afterwards."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from governments.entering.scope import governing
from governments.models import Government
from support.tiers import sent_down, taken_in, two_tiers
from transfers.models import Envelope, EnvelopeEvent
from transfers.removal import remove_envelopes


def test_a_removed_governments_envelopes_are_gone_and_others_stay_guarded(committed: Government) -> None:
    tiers = two_tiers()
    sent_down(tiers)
    taken_in(tiers)

    remove_envelopes("heshan")
    kept = Envelope.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.transfers_envelopeevent")
    remove_envelopes("binjiang")

    assert kept == 1
    with governing("binjiang"):
        assert not Envelope.objects.exists()
        assert not EnvelopeEvent.objects.exists()
