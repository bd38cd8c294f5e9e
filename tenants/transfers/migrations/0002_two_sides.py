"""Who meets which envelope, and the guard that no envelope moves without its event."""

from django.db import migrations

ME = "split_part(current_user::text, '_', 2)"
ENVELOPE, EVENT = "public.transfers_envelope", "public.transfers_envelopeevent"
MINE = f"{ME} IN (sender, receiver)"
OF_MINE = (
    f"EXISTS (SELECT 1 FROM {ENVELOPE} own WHERE own.id = envelope_id AND {ME} IN (own.sender, own.receiver))"
)

FORWARDS = f"""
ALTER TABLE {ENVELOPE} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {ENVELOPE} FORCE ROW LEVEL SECURITY;
ALTER TABLE {EVENT} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {EVENT} FORCE ROW LEVEL SECURITY;
CREATE POLICY two_sides_see ON {ENVELOPE} FOR SELECT TO lianban_reader USING ({MINE});
CREATE POLICY sender_sends ON {ENVELOPE} FOR INSERT TO lianban_government WITH CHECK (sender = {ME});
CREATE POLICY two_sides_move ON {ENVELOPE} FOR UPDATE TO lianban_government USING ({MINE}) WITH CHECK ({MINE});
CREATE POLICY two_sides_see ON {EVENT} FOR SELECT TO lianban_reader USING ({OF_MINE});
CREATE POLICY a_side_acts ON {EVENT} FOR INSERT TO lianban_government
    WITH CHECK (government = {ME} AND {OF_MINE});
GRANT SELECT ON {ENVELOPE}, {EVENT} TO lianban_reader;
GRANT INSERT ON {ENVELOPE}, {EVENT} TO lianban_government;
GRANT UPDATE (state, version, receiver_case) ON {ENVELOPE} TO lianban_government;

CREATE FUNCTION public.envelope_needs_event() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM {EVENT} WHERE envelope_id = NEW.id AND version = NEW.version AND to_state = NEW.state
    ) THEN
        RAISE EXCEPTION 'envelope % has no event for version %', NEW.id, NEW.version
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $body$;
CREATE CONSTRAINT TRIGGER envelope_needs_event AFTER INSERT OR UPDATE ON {ENVELOPE}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.envelope_needs_event();
CREATE FUNCTION public.envelope_events_stay() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'envelope events are never changed or removed' USING ERRCODE = 'integrity_constraint_violation';
END $body$;
CREATE TRIGGER envelope_events_stay BEFORE UPDATE OR DELETE ON {EVENT}
    FOR EACH ROW EXECUTE FUNCTION public.envelope_events_stay();
"""

BACKWARDS = f"""
DROP TRIGGER envelope_events_stay ON {EVENT};
DROP FUNCTION public.envelope_events_stay();
DROP TRIGGER envelope_needs_event ON {ENVELOPE};
DROP FUNCTION public.envelope_needs_event();
REVOKE ALL ON {ENVELOPE}, {EVENT} FROM lianban_government, lianban_reader;
DROP POLICY a_side_acts ON {EVENT};
DROP POLICY two_sides_see ON {EVENT};
DROP POLICY two_sides_move ON {ENVELOPE};
DROP POLICY sender_sends ON {ENVELOPE};
DROP POLICY two_sides_see ON {ENVELOPE};
ALTER TABLE {EVENT} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {EVENT} DISABLE ROW LEVEL SECURITY;
ALTER TABLE {ENVELOPE} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {ENVELOPE} DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Row level security and guards of the exchange."""

    dependencies = [("transfers", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
