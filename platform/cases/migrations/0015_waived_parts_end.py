"""Parts whose opinion was waived end with their case, also where it was closed before closing did so.

They take the version of the closing, whose event told of it. A lower government's part is left: its own case goes on
there, and only a step of the office can end that.
"""

from django.db import migrations

END = """
UPDATE cases_assignment AS part
SET state = 'DONE', version = closing.version
FROM cases_case AS whole, people_unit AS unit, (
    SELECT case_id, max(version) AS version FROM cases_caseevent WHERE step = 'close' GROUP BY case_id
) AS closing
WHERE whole.id = part.case_id AND closing.case_id = part.case_id AND unit.id = part.unit_id AND unit.government = ''
    AND whole.state IN ('CLOSED', 'ARCHIVED') AND part.role = 'CO' AND part.waived_reason <> ''
    AND part.state IN ('PENDING_SIGN', 'HANDLING', 'RETURN_REQUESTED', 'CO_SUBMITTED')
"""


class Migration(migrations.Migration):
    """What an earlier release left at work."""

    dependencies = [("cases", "0014_extension_by_notice"), ("people", "0002_lower_government")]
    operations = [migrations.RunSQL(END, migrations.RunSQL.noop)]
