"""Statements of ``metrics``: what is common to all, one SELECT for each metric, one for all kinds of events.

``cut_off`` is the day asked for, ``over`` the last day up to it that has ended: who has till tonight is not late. Each
SELECT gives basis, unit, paper, part, event, due day, day done, outcome and reason, in this order.
"""

from __future__ import annotations

# part: every unit's part in a case of the year, dispatched by the cut-off day. gone: relieved, recalled or cancelled
# by then (such a state is a part's last, so its version is the event's). paper: what an answering part answers,
# the case and those merged into it. origin: a lower government's request has no proposer to talk to.
COMMON_TABLES = """
part AS MATERIALIZED (
  SELECT a.id, a.unit_id, a.case_id, a.role, a.sign_due_on, a.return_until, m.pack_id,
         m.origin, COALESCE(a.first_due_on, a.due_on) AS due_on,
         CASE WHEN a.replied_on <= %(cut_off)s THEN a.replied_on END AS done_on,
         CASE WHEN a.state IN ('RETURNED', 'RECALLED', 'CANCELLED') AND EXISTS (
                SELECT FROM cases_caseevent e
                WHERE e.case_id = a.case_id AND e.version = a.version AND e.at < %(end)s)
              THEN a.state ELSE '' END AS gone
  FROM cases_assignment a
  JOIN cases_case m ON m.id = a.case_id
  JOIN people_unit u ON u.id = a.unit_id AND u.kind = ANY(%(kinds)s)
  LEFT JOIN cases_casesession s ON s.id = m.session_id AND %(by_session)s
  WHERE a.dispatched_on <= %(cut_off)s AND COALESCE(s.year, EXTRACT(YEAR FROM a.dispatched_on)) = %(year)s
),
answering AS MATERIALIZED (SELECT p.*, p.case_id AS paper_id FROM part p WHERE p.role <> 'CO'),
paper AS MATERIALIZED (
  SELECT * FROM answering
  UNION ALL
  SELECT p.id, p.unit_id, p.case_id, p.role, p.sign_due_on, p.return_until, p.pack_id, p.origin, p.due_on, p.done_on,
         p.gone, c.id
  FROM answering p JOIN cases_case c ON c.merged_into_id = p.case_id
  WHERE EXISTS (SELECT FROM cases_caseevent e WHERE e.case_id = c.id AND e.step = 'merge' AND e.at < %(end)s)
)"""

STORE_EVIDENCE = """
kept AS (
  INSERT INTO assessment_evidence
    (run_id, unit_id, basis, outcome, reason, case_id, assignment_id, event_id, due_on, done_on)
  SELECT %(run)s, unit_id, basis, outcome, reason, paper_id, id, event_id, due_on, done_on FROM ({rows}) AS rows
  ORDER BY unit_id, basis, paper_id, id, event_id
  RETURNING unit_id, basis, outcome
)
SELECT unit_id, basis, outcome, count(*) FROM kept GROUP BY unit_id, basis, outcome
UNION ALL
SELECT unit_id, -1, '', count(*) FROM part WHERE gone = '' GROUP BY unit_id"""

# The event by which a paper was answered: the delivery on that day, of this unit where several answered.
DELIVERY = """
(SELECT e.id FROM cases_caseevent e
 WHERE e.case_id = paper_id AND e.step = 'deliver_reply' AND (e.at AT TIME ZONE %(zone)s)::date = done_on
 ORDER BY e.unit_id = x.unit_id DESC, e.version LIMIT 1)"""

M1 = """
SELECT {basis} AS basis, unit_id, paper_id, id, NULL::bigint AS event_id, due_on, done_on,
       CASE WHEN gone <> '' OR ({formal} OR done_on IS NULL) AND due_on > %(over)s THEN 'EXCLUDED'
            WHEN done_on IS NOT NULL THEN 'COUNTED' ELSE 'LOST' END AS outcome,
       CASE WHEN gone <> '' THEN gone WHEN ({formal} OR done_on IS NULL) AND due_on > %(over)s THEN 'NOT_DUE'
            WHEN done_on IS NOT NULL THEN 'ANSWERED' ELSE 'UNANSWERED' END AS reason
FROM {papers}"""

