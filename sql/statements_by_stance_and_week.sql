-- title: Statements by week and stance
-- answers: How did the tone change: how many statements of each stance were made in each week (the Monday
--   it began)? Undated statements stand in the row without a week.
-- param country = : two-letter code of the speakers' state; empty for all
-- param topic = : id of a topic; empty for all
-- example: week = 2017-06-19; statements = 46; affirm = 22; deny = 6; propose = 3; condition = 6; unaware = 3
WITH params (country, topic) AS (
  SELECT upper(coalesce(:country, '')), coalesce(:topic, '')
)
SELECT date(s.day, 'weekday 0', '-6 days') AS week, count(*) AS statements,
  sum(s.stance = 'affirm') AS affirm, sum(s.stance = 'deny') AS deny, sum(s.stance = 'propose') AS propose,
  sum(s.stance = 'accept') AS accept, sum(s.stance = 'reject') AS reject, sum(s.stance = 'condition') AS condition,
  sum(s.stance = 'urge') AS urge, sum(s.stance = 'warn') AS warn, sum(s.stance = 'expect') AS expect,
  sum(s.stance = 'unaware') AS unaware
FROM statement s
JOIN document d ON d.id = s.document_id AND d.current = 1, params p
WHERE (p.country = '' OR s.country = p.country)
  AND (p.topic = '' OR s.claim_id IN (SELECT tc.claim_id FROM topic_claim tc WHERE tc.topic_id = p.topic))
GROUP BY week
ORDER BY week IS NULL, week;
