-- title: The positions on the topics, and their history
-- answers: Who stands where on a topic, from when to when, in whose words? The topic of the surest conflict first;
--   within it by speaker, the earlier position first.
-- param since = : held on this day (2017-06-01) or later; undated passes; empty for all
-- param until = : held on this day or earlier; undated passes; empty for all
-- param topic = : id of the topic; empty for all
-- param country = : ISO 3166-1 alpha-2 of the state that the speaker speaks for; empty for all
-- param kind = : only topics with a conflict of this kind; empty for all
-- param min_score = 0 : only topics with a conflict of at least this score; 0 for all
-- param speaker = : part of the speaker's name, folded as in search_folded; empty for all
-- param limit = 1000 : most rows; -1 for all
-- example: speaker = إبراهيم قالين; country = TR; stance = affirm; first_day = 2017-06-22;
--   quote = موسكو اقترحت نشر جنود من كازاخستان…
WITH params (since, until, topic, country, kind, min_score, speaker, most) AS (
  SELECT coalesce(:since, ''), coalesce(:until, ''), coalesce(:topic, ''), upper(coalesce(:country, '')), coalesce(:kind, ''),
    CAST(coalesce(nullif(:min_score, ''), 0) AS REAL), coalesce(:speaker, ''), CAST(coalesce(nullif(:limit, ''), 1000) AS INTEGER)
),
hit (topic, score) AS (
  SELECT c.topic_id, max(c.score) FROM conflict c, params p
  WHERE p.kind IN ('', c.kind) AND c.score >= p.min_score AND NOT c.weak AND p.topic IN ('', c.topic_id)
  GROUP BY c.topic_id
),
named (speaker_id) AS (
  SELECT DISTINCT l.speaker_id FROM speaker_alias l, params p WHERE p.speaker <> '' AND instr(l.folded, p.speaker) > 0
)
SELECT w.topic, w.topic_title, w.speaker, w.speaker_kind, w.country, w.stance, w.first_day, w.last_day, w.claims,
  w.documents, w.publishers, w.quote, w.statement
FROM params p
JOIN positions w
JOIN hit h ON h.topic = w.topic
WHERE (p.since = '' OR coalesce(w.last_day, p.since) >= p.since)
  AND (p.until = '' OR coalesce(w.first_day, p.until) <= p.until)
  AND (p.country = '' OR w.country = p.country)
  AND (p.speaker = '' OR w.speaker_id IN (SELECT speaker_id FROM named))
ORDER BY h.score DESC, w.topic, w.speaker, w.speaker_id, w.first_day IS NULL, w.first_day, w.stance
LIMIT (SELECT most FROM params);
