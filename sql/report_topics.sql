-- title: The topics with counts
-- answers: What is in conflict, how strongly, and how many take sides? The strongest conflict first.
-- param since = : something was said on it on this day (2017-06-01) or later; undated passes
-- param topic = : id of the topic
-- param country = : ISO 3166-1 alpha-2 of a state that takes a side
-- param kind = : only topics with a conflict of this kind
-- param min_score = : only topics with a conflict of at least this score
-- param speaker = : part of the name of somebody who takes a side, folded as in search_folded
-- param limit = 1000 : most rows; -1 for all
SELECT t.id, t.title, t.conflicts, round(t.score, 4) AS score, t.claims, t.statements, t.documents, t.publishers, t.speakers, t.countries,
  t.first_day, t.last_day
FROM topics t
WHERE (:since IS NULL OR coalesce(t.last_day, :since) >= :since)
  AND (:topic IS NULL OR t.id = :topic)
  AND (:country IS NULL OR instr(',' || t.countries || ',', ',' || :country || ',') > 0)
  AND (coalesce(:kind, :min_score) IS NULL OR t.id IN (
    SELECT topic_id FROM conflict
    WHERE kind = coalesce(:kind, kind) AND score >= coalesce(:min_score, 0)))
  AND (:speaker IS NULL OR t.id IN (
    SELECT m.topic_id FROM speaker_alias l
    JOIN claim k ON k.speaker_id = l.speaker_id
    JOIN topic_claim m ON m.claim_id = k.id
    WHERE instr(l.folded, :speaker) > 0))
ORDER BY t.score IS NULL, t.score DESC, t.id
LIMIT coalesce(:limit, 1000);
