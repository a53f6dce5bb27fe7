-- title: Refused inputs by reason
-- answers: Why were inputs refused, how often, when last, and which one is an example?
-- param run = : number of a run in which they came; empty for all
-- example: reason = json; inputs = 1; bytes = 26; example = second_night/broken.jsonl:1
WITH params (run) AS (
  SELECT coalesce(:run, '')
)
SELECT r.reason, count(*) AS inputs, sum(length(r.input)) AS bytes, max(r.last_run_id) AS last_run,
  min(r.source) AS example, max(r.created_at) AS newest
FROM rejection r, params p
WHERE p.run = '' OR CAST(p.run AS INTEGER) BETWEEN r.run_id AND r.last_run_id
GROUP BY r.reason
ORDER BY inputs DESC, r.reason;
