-- title: Where a state stands
-- answers: What have the speakers of one state affirmed, denied, proposed and refused on each topic, from
--   when to when, and in how many papers?
-- param country = KZ : two-letter code of the state
-- param topic = : id of a topic; empty for all
-- example: first_day = 2017-06-23; speaker = خيرات عبد الرحمانوف; stance = deny;
--   quote = لم نجلس مع أحد للتباحث في إرسال جنودنا…; publishers = 1
WITH params (country, topic) AS (
  SELECT upper(coalesce(nullif(:country, ''), 'KZ')), coalesce(:topic, '')
)
SELECT v.topic_title, v.first_day, v.last_day, v.speaker, v.role, v.stance, v.quote, v.documents, v.publishers,
  v.document, v.topic
FROM positions v, params p
WHERE v.country = p.country AND (p.topic = '' OR v.topic = p.topic)
ORDER BY v.topic_title, v.topic, v.first_day IS NULL, v.first_day, v.speaker, v.speaker_id, v.stance;
