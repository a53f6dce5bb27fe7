-- title: The report: one article with the statements in their places
-- answers: What does an article say, and where in it stand source, cue and content of its statements? Offsets count code
--   points from 0; a list in `places` is [id, source start, source end, cue start, cue end, spans of the content].
-- param document = : id of a document; empty for the one with the most statements
-- example: document = 001; title = الخارجية الكازاخستانية: لا مفاوضات مع…; publisher = وكالة السهوب; language = ar
WITH params (document) AS (
  SELECT coalesce(nullif(:document, ''), (
    SELECT d.key FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
    GROUP BY d.id ORDER BY count(*) DESC, d.key LIMIT 1))
)
SELECT d.key AS document, d.title, u.name AS publisher, d.url, d.published, d.language, d.author, d.text,
  (SELECT json_group_array(json_array(id, source_start, source_end, cue_start, cue_end, json(spans))) FROM (
    SELECT s.id, s.source_start, s.source_end, s.cue_start, s.cue_end, s.spans FROM statement s
    WHERE s.document_id = d.id ORDER BY s.id)) AS places
FROM params p
JOIN document d ON d.key = p.document AND d.current = 1
LEFT JOIN publisher u ON u.id = d.publisher_id;
