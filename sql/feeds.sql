-- title: Feeds and their state
-- answers: Which feeds are read, how did the last visit to each go, and which of them fail, since when and why?
-- param outcome = : read, unchanged, fresh or failed; empty for all
-- example: url = https://sada.example/feed.xml; outcome = failed; status = 503; entries = 0; failures = 2
WITH params (outcome) AS (
  SELECT coalesce(:outcome, '')
)
SELECT f.id AS url, f.title, f.outcome, f.status, f.detail, f.entries, f.entries_failed, f.visited_at, f.read_at,
  f.failing_since, f.failures
FROM feeds f, params p
WHERE p.outcome = '' OR f.outcome = p.outcome
ORDER BY f.failing_since IS NULL, f.failing_since, f.id;
