-- title: First appearance and spread of a claim
-- answers: Where did a claim first appear, who took it up, how many days later, in the same words or in others, and was
--   it the same report?
-- param claim = : id of a claim; empty for the one that most papers carry
-- example: place = 2; published = 2024-03-04; days_later = 0; publisher = شرفة الشام;
--   speaker = وزارة الداخلية الأردنية; relation = same report
WITH params (claim) AS (
  SELECT coalesce(nullif(:claim, ''), (
    SELECT s.claim_id FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
    GROUP BY s.claim_id
    ORDER BY count(DISTINCT coalesce(d.publisher_id, -d.id)) DESC, count(DISTINCT d.id) DESC, s.claim_id LIMIT 1))
),
seen AS (
  SELECT s.statement_seq, s.day, s.published, s.publisher, s.document, s.document_title, s.speaker_in_document, s.role, s.content,
    s.via, s.url, s.id, d.id AS document_id, x.wording, coalesce(w.original_id, d.id) AS text_id,
    row_number() OVER (ORDER BY s.published IS NULL, s.published, s.day, d.id, s.statement_seq) AS place
  FROM params p
  JOIN statements s ON s.claim = p.claim
  JOIN statement x ON x.seq = s.statement_seq
  JOIN document d ON d.id = x.document_id
  LEFT JOIN near_copy w ON w.document_id = d.id
)
SELECT n.place, n.published, CAST(julianday(n.published) - julianday(f.published) AS INTEGER) AS days_later,
  n.publisher, n.speaker_in_document AS speaker, n.role, n.content,
  CASE WHEN n.place = 1 THEN 'first'
    WHEN EXISTS (SELECT 1 FROM seen e WHERE e.text_id = n.text_id AND e.place < n.place) THEN 'same report'
    WHEN EXISTS (SELECT 1 FROM seen e WHERE e.wording IS n.wording AND e.place < n.place) THEN 'same words'
    ELSE 'other words' END AS relation,
  n.via, n.document_title, n.document, n.url, n.id AS statement
FROM seen n
JOIN seen f ON f.place = 1
ORDER BY n.place;
