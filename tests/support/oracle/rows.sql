-- Every row of a case that says something: the thing it is, its case, its unit, its key, its words; and of texts
-- whether they have been before the office.
WITH arrival AS (
  SELECT case_id, subject_id AS reply, max(at) AS at FROM cases_caseevent
  WHERE machine = 'REPLY' AND to_state = 'OFFICE_REVIEW' GROUP BY 1, 2)
SELECT 'paper' AS thing, c.id AS "case", NULL::bigint AS unit, c.id AS key, c.title || ' ' || c.body AS words, FALSE AS sent
  FROM cases_case c
UNION ALL SELECT 'proposer', x.case_id, NULL, x.id, p.name, FALSE
  FROM cases_caseproposer x JOIN cases_proposer p ON p.id = x.proposer_id
UNION ALL SELECT 'phone', x.case_id, NULL, x.id, p.phone, FALSE
  FROM cases_caseproposer x JOIN cases_proposer p ON p.id = x.proposer_id WHERE p.phone <> ''
UNION ALL SELECT CASE a.state WHEN 'RETURNED' THEN 'relieved' ELSE 'parts' END, a.case_id, a.unit_id, a.id, '', FALSE
  FROM cases_assignment a
UNION ALL SELECT 'return', a.case_id, a.unit_id, r.id, concat_ws(' ', r.reason, r.basis, r.statement, r.decision_reason), FALSE
  FROM cases_returnrequest r JOIN cases_assignment a ON a.id = r.assignment_id
UNION ALL SELECT 'opinion', a.case_id, a.unit_id, o.id, concat_ws(' ', o.text, o.contact, o.bounced_reason), FALSE
  FROM cases_coopinion o JOIN cases_assignment a ON a.id = o.assignment_id
UNION ALL SELECT 'opinion', a.case_id, a.unit_id, NULL, a.waived_reason, FALSE
  FROM cases_assignment a WHERE a.waived_reason <> ''
UNION ALL SELECT CASE a.state WHEN 'RETURNED' THEN 'talk' ELSE 'meeting' END, a.case_id, a.unit_id, m.id, '', FALSE
  FROM cases_meeting m JOIN cases_assignment a ON a.id = m.assignment_id
UNION ALL SELECT 'minutes', a.case_id, a.unit_id, NULL, concat_ws(' ', m.place, m.unit_people, m.proposer_people, m.summary), FALSE
  FROM cases_meeting m JOIN cases_assignment a ON a.id = m.assignment_id
UNION ALL SELECT CASE r.state WHEN 'ISSUED' THEN 'reply' WHEN 'DELIVERED' THEN 'reply' WHEN 'VOID' THEN 'void' ELSE 'draft' END,
    r.case_id, a.unit_id, r.id, '', arrival.at IS NOT NULL OR u.government <> ''
  FROM cases_reply r JOIN cases_assignment a ON a.id = r.assignment_id JOIN people_unit u ON u.id = a.unit_id
  LEFT JOIN arrival ON arrival.case_id = r.case_id AND arrival.reply = r.id
UNION ALL SELECT CASE r.state WHEN 'ISSUED' THEN 'reply' WHEN 'DELIVERED' THEN 'reply' WHEN 'VOID' THEN 'void' ELSE 'draft' END,
    r.case_id, a.unit_id, NULL, concat_ws(' ', r.title, r.body, r.points::text),
    u.government <> '' OR arrival.at IS NOT NULL AND NOT EXISTS (
      SELECT FROM cases_replyversion v WHERE v.reply_id = r.id AND v.edited_at > arrival.at)
  FROM cases_reply r JOIN cases_assignment a ON a.id = r.assignment_id JOIN people_unit u ON u.id = a.unit_id
  LEFT JOIN arrival ON arrival.case_id = r.case_id AND arrival.reply = r.id
UNION ALL SELECT CASE r.state WHEN 'VOID' THEN 'void' ELSE 'draft' END, r.case_id, a.unit_id, NULL, v.body,
    u.government <> '' OR arrival.at IS NOT NULL AND v.edited_at <= arrival.at
  FROM cases_replyversion v JOIN cases_reply r ON r.id = v.reply_id JOIN cases_assignment a ON a.id = r.assignment_id JOIN people_unit u ON u.id = a.unit_id
  LEFT JOIN arrival ON arrival.case_id = r.case_id AND arrival.reply = r.id
UNION ALL SELECT 'review', r.case_id, a.unit_id, NULL, r.checklist::text, FALSE
  FROM cases_reply r JOIN cases_assignment a ON a.id = r.assignment_id
UNION ALL SELECT 'feedback', f.case_id, a.unit_id, f.id, f.opinion, FALSE
  FROM cases_feedbackround f JOIN cases_assignment a ON a.id = f.assignment_id
UNION ALL SELECT 'promise', p.case_id, a.unit_id, p.id, concat_ws(' ', p.content, p.progress), FALSE
  FROM cases_commitment p JOIN cases_assignment a ON a.id = p.assignment_id
UNION ALL SELECT 'extension', a.case_id, a.unit_id, e.id, concat_ws(' ', e.reason, e.statement, e.decision_reason), FALSE
  FROM cases_extensionrequest e JOIN cases_assignment a ON a.id = e.assignment_id
UNION ALL SELECT 'urging', a.case_id, a.unit_id, u.id, concat_ws(' ', u.text, u.answer), FALSE
  FROM cases_urgenotice u JOIN cases_assignment a ON a.id = u.assignment_id
UNION ALL SELECT 'addressee', r.case_id, NULL, NULL, r.addressee, FALSE
  FROM cases_reply r JOIN cases_case c ON c.id = r.case_id WHERE c.protect_proposer
UNION ALL SELECT 'crossed', e.sender_case, NULL, NULL, concat_ws(' ', e.subject->>'title', e.subject->>'body'), FALSE
  FROM public.transfers_envelope e WHERE e.kind = 'REQUEST_UP' AND e.sender = current_schema()
UNION ALL SELECT CASE WHEN v.step LIKE '%_return' THEN 'return'
      WHEN v.step = 'share_opinion' AND e.receiver = current_schema() THEN 'above' ELSE 'crossed' END,
    CASE e.sender WHEN current_schema() THEN e.sender_case ELSE e.receiver_case END, NULL, NULL,
    concat_ws(' ', v.reason, (v.facts - '{days}'::text[])::text), FALSE
  FROM public.transfers_envelopeevent v JOIN public.transfers_envelope e ON e.id = v.envelope_id
  WHERE CASE e.sender WHEN current_schema() THEN e.sender_case ELSE e.receiver_case END IS NOT NULL
