-- title: The latest runs
-- answers: What did the last runs bring, newest first, how did they end, and was any of them cut off?
-- param runs = 10 : how many
-- example: outcome = done; documents_read = 3; documents_added = 1; documents_changed = 1; documents_rejected = 1;
--   statements_added = 5; conflicts_added = 1
WITH params (runs) AS (
  SELECT CAST(coalesce(nullif(:runs, ''), 10) AS INTEGER)
)
SELECT r.id, r.started_at, coalesce(r.outcome, 'unfinished') AS outcome, r.seconds, r.documents_read, r.documents_added,
  r.documents_changed, r.documents_known, r.documents_rejected, r.statements_added, r.conflicts_added, r.feeds_read,
  r.feeds_failed, r.error, r.command, r.version
FROM runs r
ORDER BY r.id DESC
LIMIT (SELECT p.runs FROM params p);
