-- title: Conflicts by pair of states
-- answers: Which two states contradict each other how often, in what way, and since when? A state paired
--   with itself contradicts itself; '-' is a side without a state.
-- param country = : two-letter code of a state that must be in the pair; empty for all
-- param min_score = 0 : only conflicts at least this sure, 0 to 1
-- example: one = KZ; other = RU; conflicts = 11; denials = 10; confirmed = 1; topics = 2
WITH params (country, min_score) AS (
  SELECT upper(coalesce(:country, '')), CAST(coalesce(nullif(:min_score, ''), 0) AS REAL)
),
pair AS (
  SELECT min(coalesce(c.a_country, '-'), coalesce(c.b_country, '-')) AS one,
    max(coalesce(c.a_country, '-'), coalesce(c.b_country, '-')) AS other,
    c.kind, c.score, c.topic, c.review, c.a_day, c.b_day
  FROM conflicts c
  WHERE c.review IS NOT 'dismissed'
)
SELECT one, other, count(*) AS conflicts,
  sum(kind = 'denial') AS denials, sum(kind = 'policy') AS policies, sum(kind = 'shift') AS shifts,
  sum(kind = 'figure') AS figures, sum(kind = 'attribution') AS attributions,
  sum(review IS 'confirmed') AS confirmed, count(DISTINCT topic) AS topics,
  min(min(a_day, b_day)) AS first_day, max(max(a_day, b_day)) AS last_day, round(max(score), 2) AS best_score
FROM pair, params p
WHERE (p.country = '' OR p.country IN (one, other)) AND score >= p.min_score
GROUP BY one, other
ORDER BY conflicts DESC, one, other;
