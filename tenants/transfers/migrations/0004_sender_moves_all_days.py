"""The sender may move the other days of an envelope too, with an event like every move; the receiver may not."""

from django.db import migrations

ENVELOPE = "public.transfers_envelope"
ME = "split_part(current_user::text, '_', 2)"


def guarded(*columns: str) -> str:
    """Let only the sender move these columns."""
    same = " OR ".join(f"NEW.{one} IS DISTINCT FROM OLD.{one}" for one in columns)
    return f"""
DROP TRIGGER envelope_day_is_the_senders ON {ENVELOPE};
CREATE OR REPLACE FUNCTION public.envelope_day_is_the_senders() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF ({same}) AND OLD.sender <> {ME} THEN
        RAISE EXCEPTION 'the due day of envelope % is its sender''s', NEW.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER envelope_day_is_the_senders BEFORE UPDATE OF {", ".join(columns)} ON {ENVELOPE}
    FOR EACH ROW EXECUTE FUNCTION public.envelope_day_is_the_senders();
"""


FORWARDS = f"""
GRANT UPDATE (sign_due_on, return_until) ON {ENVELOPE} TO lianban_government;
{guarded("due_on", "sign_due_on", "return_until")}
"""
BACKWARDS = f"""
{guarded("due_on")}
REVOKE UPDATE (sign_due_on, return_until) ON {ENVELOPE} FROM lianban_government;
"""


class Migration(migrations.Migration):
    """A right and its guard."""

    dependencies = [("transfers", "0003_sender_moves_day")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
