"""The sender may move an envelope's due day, with an event like every move; the receiver may not."""

from django.db import migrations

ENVELOPE = "public.transfers_envelope"
ME = "split_part(current_user::text, '_', 2)"

FORWARDS = f"""
GRANT UPDATE (due_on) ON {ENVELOPE} TO lianban_government;
CREATE FUNCTION public.envelope_day_is_the_senders() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF NEW.due_on IS DISTINCT FROM OLD.due_on AND OLD.sender <> {ME} THEN
        RAISE EXCEPTION 'the due day of envelope % is its sender''s', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER envelope_day_is_the_senders BEFORE UPDATE OF due_on ON {ENVELOPE}
    FOR EACH ROW EXECUTE FUNCTION public.envelope_day_is_the_senders();
"""
BACKWARDS = f"""
DROP TRIGGER envelope_day_is_the_senders ON {ENVELOPE};
DROP FUNCTION public.envelope_day_is_the_senders();
REVOKE UPDATE (due_on) ON {ENVELOPE} FROM lianban_government;
"""


class Migration(migrations.Migration):
    """A right and its guard."""

    dependencies = [("transfers", "0002_two_sides")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
