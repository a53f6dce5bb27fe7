-- title: The report: conflicts with both statements in full
-- answers: Which statements contradict each other, with everything that is known of both sides? The surest first,
--   among equals the newest.
-- param since = : one of the two said (or else published) on this day (2017-06-01) or later; undated passes; empty for all
-- param until = : one of the two said (or else published) on this day or earlier; undated passes; empty for all
-- param topic = : id of the topic; empty for all
-- param country = : ISO 3166-1 alpha-2: one of the two speaks for it; empty for all
-- param kind = : denial, policy, shift, figure or attribution; empty for all
-- param min_score = 0 : least score, 0 to 1
-- param speaker = : part of a speaker's name, folded as in search_folded; empty for all
-- param limit = 1000 : most rows; -1 for all
-- example: kind = denial; a_speaker = فلاديمير شامانوف; a_stance = affirm; b_speaker = كازاخستان; b_stance = deny
WITH params (since, until, topic, country, kind, min_score, speaker, most) AS (
  SELECT coalesce(:since, ''), coalesce(:until, ''), coalesce(:topic, ''), upper(coalesce(:country, '')), coalesce(:kind, ''),
    CAST(coalesce(nullif(:min_score, ''), 0) AS REAL), coalesce(:speaker, ''), CAST(coalesce(nullif(:limit, ''), 1000) AS INTEGER)
)
SELECT c.id, c.kind, c.score, c.topic, c.topic_title, c.reasons, c.review, c.a_claim, c.b_claim,
  a.id AS a_id, a.document AS a_document, a.speaker AS a_speaker, a.speaker_kind AS a_speaker_kind,
  a.role AS a_role, a.country AS a_country, a.via AS a_via, a.cue AS a_cue, a.fragments AS a_fragments,
  a.spans AS a_spans, a.mode AS a_mode, a.stance AS a_stance, a.said_on AS a_said_on,
  a.said_on_basis AS a_said_on_basis, a.published AS a_published, a.embedded AS a_embedded,
  a.parent AS a_parent, a.certainty AS a_certainty,
  b.id AS b_id, b.document AS b_document, b.speaker AS b_speaker, b.speaker_kind AS b_speaker_kind,
  b.role AS b_role, b.country AS b_country, b.via AS b_via, b.cue AS b_cue, b.fragments AS b_fragments,
  b.spans AS b_spans, b.mode AS b_mode, b.stance AS b_stance, b.said_on AS b_said_on,
  b.said_on_basis AS b_said_on_basis, b.published AS b_published, b.embedded AS b_embedded,
  b.parent AS b_parent, b.certainty AS b_certainty,
  (SELECT r.reviewer FROM review r WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) AS reviewer,
  (SELECT r.note FROM review r WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) AS note
FROM params p
JOIN conflicts c
JOIN statements a ON a.id = c.a_statement
JOIN statements b ON b.id = c.b_statement
WHERE (coalesce(c.a_day, p.since) >= p.since AND (p.until = '' OR coalesce(c.a_day, p.until) <= p.until)
    OR coalesce(c.b_day, p.since) >= p.since AND (p.until = '' OR coalesce(c.b_day, p.until) <= p.until))
  AND (p.topic = '' OR c.topic = p.topic)
  AND (p.country = '' OR p.country IN (c.a_country, c.b_country))
  AND (p.kind = '' OR c.kind = p.kind)
  AND c.score >= p.min_score
  AND (p.speaker = '' OR EXISTS (
    SELECT 1 FROM speaker_alias l
    WHERE l.speaker_id IN (a.speaker_id, b.speaker_id) AND instr(l.folded, p.speaker) > 0))
ORDER BY c.score DESC, max(coalesce(c.a_day, ''), coalesce(c.b_day, '')) DESC, c.id
LIMIT (SELECT most FROM params);
