-- title: The desk: the articles, a page at a time
-- answers: Which articles are there, the newest first, and how much do they say?
-- param match = : a query of FTS5 in folded words that title or text contain; empty for all
-- param publisher = : name of a paper; empty for all
-- param since = : published on this day or later; undated passes; empty for all
-- param until = : published on this day or earlier; undated passes; empty for all
-- param limit = 50 : most rows
-- param offset = 0 : rows to skip
-- example: document = 001; publisher = وكالة السهوب; published = 2017-06-23; statements = 17; version = 1
WITH params (match, publisher, since, until, most, skipped) AS (
  SELECT coalesce(:match, ''), coalesce(:publisher, ''), coalesce(:since, ''), coalesce(:until, ''),
    CAST(coalesce(nullif(:limit, ''), 50) AS INTEGER), CAST(coalesce(nullif(:offset, ''), 0) AS INTEGER)
),
hit (id) AS (
  SELECT f.rowid FROM params p CROSS JOIN document_fts f
  WHERE f.document_fts MATCH (SELECT CASE match WHEN '' THEN '""' ELSE match END FROM params)
),
wanted (id, published, total) AS (
  SELECT d.id, d.published, count(*) OVER ()
  FROM params p
  CROSS JOIN document d
  -- by indexes alone: a row of this table is a whole article
  WHERE d.id NOT IN (SELECT e.id FROM document e WHERE e.current = 0) AND (p.match = '' OR d.id IN (SELECT id FROM hit))
    AND (p.publisher = '' OR d.id IN (
      SELECT o.id FROM publisher u JOIN document o ON o.publisher_id = u.id WHERE u.name = (SELECT publisher FROM params)))
    AND (p.since = '' OR coalesce(d.published, p.since) >= p.since)
    AND (p.until = '' OR coalesce(d.published, p.until) <= p.until)
  ORDER BY d.published DESC, d.id
  LIMIT (SELECT most FROM params) OFFSET (SELECT skipped FROM params)
)
SELECT d.id AS document, d.title, d.publisher, d.published, d.statements, d.url, d.version, w.total
FROM wanted w
CROSS JOIN documents d
WHERE d.document_id = w.id
ORDER BY w.published DESC, w.id;
