-- title: Unnamed sources by paper
-- answers: How much of what each paper reports comes from sources without a name, and how does it call them?
-- param since = : published on this day (2017-06-01) or later; empty for all
-- param least = 1 : only papers with at least so many statements
-- example: publisher = صحيفة الضفتين الدولية; statements = 20; unnamed = 2; percent = 10.0;
--   called = مسؤول في البلدية 1 | مصدر أمني 1
WITH params (since, least) AS (
  SELECT coalesce(:since, ''), CAST(coalesce(nullif(:least, ''), 1) AS INTEGER)
),
said AS (
  SELECT d.publisher_id, s.speaker_name, sp.kind = 'unnamed' AS unnamed
  FROM params p
  JOIN document d ON d.current = 1 AND (p.since = '' OR d.published >= p.since)
  JOIN statement s ON s.document_id = d.id
  JOIN speaker sp ON sp.id = s.speaker_id
),
called AS (
  SELECT publisher_id, speaker_name, count(*) AS times,
    row_number() OVER (PARTITION BY publisher_id ORDER BY count(*) DESC, speaker_name) AS place
  FROM said WHERE unnamed GROUP BY publisher_id, speaker_name
)
SELECT coalesce(pu.name, '(no publisher)') AS publisher, count(*) AS statements, sum(a.unnamed) AS unnamed,
  round(100.0 * sum(a.unnamed) / count(*), 1) AS percent,
  (SELECT group_concat(name, ' | ') FROM (
     SELECT c.speaker_name || ' ' || c.times AS name FROM called c
     WHERE c.publisher_id IS a.publisher_id AND c.place <= 5 ORDER BY c.place)) AS called
FROM said a
LEFT JOIN publisher pu ON pu.id = a.publisher_id
GROUP BY a.publisher_id
HAVING count(*) >= (SELECT least FROM params)
ORDER BY percent DESC, statements DESC, publisher;
