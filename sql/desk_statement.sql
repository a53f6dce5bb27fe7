-- title: The desk: one statement
-- answers: What does one statement say, who says it, and where do its words stand?
-- param statement = : id of a statement; empty for the surest one
-- example: stance = affirm; mode = indirect; speaker_kind = person
SELECT s.id, s.document, s.document_title, s.speaker, s.speaker_id, s.speaker_kind, s.speaker_in_document, s.role, s.country,
  s.stance, s.content, s.cue, s.mode, s.said_on, s.said_on_basis, s.published, s.publisher, s.url, s.spans, s.day, s.via,
  s.certainty, s.claim
FROM statements s
WHERE s.id = coalesce(nullif(:statement, ''), (SELECT t.id FROM statement t ORDER BY t.certainty DESC, t.id LIMIT 1));
