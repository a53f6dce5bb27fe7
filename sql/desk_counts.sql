-- title: The desk: what waits
-- answers: How many conflicts have which verdict, and how many of those that wait are of each kind and touch each country?
-- example: what = verdict; name = dismissed; conflicts = 1
WITH judged (kind, verdict, one, other) AS (
  SELECT c.kind, coalesce(c.review, 'open'), c.a_country, c.b_country FROM conflicts c
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
