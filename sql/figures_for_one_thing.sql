-- title: Figures for one thing
-- answers: Which numbers do the papers and speakers give for one thing, lowest first?
-- param unit = قتيل : what is counted or measured, folded
-- param words = : a word, folded, that the statement must contain as well; empty for none
-- param topic = : id of a topic; empty for all
-- example: bound = =; value = 12.0; unit = قتيل; day = 2024-03-03; speaker = وزارة الداخلية الأردنية; country = JO;
--   publisher = وكالة الرافد
WITH params (unit, words, topic) AS (
  SELECT coalesce(nullif(:unit, ''), 'قتيل'), coalesce(:words, ''), coalesce(:topic, '')
)
SELECT f.bound, f.value, f.unit, s.day, s.speaker, s.country, s.stance, s.content, s.publisher, s.document, s.id AS statement
FROM params p
JOIN figure f ON f.unit = p.unit
JOIN statements s ON s.statement_seq = f.statement_seq
WHERE (p.words = '' OR instr(s.content_folded, p.words))
  AND (p.topic = '' OR s.claim IN (SELECT tc.claim_id FROM topic_claim tc WHERE tc.topic_id = p.topic))
ORDER BY f.value, s.day IS NULL, s.day, f.id;
