-- title: Refused inputs that wait
-- answers: Which inputs were refused, why, since when, and how often did they come again?
-- param reason = : only these, like encoding or wall; empty for all
-- param run = : number of a run in which they came; empty for all
-- param settled = 0 : 1 for those as well that were read after all
-- example: source = second_night/broken.jsonl:1; reason = json; detail = column 26: EOF while parsing a string;
--   bytes = 26; settled = 0
WITH params (reason, run, settled) AS (
  SELECT coalesce(:reason, ''), coalesce(:run, ''), CAST(coalesce(nullif(:settled, ''), 0) AS INTEGER)
)
SELECT r.id, r.source, r.reason, r.detail, r.bytes, r.first_seen, r.last_seen, r.settled
FROM rejections r, params p
WHERE (p.reason = '' OR r.reason = p.reason)
  AND (p.run = '' OR CAST(p.run AS INTEGER) BETWEEN r.run_id AND r.last_run_id)
  AND r.settled <= p.settled
ORDER BY r.id;
