-- title: Papers compared on one topic
-- answers: On one topic, which side did each paper quote, how often and since when, and which sides did it leave out?
--   One row is a paper and a side; a side that the paper never gives has 0 statements.
-- param topic = : id of a topic; empty for the one with the most conflicts
-- example: publisher = شرفة الشام; speaker = إبراهيم قالين; country = TR; stance = affirm; statements = 1;
--   first_day = 2017-06-22; first_anywhere = 2017-06-22
WITH params (topic) AS (
  SELECT coalesce(nullif(:topic, ''), (SELECT id FROM topics ORDER BY conflicts DESC, score DESC, id LIMIT 1))
),
said AS (
  SELECT s.speaker_id, s.stance, d.publisher_id, s.seq, s.day, d.id AS document_id
  FROM params p
  JOIN topic_claim tc ON tc.topic_id = p.topic
  JOIN statement s ON s.claim_id = tc.claim_id
  JOIN document d ON d.id = s.document_id AND d.current = 1
),
paper AS (SELECT DISTINCT publisher_id FROM said),
side AS (SELECT speaker_id, stance, min(day) AS first_day FROM said GROUP BY speaker_id, stance),
given AS (
  SELECT r.publisher_id, x.speaker_id, x.stance, x.first_day AS first_anywhere, count(q.seq) AS statements,
    count(DISTINCT q.document_id) AS documents, min(q.day) AS first_day, min(q.seq) AS seq
  FROM paper r
  CROSS JOIN side x
  LEFT JOIN said q ON q.publisher_id IS r.publisher_id AND q.speaker_id = x.speaker_id AND q.stance = x.stance
  GROUP BY r.publisher_id, x.speaker_id, x.stance
)
SELECT coalesce(pu.name, '(no publisher)') AS publisher, sp.name AS speaker, sp.country, g.stance, g.statements,
  g.documents, g.first_day, g.first_anywhere,
  (SELECT s.content FROM statements s WHERE s.statement_seq = g.seq) AS quote,
  (SELECT s.document FROM statements s WHERE s.statement_seq = g.seq) AS document, t.title AS topic_title, t.id AS topic
FROM given g
JOIN params p
JOIN topic t ON t.id = p.topic
JOIN speaker sp ON sp.id = g.speaker_id
LEFT JOIN publisher pu ON pu.id = g.publisher_id
ORDER BY publisher, g.statements = 0, g.statements DESC, g.first_anywhere IS NULL, g.first_anywhere, speaker, g.stance;
