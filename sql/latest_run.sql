-- title: The latest runs
-- answers: What did the last runs bring, newest first, and was any of them cut off before its end?
-- param runs = 10 : how many
WITH params (runs) AS (
  SELECT CAST(coalesce(:runs, 10) AS INTEGER)
)
SELECT r.id, r.started_at, CASE WHEN r.finished_at IS NULL THEN 'unfinished' ELSE 'done' END AS state,
  CAST(round((julianday(r.finished_at) - julianday(r.started_at)) * 86400) AS INTEGER) AS seconds,
  r.documents_read, r.documents_added, r.documents_changed, r.documents_known, r.documents_rejected,
  r.statements_added, r.claims_added, r.conflicts_added, r.command, r.version
FROM run r
ORDER BY r.id DESC
LIMIT (SELECT p.runs FROM params p);
