-- title: What people corrected
-- answers: Which statements did people correct, what was it before, and does it still hold? The latest first; `counts` is
--   0 where a later correction says otherwise, `applies` where the statement is not in the present articles any more.
-- param statement = : only this statement; empty for all
-- param since = : corrected on this day (2017-06-01) or later; empty for all
-- example: action = correct; stance = affirm; was_stance = affirm; reviewer = Amal; applies = 1; counts = 1
WITH params (statement, since) AS (
  SELECT coalesce(:statement, ''), coalesce(:since, '')
)
SELECT c.statement, c.document, c.action, c.speaker, c.speaker_kind, c.role, c.country, c.stance, c.span_start, c.span_end,
  c.reviewer, c.note, c.created_at, c.applies, c.counts, c.was_speaker, c.was_role, c.was_country, c.was_stance,
  c.was_content
FROM corrections c, params p
WHERE (p.statement = '' OR c.statement = p.statement) AND (p.since = '' OR c.created_at >= p.since)
ORDER BY c.id DESC;
