-- title: The desk: one topic
-- answers: What is a topic about?
-- param topic = : id of a topic; empty for the one with the most claims
-- example: title = المحادثات مع كازاخستان وقرغيزيا على إرسال…
SELECT t.id, t.title
FROM topic t
WHERE t.id = coalesce(nullif(:topic, ''), (
  SELECT m.topic_id FROM topic_claim m GROUP BY m.topic_id ORDER BY count(*) DESC, m.topic_id LIMIT 1));
