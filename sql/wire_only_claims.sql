-- title: Claims that rest on one wire report
-- answers: Which claims stand in several papers, but only because all of them print one report? Who carried it first,
--   and how many papers are it really?
-- param country = : two-letter code of the speaker's state; empty for all
-- param since = : said on this day (2017-06-01) or later; empty for all
-- param publishers = 2 : in so many papers at least
-- param most = 1000 : how many
-- example: speaker = وزارة الداخلية الأردنية; content = فيضان وادي السرو أسفر عن سقوط 12 قتيلا…; publishers = 3;
--   publisher_names = وكالة الرافد,صدى الوادي,شرفة الشام; first_publisher = وكالة الرافد
WITH params (country, since, publishers, most) AS (
  SELECT upper(coalesce(:country, '')), coalesce(:since, ''), CAST(coalesce(nullif(:publishers, ''), 2) AS INTEGER),
    CAST(coalesce(nullif(:most, ''), 1000) AS INTEGER)
),
-- only claims in near copies can be of this kind
copied (claim) AS (
  SELECT DISTINCT s.claim_id FROM near_copy w JOIN statement s ON s.document_id = w.document_id
),
spread (claim, seq, documents, publishers, texts, first_day, publisher_names) AS (
  SELECT s.claim_id, min(s.seq), count(DISTINCT d.id), count(DISTINCT coalesce(d.publisher_id, -d.id)),
    count(DISTINCT coalesce(w.original_id, d.id)), min(s.day), group_concat(DISTINCT p.name)
  FROM copied c
  JOIN statement s ON s.claim_id = c.claim
  JOIN document d ON d.id = s.document_id AND d.current = 1
  LEFT JOIN publisher p ON p.id = d.publisher_id
  LEFT JOIN near_copy w ON w.document_id = d.id
  GROUP BY s.claim_id
),
found AS (
  SELECT f.*, p.most FROM spread f, params p
  WHERE f.texts = 1 AND f.publishers >= p.publishers AND (p.since = '' OR f.first_day >= p.since)
)
SELECT s.speaker, s.role, s.country, s.stance, s.content, f.publishers, f.documents, f.publisher_names,
  -- the paper of the earliest of them, of two on one day the one that was stored first
  (SELECT p.name FROM statement x JOIN document d ON d.id = x.document_id AND d.current = 1
   LEFT JOIN publisher p ON p.id = d.publisher_id
   WHERE x.claim_id = f.claim ORDER BY d.published IS NULL, d.published, d.id LIMIT 1) AS first_publisher,
  f.first_day, s.document, s.url, f.claim
FROM found f
JOIN statements s ON s.statement_seq = f.seq, params p
WHERE p.country = '' OR s.country = p.country
ORDER BY f.publishers DESC, f.documents DESC, f.first_day DESC, f.claim
LIMIT (SELECT most FROM params);
