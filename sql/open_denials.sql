-- title: Denials of what nobody here claims
-- answers: What was denied although no document in the database makes the claim, so that it must be
--   looked for elsewhere?
-- param country = : two-letter code of the denying side's state; empty for all
-- param since = : from this day on; undated ones pass; empty for all
-- example: speaker = فراس النسور; country = JO; quote = ما تردد عن نية الحكومة بيع شركة المياه…; day = 2024-03-05;
--   publisher = صدى الوادي
WITH params (country, since) AS (
  SELECT upper(coalesce(:country, '')), coalesce(:since, '')
)
SELECT o.*
FROM open_denials o, params p
WHERE (p.country = '' OR o.country = p.country)
  AND (p.since = '' OR o.day IS NULL OR o.day >= p.since)
ORDER BY o.publishers DESC, o.day IS NULL, o.day, o.claim;
