-- The speakers, most statements first.
--
-- :since      ISO date: said something on that day or later
-- :topic      id of a topic that the speaker takes a side on
-- :country    ISO 3166-1 alpha-2
-- :kind       only who takes part in a conflict of this kind
-- :min_score  only who takes part in a conflict with at least this score
-- :speaker    part of the name, folded (see search_fold.sql)
-- :limit      most rows; -1 for all, 1000 where it is not given
SELECT p.id, p.name, p.kind, p.country, p.statements, p.claims, p.documents, p.first_day, p.last_day, p.offices, p.aliases
FROM speakers p
WHERE p.statements > 0
  AND (:since IS NULL OR p.last_day >= :since)
  AND (:topic IS NULL OR p.id IN (
    SELECT k.speaker_id FROM topic_claim t JOIN claim k ON k.id = t.claim_id WHERE t.topic_id = :topic))
  AND (:country IS NULL OR p.country = :country)
  AND (coalesce(:kind, :min_score) IS NULL OR p.id IN (
    SELECT k.speaker_id FROM conflict c JOIN claim k ON k.id IN (c.claim_a, c.claim_b)
    WHERE c.kind = coalesce(:kind, c.kind) AND c.score >= coalesce(:min_score, 0)))
  AND (:speaker IS NULL OR p.id IN (SELECT speaker_id FROM speaker_alias WHERE instr(folded, :speaker) > 0))
ORDER BY p.statements DESC, p.name, p.id
LIMIT coalesce(:limit, 1000);
