-- title: The latest runs
-- answers: What did the last runs bring, newest first, how did they end, and was any of them cut off?
-- param runs = 10 : how many
WITH params (runs) AS (
  SELECT CAST(coalesce(:runs, 10) AS INTEGER)
)
SELECT r.id, r.started_at, coalesce(r.outcome, 'unfinished') AS state, r.seconds, r.documents_read, r.documents_added,
  r.documents_changed, r.documents_known, r.documents_rejected, r.statements_added, r.conflicts_added, r.feeds_read,
  r.feeds_failed, r.error, r.command, r.version
FROM runs r
ORDER BY r.id DESC
LIMIT (SELECT p.runs FROM params p);
