-- title: The desk: the statements of one article in their places
-- answers: Who says what in an article, and where do source, cue and content stand? Offsets count code points.
-- param document = : id of a document; empty for the one with the most statements
-- example: speaker = وزارة الخارجية الكازاخستانية; country = KZ; stance = deny; conflicts = 5
WITH params (document) AS (
  SELECT coalesce(nullif(:document, ''), (
    SELECT d.key FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
    GROUP BY d.id ORDER BY count(*) DESC, d.key LIMIT 1))
)
SELECT s.id AS statement, sp.name AS speaker, s.speaker_id, s.role, s.country, s.stance, s.cue, s.source_start, s.source_end,
  s.cue_start, s.cue_end, s.spans, s.day, s.embedded, s.claim_id AS claim,
  (SELECT count(*) FROM conflict c WHERE NOT c.weak AND (c.claim_a = s.claim_id OR c.claim_b = s.claim_id)) AS conflicts
FROM params p
JOIN document d ON d.key = p.document AND d.current = 1
JOIN statement s ON s.document_id = d.id
JOIN speaker sp ON sp.id = s.speaker_id
ORDER BY json_extract(s.spans, '$[0][0]'), s.id;
