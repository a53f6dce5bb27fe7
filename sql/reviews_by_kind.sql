-- title: Conflicts as people judged them
-- answers: Of the conflicts that people reviewed, how many were confirmed, dismissed and left unsure, by kind and by how
--   sure the program is? `precision` is confirmed of those decided. The row `all` sums up.
-- param since = : reviewed on this day (2017-06-01) or later; empty for all
-- param reviewer = : the last verdicts of this reviewer; empty for the last one of anybody
-- example: kind = attribution; score = under 0.4; reviewed = 1; confirmed = 0; dismissed = 1; unsure = 0;
--   precision = 0.0
WITH params (since, reviewer) AS (
  SELECT coalesce(:since, ''), coalesce(:reviewer, '')
),
judged AS (
  SELECT coalesce(r.kind, '(found no longer)') AS kind, r.verdict,
    CASE WHEN r.score IS NULL THEN '' WHEN r.score >= 0.7 THEN '0.7 to 1' WHEN r.score >= 0.4 THEN '0.4 to 0.7'
      ELSE 'under 0.4' END AS score
  FROM reviews r, params p
  WHERE (p.since = '' OR r.created_at >= p.since)
    -- a reviewer's own last verdict on each conflict, whatever others said later
    AND CASE p.reviewer WHEN '' THEN r.counts ELSE r.reviewer = p.reviewer AND NOT EXISTS (SELECT 1 FROM review n
      WHERE n.conflict_id = r.conflict AND n.reviewer = r.reviewer
        AND (n.created_at > r.created_at OR n.created_at = r.created_at AND n.id > r.id)) END
),
cell AS (
  SELECT kind, score, verdict FROM judged
  UNION ALL
  SELECT kind, 'all', verdict FROM judged
  UNION ALL
  SELECT 'all', 'all', verdict FROM judged
)
SELECT kind, score, count(*) AS reviewed, sum(verdict = 'confirmed') AS confirmed, sum(verdict = 'dismissed') AS dismissed,
  sum(verdict = 'unsure') AS unsure,
  round(1.0 * sum(verdict = 'confirmed') / nullif(sum(verdict <> 'unsure'), 0), 2) AS precision
FROM cell
GROUP BY kind, score
ORDER BY kind = 'all', kind, score = 'all', score DESC;
