-- title: The open denials in full
-- answers: What was denied although nobody in the database claims it? Newest first, undated last.
-- param since = : denied (or else published) on this day (2017-06-01) or later; undated passes
-- param topic = : id of the topic
-- param country = : ISO 3166-1 alpha-2 of the state that the speaker speaks for
-- param kind = : denial, or no rows: an open denial is no other kind of conflict
-- param min_score = : least certainty that the statement was read right, 0 to 1
-- param speaker = : part of the speaker's name, folded as in search_folded
-- param limit = 1000 : most rows; -1 for all
SELECT d.claim, d.topic, d.topic_title, d.speaker, d.speaker_kind, d.country, d.role, d.quote, d.day, d.first_day,
  d.last_day, d.documents, d.publishers, d.publisher, d.document, d.url, d.statement,
  round(d.certainty, 4) AS certainty
FROM open_denials d
WHERE (:since IS NULL OR coalesce(d.day, :since) >= :since)
  AND (:topic IS NULL OR d.topic = :topic)
  AND (:country IS NULL OR d.country = :country)
  AND coalesce(:kind, 'denial') = 'denial'
  AND (:min_score IS NULL OR d.certainty >= :min_score)
  AND (:speaker IS NULL OR EXISTS (
    SELECT 1 FROM claim k JOIN speaker_alias l ON l.speaker_id = k.speaker_id
    WHERE k.id = d.claim AND instr(l.folded, :speaker) > 0))
ORDER BY d.day IS NULL, d.day DESC, d.claim
LIMIT coalesce(:limit, 1000);
