-- title: Claims with only one witness
-- answers: Which claims does one article alone carry, so that a wrong quotation there would leave nothing of them?
--   Those that a conflict rests on come first, the surest conflict on top, then the newest.
-- param country = : two-letter code of the speaker's state; empty for all
-- param stance = : affirm, deny, propose, accept, reject, condition, urge, warn, expect or unaware; empty for all
-- param since = : said on this day (2017-06-01) or later; empty for all
-- param most = 1000 : how many
-- example: speaker = كازاخستان; country = KZ; stance = deny; content = وجود أي محادثات رسمية لإرسال جنود…;
--   day = 2017-06-23; publisher = شرفة الشام; conflicts = 7
WITH params (country, stance, since, most) AS (
  SELECT upper(coalesce(:country, '')), coalesce(:stance, ''), coalesce(:since, ''), CAST(coalesce(nullif(:most, ''), 1000) AS INTEGER)
),
disputed (claim, conflicts, score) AS (
  SELECT claim, count(*), max(score) FROM (
    SELECT a_claim AS claim, score FROM conflicts WHERE review IS NOT 'dismissed'
    UNION ALL
    SELECT b_claim, score FROM conflicts WHERE review IS NOT 'dismissed'
  ) GROUP BY claim
),
-- what several articles carry is left out before anything is looked up
alone (claim, seq) AS (
  SELECT s.claim_id, min(s.seq) FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
  GROUP BY s.claim_id HAVING min(s.document_id) = max(s.document_id)
),
found (seq, claim, conflicts, score) AS (
  SELECT s.seq, s.claim_id, coalesce(k.conflicts, 0), k.score
  FROM params p
  JOIN alone a
  JOIN claim c ON c.id = a.claim
  JOIN statement s ON s.seq = a.seq
  LEFT JOIN disputed k ON k.claim = a.claim
  WHERE (p.country = '' OR s.country = p.country) AND (p.stance = '' OR c.stance = p.stance)
    AND (p.since = '' OR s.day >= p.since)
  ORDER BY k.score IS NULL, k.score DESC, s.day DESC, s.claim_id
  LIMIT (SELECT most FROM params)
)
SELECT s.speaker, s.role, s.country, s.stance, s.content, s.day, s.publisher, s.document, s.url, f.conflicts,
  f.score AS surest_conflict, s.certainty, f.claim
FROM found f
JOIN statements s ON s.statement_seq = f.seq
ORDER BY f.score IS NULL, f.score DESC, s.day DESC, f.claim;
