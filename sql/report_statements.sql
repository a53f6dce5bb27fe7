-- title: The statements
-- answers: Who said what, when and where in which text? Oldest first, undated last.
-- param since = : said (or else published) on this day (2017-06-01) or later; undated passes
-- param topic = : id of the topic
-- param country = : ISO 3166-1 alpha-2 of the state that the speaker speaks for
-- param kind = : only what takes part in a conflict of this kind
-- param min_score = : only what takes part in a conflict with at least this score
-- param speaker = : part of the speaker's name, folded as in search_folded
-- param limit = 1000 : most rows; -1 for all
SELECT s.id, s.document, s.speaker, s.speaker_kind, s.role, s.country, s.via, s.cue, s.fragments, s.spans, s.mode,
  s.stance, s.said_on, s.said_on_basis, s.published, s.embedded, s.parent, s.certainty
FROM statements s
WHERE (:since IS NULL OR coalesce(s.day, :since) >= :since)
  AND (:topic IS NULL OR s.claim IN (SELECT claim_id FROM topic_claim WHERE topic_id = :topic))
  AND (:country IS NULL OR s.country = :country)
  AND (coalesce(:kind, :min_score) IS NULL OR s.claim IN (
    SELECT claim_a FROM conflict
    WHERE kind = coalesce(:kind, kind) AND score >= coalesce(:min_score, 0)
    UNION
    SELECT claim_b FROM conflict
    WHERE kind = coalesce(:kind, kind) AND score >= coalesce(:min_score, 0)))
  AND (:speaker IS NULL OR s.speaker_id IN (
    SELECT speaker_id FROM speaker_alias WHERE instr(folded, :speaker) > 0))
ORDER BY s.day IS NULL, s.day, s.document, json_extract(s.spans, '$[0][0]'), s.id
LIMIT coalesce(:limit, 1000);
