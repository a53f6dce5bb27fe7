-- title: The open denials in full
-- answers: What was denied although nobody in the database claims it? Newest first, of one day the
--   surest first, undated last.
-- param since = : denied (or else published) on this day (2017-06-01) or later; undated passes; empty for all
-- param until = : denied (or else published) on this day or earlier; undated passes; empty for all
-- param topic = : id of the topic; empty for all
-- param country = : ISO 3166-1 alpha-2 of the state that the speaker speaks for; empty for all
-- param kind = : denial, or no rows: an open denial is no other kind of conflict
-- param min_score = 0 : least certainty that the statement was read right, 0 to 1
-- param speaker = : part of the speaker's name, folded as in search_folded; empty for all
-- param limit = 1000 : most rows; -1 for all
-- example: speaker = فراس النسور; country = JO; quote = ما تردد عن نية الحكومة بيع شركة المياه…; day = 2024-03-05
WITH params (since, until, topic, country, kind, min_score, speaker, most) AS (
  SELECT coalesce(:since, ''), coalesce(:until, ''), coalesce(:topic, ''), upper(coalesce(:country, '')), coalesce(:kind, ''),
    CAST(coalesce(nullif(:min_score, ''), 0) AS REAL), coalesce(:speaker, ''), CAST(coalesce(nullif(:limit, ''), 1000) AS INTEGER)
),
named (speaker_id) AS (
  SELECT DISTINCT l.speaker_id FROM speaker_alias l, params p WHERE p.speaker <> '' AND instr(l.folded, p.speaker) > 0
)
SELECT d.claim, d.topic, d.topic_title, d.speaker, d.speaker_kind, d.country, d.role, d.quote, d.day, d.first_day,
  d.last_day, d.documents, d.publishers, d.publisher, d.document, d.url, d.statement,
  round(d.certainty, 4) AS certainty, d.denied_author
FROM params p
JOIN open_denials d
WHERE (p.since = '' OR coalesce(d.day, p.since) >= p.since)
  AND (p.until = '' OR coalesce(d.day, p.until) <= p.until)
  AND (p.topic = '' OR d.topic = p.topic)
  AND (p.country = '' OR d.country = p.country)
  AND p.kind IN ('', 'denial')
  AND d.certainty >= p.min_score
  AND (p.speaker = '' OR EXISTS (
    SELECT 1 FROM claim k JOIN named l ON l.speaker_id = k.speaker_id WHERE k.id = d.claim))
ORDER BY d.day IS NULL, d.day DESC, d.certainty DESC, d.claim
LIMIT (SELECT most FROM params);
