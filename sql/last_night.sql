-- title: What last night brought
-- answers: Which conflicts did the last run find that were not there before, the surest first, and which side is new?
--   latest_run has the counts of the runs, rejections what was refused.
-- param runs = 1 : how many runs back
-- param min_score = 0 : only conflicts at least this sure, 0 to 1
-- example: kind = attribution; a_speaker = ماجد الروسان; b_speaker = هالة المجالي; new_side = b
WITH params (runs, min_score) AS (
  SELECT CAST(coalesce(nullif(:runs, ''), 1) AS INTEGER), CAST(coalesce(nullif(:min_score, ''), 0) AS REAL)
),
night (run) AS (
  -- runs that read documents: what merge-speakers and reextract write is no night
  SELECT min(id) FROM (SELECT id FROM run WHERE documents_read > 0 ORDER BY id DESC LIMIT (SELECT runs FROM params))
)
SELECT c.kind, c.score, c.a_speaker, c.a_role, c.a_country, c.a_stance, c.a_quote, c.a_day, c.a_publisher, c.b_speaker,
  c.b_role, c.b_country, c.b_stance, c.b_quote, c.b_day, c.b_publisher,
  CASE WHEN a.run_id >= n.run AND b.run_id >= n.run THEN 'both' WHEN a.run_id >= n.run THEN 'a' WHEN b.run_id >= n.run THEN 'b'
    ELSE 'neither' END AS new_side,
  c.reasons, c.topic_title, c.review, c.id AS conflict, c.detected_run AS run
FROM conflicts c
JOIN documents a ON a.id = c.a_document
JOIN documents b ON b.id = c.b_document, night n, params p
WHERE c.detected_run >= n.run AND c.score >= p.min_score
ORDER BY c.score DESC, c.id;
