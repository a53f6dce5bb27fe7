-- title: The topics with counts
-- answers: What is in conflict, how strongly, and how many take sides? The surest conflict first,
--   among equals the newest.
-- param since = : something was said on it on this day (2017-06-01) or later; undated passes; empty for all
-- param until = : something was said on it on this day or earlier; undated passes; empty for all
-- param topic = : id of the topic; empty for all
-- param country = : ISO 3166-1 alpha-2 of a state that takes a side; empty for all
-- param kind = : only topics with a conflict of this kind; empty for all
-- param min_score = 0 : only topics with a conflict of at least this score; 0 for all
-- param speaker = : part of the name of somebody who takes a side, folded as in search_folded; empty for all
-- param limit = 1000 : most rows; -1 for all
-- example: title = المحادثات مع كازاخستان وقرغيزيا على…; conflicts = 33; claims = 15; speakers = 11;
--   countries = KZ,TR,RU,KG
WITH params (since, until, topic, country, kind, min_score, speaker, most) AS (
  SELECT coalesce(:since, ''), coalesce(:until, ''), coalesce(:topic, ''), upper(coalesce(:country, '')), coalesce(:kind, ''),
    CAST(coalesce(nullif(:min_score, ''), 0) AS REAL), coalesce(:speaker, ''), CAST(coalesce(nullif(:limit, ''), 1000) AS INTEGER)
),
hit (topic) AS (
  SELECT DISTINCT c.topic_id FROM conflict c, params p WHERE p.kind IN ('', c.kind) AND c.score >= p.min_score AND NOT c.weak
),
named (speaker_id) AS (
  SELECT DISTINCT l.speaker_id FROM speaker_alias l, params p WHERE p.speaker <> '' AND instr(l.folded, p.speaker) > 0
)
SELECT t.id, t.title, t.conflicts, round(t.score, 4) AS score, t.claims, t.statements, t.documents, t.publishers, t.speakers, t.countries,
  t.first_day, t.last_day
FROM params p
JOIN topics t
WHERE (p.since = '' OR coalesce(t.last_day, p.since) >= p.since)
  AND (p.until = '' OR coalesce(t.first_day, p.until) <= p.until)
  AND (p.topic = '' OR t.id = p.topic)
  AND (p.country = '' OR instr(',' || t.countries || ',', ',' || p.country || ',') > 0)
  AND ((p.kind = '' AND p.min_score = 0) OR t.id IN (SELECT topic FROM hit))
  AND (p.speaker = '' OR t.id IN (
    SELECT m.topic_id FROM named l
    JOIN claim k ON k.speaker_id = l.speaker_id
    JOIN topic_claim m ON m.claim_id = k.id))
ORDER BY t.score IS NULL, t.score DESC, t.last_day DESC, t.id
LIMIT (SELECT most FROM params);
