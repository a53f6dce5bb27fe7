-- title: The desk: what waits
-- answers: How many conflicts have which verdict, and how many of those that wait are of each kind and touch each country?
-- example: what = verdict; name = dismissed; conflicts = 1
WITH judged (kind, verdict, one, other) AS (
  SELECT c.kind,
    coalesce((SELECT r.verdict FROM review r WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1), 'open'),
    a.country, b.country
  FROM conflict c
  CROSS JOIN statement a
  CROSS JOIN statement b
  CROSS JOIN document ad
  CROSS JOIN document bd
  WHERE NOT c.weak AND a.seq = c.statement_a AND b.seq = c.statement_b
    AND ad.id = a.document_id AND ad.current AND bd.id = b.document_id AND bd.current
),
waiting AS (SELECT * FROM judged WHERE verdict IN ('open', 'unsure'))
SELECT 'verdict' AS what, verdict AS name, count(*) AS conflicts FROM judged GROUP BY verdict
UNION ALL
SELECT 'kind', kind, count(*) FROM waiting GROUP BY kind
UNION ALL
SELECT 'country', country, count(*) FROM (
  SELECT one AS country FROM waiting WHERE one IS NOT NULL
  UNION ALL
  SELECT other FROM waiting WHERE other IS NOT NULL AND other IS NOT one)
GROUP BY country
ORDER BY 1, 3 DESC, 2;
