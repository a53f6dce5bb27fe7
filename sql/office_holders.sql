-- title: Who holds which office
-- answers: Who was seen in an office, from when to when? Two people in one office at one time are either a
--   change of hands or a wrong attribution; `overlap` names the others seen in it within the same days.
-- param country = : two-letter code of the office's state; empty for all
-- param office = : part of the office's name as stored; empty for all
-- example: office = مدير الدفاع المدني الأردني; country = JO; speaker = رامي العجارمة; first_seen = 2024-03-03;
--   last_seen = 2024-03-05; statements = 6
WITH params (country, office) AS (
  SELECT upper(coalesce(:country, '')), coalesce(:office, '')
)
SELECT o.name AS office, o.country, sp.name AS speaker, t.first_seen, t.last_seen,
  (SELECT count(*) FROM statement s WHERE s.office_id = o.id AND s.speaker_id = sp.id) AS statements,
  (SELECT group_concat(name, ' | ') FROM (
     SELECT x.name FROM tenure u JOIN speaker x ON x.id = u.speaker_id
     WHERE u.office_id = t.office_id AND u.speaker_id <> t.speaker_id
       AND u.first_seen <= t.last_seen AND u.last_seen >= t.first_seen
     ORDER BY x.name)) AS overlap,
  o.id AS office_id, sp.id AS speaker_id
FROM tenure t
JOIN office o ON o.id = t.office_id
JOIN speaker sp ON sp.id = t.speaker_id, params p
WHERE (p.country = '' OR o.country = p.country)
  AND (p.office = '' OR instr(o.name, p.office) OR instr(o.folded, p.office))
ORDER BY o.country, o.folded, o.id, t.first_seen IS NULL, t.first_seen, sp.name, sp.id;
