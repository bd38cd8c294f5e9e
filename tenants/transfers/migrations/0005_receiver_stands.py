"""What may be sent to whom is judged by the database too: down to a child, up to the parent, nowhere else."""

from django.db import migrations

ENVELOPE, REGISTRY = "public.transfers_envelope", "public.governments_government"
ME = "split_part(current_user::text, '_', 2)"
STANDS = f"""EXISTS (
    SELECT 1 FROM {REGISTRY} mine JOIN {REGISTRY} theirs
        ON CASE kind
            WHEN 'DISPATCH_DOWN' THEN theirs.parent_id = mine.id
            WHEN 'REQUEST_UP' THEN mine.parent_id = theirs.id
            ELSE false
        END
    WHERE mine.code = sender AND theirs.code = receiver
)"""

FORWARDS = f"""
DROP POLICY sender_sends ON {ENVELOPE};
CREATE POLICY sender_sends ON {ENVELOPE} FOR INSERT TO lianban_government WITH CHECK (sender = {ME} AND {STANDS});
"""
BACKWARDS = f"""
DROP POLICY sender_sends ON {ENVELOPE};
CREATE POLICY sender_sends ON {ENVELOPE} FOR INSERT TO lianban_government WITH CHECK (sender = {ME});
"""


class Migration(migrations.Migration):
    """A policy."""

    dependencies = [
        ("transfers", "0004_sender_moves_all_days"),
        ("governments", "0001_initial"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
