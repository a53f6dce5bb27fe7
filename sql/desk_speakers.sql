-- title: The desk: the speakers, a page at a time
-- answers: Who says most, in which offices and under which names, and in how many conflicts?
-- param speaker = : part of the name, folded as in search_folded; empty for all
-- param country = : ISO 3166-1 alpha-2; empty for all
-- param kind = : person, organization, country, group or unnamed; empty for all
-- param limit = 50 : most rows
-- param offset = 0 : rows to skip
-- example: name = وزارة الخارجية الكازاخستانية; kind = organization; country = KZ; statements = 8
WITH params (speaker, country, kind, most, skipped) AS (
  SELECT coalesce(:speaker, ''), upper(coalesce(:country, '')), coalesce(:kind, ''),
    CAST(coalesce(nullif(:limit, ''), 50) AS INTEGER), CAST(coalesce(nullif(:offset, ''), 0) AS INTEGER)
),
named (speaker_id) AS (
  SELECT DISTINCT l.speaker_id FROM speaker_alias l, params p WHERE p.speaker <> '' AND instr(l.folded, p.speaker) > 0
),
earlier (document_id) AS (SELECT d.id FROM document d WHERE d.current = 0),
-- everybody, or whoever has the name: an index tells without touching the statements
counted (speaker_id, statements, first_day, last_day) AS (
  SELECT s.speaker_id, count(*), min(s.day), max(s.day)
  FROM statement s
  WHERE (SELECT speaker FROM params) = '' AND s.document_id NOT IN (SELECT document_id FROM earlier)
  GROUP BY s.speaker_id
  UNION ALL
  SELECT s.speaker_id, count(*), min(s.day), max(s.day)
  FROM named n CROSS JOIN statement s
  WHERE s.speaker_id = n.speaker_id AND s.document_id NOT IN (SELECT document_id FROM earlier)
  GROUP BY s.speaker_id
),
wanted AS (
  SELECT w.id, w.name, w.kind, w.country, n.statements, n.first_day, n.last_day, count(*) OVER () AS total
  FROM params p
  CROSS JOIN counted n
  CROSS JOIN speaker w
  WHERE w.id = n.speaker_id AND (p.country = '' OR w.country = p.country) AND (p.kind = '' OR w.kind = p.kind)
  ORDER BY n.statements DESC, w.name, w.id
  LIMIT (SELECT most FROM params) OFFSET (SELECT skipped FROM params)
)
SELECT w.id, w.name, w.kind, w.country, w.statements, w.first_day, w.last_day,
  (SELECT group_concat(office, ' | ') FROM (SELECT o.name AS office FROM tenure t JOIN office o ON o.id = t.office_id
    WHERE t.speaker_id = w.id ORDER BY t.last_seen DESC, o.name)) AS offices,
  (SELECT group_concat(alias, ' | ') FROM (SELECT a.alias FROM speaker_alias a
    WHERE a.speaker_id = w.id AND a.alias <> w.name ORDER BY a.alias)) AS aliases,
  (SELECT count(*) FROM claim k JOIN conflict c ON (c.claim_a = k.id OR c.claim_b = k.id) AND NOT c.weak
    WHERE k.speaker_id = w.id) AS conflicts,
  w.total
FROM wanted w
ORDER BY w.statements DESC, w.name, w.id;
