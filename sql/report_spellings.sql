-- title: The spellings of the speakers
-- answers: Which spellings are taken for one speaker, and why? Whoever said most first.
-- param since = : said something on this day (2017-06-01) or later; undated passes; empty for all
-- param until = : said something on this day or earlier; undated passes; empty for all
-- param topic = : id of a topic that the speaker takes a side on; empty for all
-- param country = : ISO 3166-1 alpha-2; empty for all
-- param kind = : only who takes part in a conflict of this kind; empty for all
-- param min_score = 0 : only who takes part in a conflict with at least this score; 0 for all
-- param speaker = : part of the name, folded as in search_folded; empty for all
-- param limit = 1000 : most rows; -1 for all
-- example: name = وزارة الخارجية الكازاخستانية; kind = organization; country = KZ;
--   alias = وزارة الخارجية الكازاخستانية; reason = name
WITH params (since, until, topic, country, kind, min_score, speaker, most) AS (
  SELECT coalesce(:since, ''), coalesce(:until, ''), coalesce(:topic, ''), upper(coalesce(:country, '')), coalesce(:kind, ''),
    CAST(coalesce(nullif(:min_score, ''), 0) AS REAL), coalesce(:speaker, ''), CAST(coalesce(nullif(:limit, ''), 1000) AS INTEGER)
),
hit (claim) AS (
  SELECT c.claim_a FROM conflict c, params p WHERE p.kind IN ('', c.kind) AND c.score >= p.min_score AND NOT c.weak
  UNION
  SELECT c.claim_b FROM conflict c, params p WHERE p.kind IN ('', c.kind) AND c.score >= p.min_score AND NOT c.weak
),
named (speaker_id) AS (
  SELECT DISTINCT l.speaker_id FROM speaker_alias l, params p WHERE p.speaker <> '' AND instr(l.folded, p.speaker) > 0
)
SELECT w.id, w.name, w.kind, w.country, w.statements, l.alias, l.reason
FROM params p
JOIN speakers w
JOIN speaker_alias l ON l.speaker_id = w.id
WHERE w.statements > 0
  AND (p.since = '' OR coalesce(w.last_day, p.since) >= p.since)
  AND (p.until = '' OR coalesce(w.first_day, p.until) <= p.until)
  AND (p.topic = '' OR w.id IN (
    SELECT k.speaker_id FROM topic_claim t JOIN claim k ON k.id = t.claim_id
    WHERE t.topic_id = (SELECT topic FROM params)))
  AND (p.country = '' OR w.country = p.country)
  AND ((p.kind = '' AND p.min_score = 0) OR w.id IN (SELECT k.speaker_id FROM hit JOIN claim k ON k.id = hit.claim))
  AND (p.speaker = '' OR w.id IN (SELECT speaker_id FROM named))
ORDER BY w.statements DESC, w.name, w.id, l.alias <> w.name, l.alias
LIMIT (SELECT most FROM params);