M2 = """
SELECT {basis} AS basis, unit_id, paper_id, id,
       CASE WHEN reason = 'LATE' THEN {delivery} END AS event_id, due_on, done_on,
       CASE reason WHEN 'IN_TIME' THEN 'COUNTED' WHEN 'LATE' THEN 'LOST' WHEN 'OVERDUE' THEN 'LOST'
            ELSE 'EXCLUDED' END AS outcome, reason
FROM (
  SELECT unit_id, paper_id, id, due_on, done_on,
         CASE WHEN gone <> '' THEN gone
              WHEN done_on <= due_on THEN 'IN_TIME' WHEN done_on > due_on THEN 'LATE'
              WHEN due_on <= %(over)s THEN 'OVERDUE' ELSE 'NOT_DUE' END AS reason
  FROM (SELECT p.unit_id, p.paper_id, p.id, p.done_on, p.gone, p.due_on{adjudicated} AS due_on FROM {papers} p) AS y
) AS x"""

# Days from asking to be relieved until that was refused; until the cut-off day where nobody has decided yet.
ADJUDICATED = """ + COALESCE((
    SELECT sum(LEAST((q.decided_at AT TIME ZONE %(zone)s)::date, %(cut_off)s)
             - (q.requested_at AT TIME ZONE %(zone)s)::date)
    FROM cases_returnrequest q WHERE q.assignment_id = p.id AND q.requested_at < %(end)s), 0)::int"""

# Answering parts that were late, each once: the event is the delivery, which what never came has not.
LATE = """
SELECT {basis} AS basis, unit_id, paper_id, id,
       CASE WHEN reason = 'LATE' THEN {delivery} END AS event_id, due_on, done_on,
       CASE WHEN {once} AND place > 1 THEN 'EXCLUDED' ELSE '{effect}' END AS outcome,
       CASE WHEN {once} AND place > 1 THEN 'COUNTED_ONCE' ELSE reason END AS reason
FROM (
  SELECT a.unit_id, a.paper_id, a.id, a.due_on, a.done_on,
         CASE WHEN a.done_on IS NULL THEN 'OVERDUE' ELSE 'LATE' END AS reason,
         row_number() OVER (PARTITION BY a.unit_id, a.paper_id ORDER BY a.id) AS place
  FROM answering a
  WHERE a.gone = '' AND CASE WHEN a.done_on IS NULL THEN a.due_on <= %(over)s ELSE a.due_on < a.done_on END
) AS x"""

M5 = """
SELECT {basis} AS basis, p.unit_id, p.paper_id, p.id,
       NULL::bigint AS event_id, NULL::date AS due_on, t.held_on AS done_on,
       CASE WHEN p.gone <> '' OR p.origin = 'LOWER' THEN 'EXCLUDED'
            WHEN t.held_on IS NOT NULL THEN 'COUNTED'
            WHEN p.done_on IS NULL AND p.due_on > %(over)s THEN 'EXCLUDED' ELSE 'LOST' END AS outcome,
       CASE WHEN p.gone <> '' THEN p.gone WHEN p.origin = 'LOWER' THEN 'NO_PROPOSER'
            WHEN t.held_on IS NOT NULL THEN 'MET'
            WHEN p.done_on IS NULL AND p.due_on > %(over)s THEN 'NOT_DUE' ELSE 'NOT_MET' END AS reason
FROM {papers} p
LEFT JOIN (
  SELECT g.assignment_id, min(g.held_on) AS held_on
  FROM cases_meeting g JOIN answering a ON a.id = g.assignment_id JOIN rules_rulepack k ON k.id = a.pack_id
  WHERE g.held_on <= %(cut_off)s AND jsonb_exists(COALESCE(k.body->'face_to_face', %(face_to_face)s::jsonb), g.form)
  GROUP BY g.assignment_id
) AS t ON t.assignment_id = p.id"""

