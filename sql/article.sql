-- title: One article
-- answers: What does an article say, who carries it, and which other articles print the same report?
-- param document = : id of a document; empty for the one with the most statements
-- example: document = 001; title = الخارجية الكازاخستانية: لا مفاوضات مع…; publisher = وكالة السهوب;
--   published = 2017-06-23; statements = 17
WITH params (document) AS (
  SELECT coalesce(nullif(:document, ''), (
    SELECT d.key FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
    GROUP BY d.id ORDER BY count(*) DESC, d.key LIMIT 1))
)
SELECT d.id AS document, d.title, d.publisher, d.published, d.published_basis, d.author, d.url, d.version, d.statements,
  (SELECT nullif(json_group_array(key), '[]') FROM (
     SELECT o.key FROM near_copy w
     JOIN near_copy v ON v.original_id = w.original_id AND v.document_id <> w.document_id
     JOIN document o ON o.id = v.document_id AND o.current = 1
     WHERE w.document_id = d.document_id ORDER BY o.key)) AS same_report,
  d.text
FROM params p
JOIN documents d ON d.id = p.document;
