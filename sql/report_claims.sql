-- title: The report: everything said on one topic
-- answers: Who said what on a topic, in which articles? One row for each appearance of each claim.
-- param topic = : id of the topic
-- param a = : id of one more claim, for conflicts without a topic
-- param b = : id of another one
-- example: document = 001; speaker = إبراهيم قالين; country = TR; stance = affirm; publisher = وكالة السهوب
WITH params (topic, a, b) AS (
  SELECT coalesce(:topic, ''), coalesce(:a, ''), coalesce(:b, '')
)
SELECT s.id, s.document, s.speaker, s.speaker_kind, s.role, s.country, s.via, s.cue, s.fragments, s.spans, s.mode,
  s.stance, s.said_on, s.said_on_basis, s.published, s.embedded, s.parent, s.certainty,
  s.claim, s.publisher, s.document_title, s.url, s.day, k.stance AS claim_stance,
  k.statement_seq = s.statement_seq AS chosen,
  -- a paper, and a text that near copies share: as many witnesses are independent as there are of the fewer
  coalesce(d.publisher_id, -d.id) AS paper, coalesce(w.original_id, d.id) AS text
FROM statements s
JOIN claim k ON k.id = s.claim
JOIN document d ON d.key = s.document AND d.current = 1
LEFT JOIN near_copy w ON w.document_id = d.id
WHERE s.claim IN (
  SELECT claim_id FROM topic_claim WHERE topic_id = (SELECT topic FROM params)
  UNION SELECT a FROM params UNION SELECT b FROM params)
ORDER BY s.claim, s.published IS NULL, s.published, s.document, s.id;
