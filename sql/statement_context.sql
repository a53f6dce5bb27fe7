-- title: A statement in its place
-- answers: Which words stand before and after a statement in its article?
-- param statement = : id of a statement; empty for both sides of the surest conflict
-- param around = 200 : how many characters on each side
-- example: speaker = كازاخستان; stance = deny; cue = نفت; words = وجود أي محادثات رسمية لإرسال جنود…;
--   day = 2017-06-23; publisher = شرفة الشام
WITH params (statement, around) AS (
  SELECT coalesce(:statement, ''), CAST(coalesce(nullif(:around, ''), 200) AS INTEGER)
),
surest AS (
  SELECT a_statement, b_statement FROM conflicts WHERE review IS NOT 'dismissed' ORDER BY score DESC, id LIMIT 1
),
wanted (id) AS (
  SELECT p.statement FROM params p WHERE p.statement <> ''
  UNION ALL SELECT s.a_statement FROM surest s, params p WHERE p.statement = ''
  UNION ALL SELECT s.b_statement FROM surest s, params p WHERE p.statement = ''
),
placed AS (
  -- from the first word of its first piece to the last word of its last
  SELECT s.*, d.text, json_extract(s.spans, '$[0][0]') AS start, json_extract(s.spans, '$[#-1][1]') AS end_
  FROM wanted w JOIN statements s ON s.id = w.id JOIN documents d ON d.id = s.document
)
SELECT s.speaker, s.stance, s.cue,
  CASE WHEN s.start > p.around THEN '…' ELSE '' END
    || substr(s.text, max(s.start - p.around, 0) + 1, s.start - max(s.start - p.around, 0)) AS before,
  substr(s.text, s.start + 1, s.end_ - s.start) AS words,
  substr(s.text, s.end_ + 1, p.around) || CASE WHEN s.end_ + p.around < length(s.text) THEN '…' ELSE '' END AS after,
  s.day, s.publisher, s.document_title, s.document, s.url, s.id AS statement
FROM placed s, params p
ORDER BY s.day IS NULL, s.day, s.id;
