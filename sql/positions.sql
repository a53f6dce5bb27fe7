-- title: Positions on a topic
-- answers: Who stands where on a topic: each speaker with each stance it took, from when to when, with one
--   quote and the number of papers?
-- param topic = : id of a topic; empty for all
-- param country = : two-letter code of the speakers' state; empty for all
-- example: topic_title = فيضان وادي السرو أسفر عن سقوط 19 قتيلا; speaker = وزارة الداخلية الأردنية; country = JO;
--   stance = affirm; first_day = 2024-03-03; last_day = 2024-03-05; claims = 1
WITH params (topic, country) AS (
  SELECT coalesce(:topic, ''), upper(coalesce(:country, ''))
)
SELECT v.*
FROM positions v, params p
WHERE (p.topic = '' OR v.topic = p.topic) AND (p.country = '' OR v.country = p.country)
ORDER BY v.topic, v.first_day IS NULL, v.first_day, v.speaker, v.speaker_id, v.stance;
