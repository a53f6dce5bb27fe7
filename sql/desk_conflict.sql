-- title: The desk: one conflict
-- answers: What exactly stands against what, in which articles, and who carries each side?
-- param conflict = : id of a conflict; empty for the surest
-- example: kind = denial; a_speaker = كازاخستان; a_stance = deny; b_speaker = روسيا; b_stance = propose
WITH params (conflict) AS (
  SELECT coalesce(nullif(:conflict, ''), (SELECT c.id FROM conflicts c ORDER BY c.score DESC, c.id LIMIT 1))
)
SELECT c.*, ak.speaker_id AS a_speaker_id, bk.speaker_id AS b_speaker_id
FROM params p
JOIN conflicts c ON c.id = p.conflict
JOIN statement ak ON ak.id = c.a_statement
JOIN statement bk ON bk.id = c.b_statement;
