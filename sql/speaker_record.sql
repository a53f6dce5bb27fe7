-- title: One speaker's record
-- answers: What has a speaker said, in order of days, with stance, paper and the conflicts each claim is in?
--   The name may be any spelling on record, or a part of one.
-- param speaker = لافروف : a name or alias as it is stored, or a part of it
-- example: day = 2017-09-14; speaker = سيرغي لافروف; role = وزير الخارجية الروسي; stance = expect;
--   content = أمله في أن يتفق المشاركون على المنطقة…; publisher = قناة سدرة الإخبارية
WITH params (speaker) AS (
  SELECT coalesce(nullif(:speaker, ''), 'لافروف')
),
found (id) AS (
  SELECT DISTINCT a.speaker_id FROM speaker_alias a, params p
  WHERE instr(a.alias, p.speaker) OR instr(a.folded, lower(p.speaker))
)
SELECT s.day, s.speaker, s.role, s.stance, s.content, s.publisher, s.document, s.via, s.said_on_basis,
  (SELECT group_concat(k.id, ' ') FROM conflict k WHERE NOT k.weak AND k.claim_a = s.claim) AS conflicts_as_a,
  (SELECT group_concat(k.id, ' ') FROM conflict k WHERE NOT k.weak AND k.claim_b = s.claim) AS conflicts_as_b,
  s.claim, s.id AS statement
FROM statements s
WHERE s.speaker_id IN (SELECT id FROM found)
ORDER BY s.day IS NULL, s.day, s.speaker, s.statement_seq;
