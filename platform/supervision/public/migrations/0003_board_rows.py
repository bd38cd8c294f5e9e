"""Who meets which counter and board: a government its own, the one above what is shared, the platform all."""

from django.db import migrations

TALLY, BOARD = "public.supervision_tally", "public.supervision_board"
ME = "split_part(current_user::text, '_', 2)"
# An array, because then the index on the government serves.
BELOW = (
    "ARRAY(SELECT lower.code::text FROM public.governments_government lower"
    " JOIN public.governments_government upper ON upper.id = lower.parent_id"
    f" WHERE upper.code = {ME})"
)

FORWARDS = f"""
ALTER TABLE {TALLY} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {TALLY} FORCE ROW LEVEL SECURITY;
ALTER TABLE {BOARD} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {BOARD} FORCE ROW LEVEL SECURITY;
CREATE POLICY platform_all ON {TALLY} TO lianban_platform USING (true) WITH CHECK (true);
CREATE POLICY platform_all ON {BOARD} TO lianban_platform USING (true) WITH CHECK (true);
CREATE POLICY own_seen ON {TALLY} FOR SELECT TO lianban_reader USING (government = {ME});
CREATE POLICY own_seen ON {BOARD} FOR SELECT TO lianban_reader USING (government = {ME});
CREATE POLICY cases_seen_above ON {TALLY} FOR SELECT TO lianban_reader
    USING (unit_id IS NULL AND government = ANY ({BELOW}));
CREATE POLICY shared_seen_above ON {BOARD} FOR SELECT TO lianban_reader
    USING (share = 'UP' AND government = ANY ({BELOW}));
CREATE POLICY own_counted ON {TALLY} FOR INSERT TO lianban_government WITH CHECK (government = {ME});
CREATE POLICY own_summed ON {TALLY} FOR DELETE TO lianban_government USING (government = {ME});
CREATE POLICY own_begun ON {BOARD} FOR INSERT TO lianban_government WITH CHECK (government = {ME});
CREATE POLICY own_moved ON {BOARD} FOR UPDATE TO lianban_government
    USING (government = {ME}) WITH CHECK (government = {ME});
GRANT SELECT ON {TALLY}, {BOARD} TO lianban_reader;
GRANT INSERT, DELETE ON {TALLY} TO lianban_government;
GRANT INSERT, UPDATE ON {BOARD} TO lianban_government;
"""

BACKWARDS = f"""
REVOKE ALL ON {TALLY}, {BOARD} FROM lianban_government, lianban_reader;
DROP POLICY own_moved ON {BOARD};
DROP POLICY own_begun ON {BOARD};
DROP POLICY own_summed ON {TALLY};
DROP POLICY own_counted ON {TALLY};
DROP POLICY shared_seen_above ON {BOARD};
DROP POLICY cases_seen_above ON {TALLY};
DROP POLICY own_seen ON {BOARD};
DROP POLICY own_seen ON {TALLY};
DROP POLICY platform_all ON {BOARD};
DROP POLICY platform_all ON {TALLY};
ALTER TABLE {BOARD} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {BOARD} DISABLE ROW LEVEL SECURITY;
ALTER TABLE {TALLY} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {TALLY} DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    """Row level security of counters and boards, forced on their owner too."""

    dependencies = [("supervision_public", "0002_boards"), ("governments", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
