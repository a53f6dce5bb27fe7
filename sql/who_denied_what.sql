-- title: Who denied what
-- answers: Which claim was made by whom, who denied it (or had not heard of it), and how many days later?
-- param country = : two-letter code of the denying side's state; empty for all
-- param since = : denials from this day on; empty for all
-- example: denied_on = 2017-06-23; denier = تيمير جمعة قاديروف; stance = unaware;
--   denial = بلاده لم يصلها أي مقترح رسمي…; claimant = فلاديمير شامانوف; claimed_on = 2017-06-22;
--   days_after = 1
WITH params (country, since) AS (
  SELECT upper(coalesce(:country, '')), coalesce(:since, '')
),
side AS (
  SELECT id, score, review, topic_title, a_stance AS stance, a_speaker AS denier, a_role AS denier_role,
    a_country AS denier_country, a_day AS denied_on, a_quote AS denial, a_document AS denial_document,
    a_publishers AS denial_publishers, b_stance AS other_stance, b_speaker AS claimant, b_country AS claimant_country,
    b_day AS claimed_on, b_quote AS claim, b_document AS claim_document, b_publishers AS claim_publishers
  FROM conflicts WHERE kind = 'denial'
  UNION ALL
  SELECT id, score, review, topic_title, b_stance, b_speaker, b_role, b_country, b_day, b_quote, b_document,
    b_publishers, a_stance, a_speaker, a_country, a_day, a_quote, a_document, a_publishers
  FROM conflicts WHERE kind = 'denial'
)
SELECT s.denied_on, s.denier, s.denier_role, s.denier_country, s.stance, s.denial, s.claimant, s.claimant_country,
  s.claimed_on, s.claim, CAST(julianday(s.denied_on) - julianday(s.claimed_on) AS INTEGER) AS days_after,
  s.denial_publishers, s.claim_publishers, s.denial_document, s.claim_document, s.topic_title, s.score, s.review,
  s.id AS conflict
FROM side s, params p
WHERE s.review IS NOT 'dismissed'
  -- the denying side: the flat denial, or the one without knowledge where nobody denies flatly
  AND (s.stance = 'deny' AND s.other_stance <> 'deny' OR s.stance = 'unaware' AND s.other_stance NOT IN ('deny', 'unaware'))
  AND (p.country = '' OR s.denier_country = p.country)
  AND (p.since = '' OR s.denied_on >= p.since)
ORDER BY s.denied_on IS NULL, s.denied_on, s.denier, s.id;
