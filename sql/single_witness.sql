-- title: Conflicts that rest on one paper
-- answers: Which conflicts have a side that only one publisher carries, so that a wrong quotation there
--   would make the contradiction go away?
-- param min_score = 0 : only conflicts at least this sure, 0 to 1
-- example: speaker = كازاخستان; stance = deny; quote = وجود أي محادثات رسمية لإرسال جنود…; publisher = شرفة الشام;
--   against = فلاديمير شامانوف; kind = denial
WITH params (min_score) AS (
  SELECT CAST(coalesce(nullif(:min_score, ''), 0) AS REAL)
),
side AS (
  SELECT id, kind, score, review, 'a' AS side, a_speaker AS speaker, a_stance AS stance, a_quote AS quote, a_day AS day,
    a_publisher AS publisher, a_document AS document, a_url AS url, a_documents AS documents,
    a_publishers AS publishers, b_speaker AS against, b_publishers AS against_publishers
  FROM conflicts
  UNION ALL
  SELECT id, kind, score, review, 'b', b_speaker, b_stance, b_quote, b_day, b_publisher, b_document, b_url, b_documents,
    b_publishers, a_speaker, a_publishers
  FROM conflicts
)
SELECT s.speaker, s.stance, s.quote, s.day, s.publisher, s.document, s.url, s.against, s.against_publishers, s.kind,
  s.score, s.id AS conflict, s.side
FROM side s, params p
WHERE s.publishers = 1 AND s.score >= p.min_score AND s.review IS NOT 'dismissed'
ORDER BY s.score DESC, s.id, s.side;
