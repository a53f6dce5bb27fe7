-- title: Conflicts, surest first
-- answers: Which statements contradict each other, who made them, when, in which papers, and what a
--   reviewer said of it? Dismissed ones come only if asked for.
-- param kind = : denial, policy, shift, figure or attribution; empty for all
-- param country = : two-letter code of a state on either side; empty for all
-- param topic = : id of a topic; empty for all
-- param since = : no side before this day (2017-06-01); undated sides pass; empty for all
-- param min_score = 0 : only conflicts at least this sure, 0 to 1
-- param dismissed = 0 : 1 to show dismissed ones too
-- example: kind = denial; a_speaker = فلاديمير شامانوف; a_stance = affirm; b_speaker = كازاخستان; b_stance = deny;
--   days_between = 1; review = confirmed
WITH params (kind, country, topic, since, min_score, dismissed) AS (
  SELECT coalesce(:kind, ''), upper(coalesce(:country, '')), coalesce(:topic, ''), coalesce(:since, ''),
    CAST(coalesce(nullif(:min_score, ''), 0) AS REAL), CAST(coalesce(nullif(:dismissed, ''), 0) AS INTEGER)
)
SELECT c.*
FROM conflicts c, params p
WHERE (p.kind = '' OR c.kind = p.kind)
  AND (p.country = '' OR p.country IN (c.a_country, c.b_country))
  AND (p.topic = '' OR c.topic = p.topic)
  AND (p.since = '' OR (coalesce(c.a_day, p.since) >= p.since AND coalesce(c.b_day, p.since) >= p.since))
  AND c.score >= p.min_score
  AND (p.dismissed = 1 OR c.review IS NOT 'dismissed')
ORDER BY c.score DESC, c.id;
