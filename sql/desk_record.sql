-- title: The desk: what one speaker said
-- answers: What did a speaker say, the newest first, a page at a time, and how many conflicts is each claim in?
-- param speaker_id = : row of a speaker; empty for the one that says most
-- param limit = 50 : most rows
-- param offset = 0 : rows to skip
-- example: speaker = وزارة الخارجية الكازاخستانية; stance = deny; total = 8
WITH params (speaker_id, most, skipped) AS (
  SELECT coalesce(nullif(:speaker_id, ''), (
      SELECT s.speaker_id FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
      GROUP BY s.speaker_id ORDER BY count(*) DESC, s.speaker_id LIMIT 1)),
    CAST(coalesce(nullif(:limit, ''), 50) AS INTEGER), CAST(coalesce(nullif(:offset, ''), 0) AS INTEGER)
),
wanted (seq, day, total) AS (
  SELECT s.seq, s.day, count(*) OVER ()
  FROM params p
  JOIN statement s ON s.speaker_id = p.speaker_id
  JOIN document d ON d.id = s.document_id AND d.current = 1
  ORDER BY s.day DESC, s.seq
  LIMIT (SELECT most FROM params) OFFSET (SELECT skipped FROM params)
)
SELECT s.day, s.speaker, s.role, s.country, s.stance, s.content, s.publisher, s.document, s.document_title, s.id AS statement,
  (SELECT min(m.topic_id) FROM topic_claim m WHERE m.claim_id = s.claim) AS topic,
  (SELECT count(*) FROM conflict c WHERE NOT c.weak AND (c.claim_a = s.claim OR c.claim_b = s.claim)) AS conflicts,
  w.total
FROM wanted w
CROSS JOIN statements s
WHERE s.statement_seq = w.seq
ORDER BY w.day DESC, w.seq;
