-- Denials whose denied claim nobody in the database makes, newest first, undated last.
--
-- :since      ISO date: denied (or else published) on that day or later
-- :topic      id of the topic
-- :country    ISO 3166-1 alpha-2 of the state that the speaker speaks for
-- :kind       denial, or no rows: an open denial is no other kind of conflict
-- :min_score  least certainty that the statement was read right, 0 to 1
-- :speaker    part of the speaker's name, folded (see search_fold.sql)
-- :limit      most rows; -1 for all, 1000 where it is not given
SELECT d.claim, d.topic, d.topic_title, d.speaker, d.speaker_kind, d.country, d.role, d.quote, d.day, d.first_day,
  d.last_day, d.documents, d.publishers, d.publisher, d.document, d.url, d.statement, d.certainty
FROM open_denials d
WHERE (:since IS NULL OR d.day >= :since)
  AND (:topic IS NULL OR d.topic = :topic)
  AND (:country IS NULL OR d.country = :country)
  AND coalesce(:kind, 'denial') = 'denial'
  AND (:min_score IS NULL OR d.certainty >= :min_score)
  AND (:speaker IS NULL OR EXISTS (
    SELECT 1 FROM claim k JOIN speaker_alias l ON l.speaker_id = k.speaker_id
    WHERE k.id = d.claim AND instr(l.folded, :speaker) > 0))
ORDER BY d.day IS NULL, d.day DESC, d.claim
LIMIT coalesce(:limit, 1000);
