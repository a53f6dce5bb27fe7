-- title: The statements
-- answers: Who said what, when and where in which text? Oldest first, undated last.
-- param since = : said (or else published) on this day (2017-06-01) or later; undated passes; empty for all
-- param until = : said (or else published) on this day or earlier; undated passes; empty for all
-- param topic = : id of the topic; empty for all
-- param country = : ISO 3166-1 alpha-2 of the state that the speaker speaks for; empty for all
-- param kind = : only what takes part in a conflict of this kind; empty for all
-- param min_score = 0 : only what takes part in a conflict with at least this score; 0 for all
-- param speaker = : part of the speaker's name, folded as in search_folded; empty for all
-- param limit = 1000 : most rows; -1 for all
-- example: document = 001; speaker = إبراهيم قالين; role = الناطق باسم الرئاسة التركية; country = TR;
--   stance = affirm; said_on = 2017-06-22
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
SELECT s.id, s.document, s.speaker, s.speaker_kind, s.role, s.country, s.via, s.cue, s.fragments, s.spans, s.mode,
  s.stance, s.said_on, s.said_on_basis, s.published, s.embedded, s.parent, s.certainty
FROM params p
JOIN statements s
WHERE (p.since = '' OR coalesce(s.day, p.since) >= p.since)
  AND (p.until = '' OR coalesce(s.day, p.until) <= p.until)
  AND (p.topic = '' OR s.claim IN (SELECT claim_id FROM topic_claim WHERE topic_id = (SELECT topic FROM params)))
  AND (p.country = '' OR s.country = p.country)
  AND ((p.kind = '' AND p.min_score = 0) OR s.claim IN (SELECT claim FROM hit))
  AND (p.speaker = '' OR s.speaker_id IN (SELECT speaker_id FROM named))
ORDER BY s.day IS NULL, s.day, s.document, json_extract(s.spans, '$[0][0]'), s.id
LIMIT (SELECT most FROM params);
