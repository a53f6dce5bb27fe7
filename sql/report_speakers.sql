-- title: The speakers
-- answers: Who said something, how much, in which offices and spellings? Most statements first.
-- param since = : said something on this day (2017-06-01) or later; undated passes
-- param topic = : id of a topic that the speaker takes a side on
-- param country = : ISO 3166-1 alpha-2
-- param kind = : only who takes part in a conflict of this kind
-- param min_score = : only who takes part in a conflict with at least this score
-- param speaker = : part of the name, folded as in search_folded
-- param limit = 1000 : most rows; -1 for all
SELECT p.id, p.name, p.kind, p.country, p.statements, p.claims, p.documents, p.first_day, p.last_day, p.offices, p.aliases
FROM speakers p
WHERE p.statements > 0
  AND (:since IS NULL OR coalesce(p.last_day, :since) >= :since)
  AND (:topic IS NULL OR p.id IN (
    SELECT k.speaker_id FROM topic_claim t JOIN claim k ON k.id = t.claim_id WHERE t.topic_id = :topic))
  AND (:country IS NULL OR p.country = :country)
  AND (coalesce(:kind, :min_score) IS NULL OR p.id IN (
    SELECT k.speaker_id FROM conflict c JOIN claim k ON k.id IN (c.claim_a, c.claim_b)
    WHERE c.kind = coalesce(:kind, c.kind) AND c.score >= coalesce(:min_score, 0)))
  AND (:speaker IS NULL OR p.id IN (SELECT speaker_id FROM speaker_alias WHERE instr(folded, :speaker) > 0))
ORDER BY p.statements DESC, p.name, p.id
LIMIT coalesce(:limit, 1000);
