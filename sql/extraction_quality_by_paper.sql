-- title: How sure the extraction is, by paper
-- answers: In which papers does gainsay read least surely: how certain are its statements, how many have no speaker of
--   a known name, no day, no state, and how many articles yield none?
-- param since = : published on this day (2017-06-01) or later; empty for all
-- example: publisher = قناة سدرة الإخبارية; documents = 1; statements = 7; unnamed = 0; stateless = 0
WITH params (since) AS (
  SELECT coalesce(:since, '')
),
article AS (
  SELECT d.id, d.publisher_id FROM document d, params p
  WHERE d.current = 1 AND (p.since = '' OR d.published >= p.since)
),
said AS (
  SELECT a.publisher_id, count(*) AS statements, count(DISTINCT a.id) AS documents, avg(s.certainty) AS certainty,
    sum(s.certainty < 0.5) AS unsure, sum(sp.kind = 'unnamed') AS unnamed, sum(s.day IS NULL) AS undated,
    sum(s.said_on IS NULL) AS no_day_in_text, sum(s.country IS NULL) AS stateless
  FROM article a
  JOIN statement s ON s.document_id = a.id
  JOIN speaker sp ON sp.id = s.speaker_id
  GROUP BY a.publisher_id
)
SELECT coalesce(p.name, '(no publisher)') AS publisher, count(*) AS documents,
  count(*) - coalesce(max(s.documents), 0) AS documents_without, coalesce(max(s.statements), 0) AS statements,
  round(1.0 * coalesce(max(s.statements), 0) / count(*), 1) AS per_document, round(max(s.certainty), 3) AS certainty,
  max(s.unsure) AS under_half, max(s.unnamed) AS unnamed, max(s.stateless) AS stateless, max(s.undated) AS undated,
  max(s.no_day_in_text) AS no_day_in_text
FROM article a
LEFT JOIN publisher p ON p.id = a.publisher_id
LEFT JOIN said s ON s.publisher_id IS a.publisher_id
GROUP BY a.publisher_id
ORDER BY certainty IS NULL, certainty, publisher;