M9 = """
SELECT {basis} AS basis, unit_id, paper_id, id,
       CASE WHEN reason = ANY({lost}) THEN
         (SELECT e.id FROM cases_caseevent e WHERE e.case_id = paper_id AND e.version = x.version) END AS event_id,
       NULL::date AS due_on, returned_on AS done_on,
       CASE WHEN place > {rounds} THEN 'EXCLUDED' WHEN reason = ANY({counted}) THEN 'COUNTED'
            WHEN reason = ANY({lost}) THEN 'LOST' ELSE 'EXCLUDED' END AS outcome,
       CASE WHEN place > {rounds} THEN 'OTHER_ROUND' ELSE reason END AS reason
FROM (
  SELECT p.unit_id, f.case_id AS paper_id, p.id, f.version,
         CASE WHEN f.returned_on <= %(cut_off)s THEN f.returned_on END AS returned_on,
         row_number() OVER (PARTITION BY f.assignment_id, f.case_id ORDER BY {order}) AS place,
         CASE WHEN f.returned_on <= %(cut_off)s THEN f.result
              WHEN f.state = 'NO_RESPONSE' THEN 'NO_RESPONSE'
              WHEN f.due_on > %(over)s THEN 'NOT_DUE' ELSE 'AWAITED' END AS reason
  FROM cases_feedbackround f JOIN answering p ON p.id = f.assignment_id
  WHERE p.gone = '' AND f.sent_on <= %(cut_off)s
) AS x"""

HAPPENED = """
SELECT basis, unit_id, paper_id, id, event_id, NULL::date AS due_on, day AS done_on,
       CASE WHEN once AND place > 1 THEN 'EXCLUDED' ELSE effect END AS outcome,
       CASE WHEN once AND place > 1 THEN 'COUNTED_ONCE' ELSE kind END AS reason
FROM (
  SELECT h.*, row_number() OVER (PARTITION BY basis, unit_id, paper_id ORDER BY event_id) AS place
  FROM (
    SELECT w.basis, w.kind, w.once, w.effect, e.id AS event_id, e.case_id AS paper_id,
           (e.at AT TIME ZONE %(zone)s)::date AS day, p.id, p.unit_id, p.sign_due_on, p.return_until, p.due_on,
           f.result, r.round
    FROM jsonb_to_recordset(%(wanted)s::jsonb)
           AS w(basis int, kind text, step text, machine text, once bool, effect text)
    JOIN cases_caseevent e ON e.step = w.step AND e.machine = w.machine AND e.at < %(end)s
    LEFT JOIN cases_reply r ON e.machine = 'REPLY' AND r.id = e.subject_id
    LEFT JOIN cases_feedbackround f ON e.machine = 'FEEDBACK' AND f.id = e.subject_id
    LEFT JOIN cases_commitment c ON e.machine = 'COMMITMENT' AND c.id = e.subject_id
    JOIN part p ON p.gone = '' AND p.id = CASE e.machine WHEN 'ASSIGNMENT' THEN e.subject_id
      WHEN 'REPLY' THEN r.assignment_id WHEN 'FEEDBACK' THEN f.assignment_id ELSE c.assignment_id END
  ) AS h
  WHERE CASE kind {conditions} END
) AS z"""

DIGEST = """
SELECT encode(sha256(convert_to(COALESCE(string_agg(
  ROW(unit_id, basis, outcome, reason, case_id, assignment_id, event_id, due_on, done_on)::text, E'\\n' ORDER BY id
), ''), 'UTF8')), 'hex') FROM assessment_evidence WHERE run_id = %s"""
