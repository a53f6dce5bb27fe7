-- title: The desk: one speaker's names and offices
-- answers: Under which names and in which offices does a speaker appear, and why are the names taken for one?
-- param speaker_id = : row of a speaker; empty for the one that says most
-- example: name = وزارة الخارجية الكازاخستانية; kind = organization; country = KZ; what = name; reason = name
WITH params (speaker_id) AS (
  SELECT coalesce(nullif(:speaker_id, ''), (
    SELECT s.speaker_id FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
    GROUP BY s.speaker_id ORDER BY count(*) DESC, s.speaker_id LIMIT 1))
)
SELECT w.id, w.name, w.kind, w.country, 'name' AS what, a.alias AS value, a.reason, NULL AS first_day, NULL AS last_day
FROM params p
JOIN speaker w ON w.id = p.speaker_id
JOIN speaker_alias a ON a.speaker_id = w.id
UNION ALL
SELECT w.id, w.name, w.kind, w.country, 'office', o.name, NULL, t.first_seen, t.last_seen
FROM params p
JOIN speaker w ON w.id = p.speaker_id
JOIN tenure t ON t.speaker_id = w.id
JOIN office o ON o.id = t.office_id
ORDER BY 5, 9 DESC, 6;
