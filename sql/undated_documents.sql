-- title: Documents without a date
-- answers: Which documents have no usable publication date, what was given instead, and how many of their
--   statements could be dated from the text alone?
-- example: id = undated; statements = 1; dated_statements = 0
SELECT d.id, d.title, d.publisher, d.url, d.published_raw, d.statements,
  (SELECT count(*) FROM statement s WHERE s.document_id = d.document_id AND s.day IS NOT NULL) AS dated_statements,
  d.run_id
FROM documents d
WHERE d.published IS NULL
ORDER BY d.publisher, d.id;
