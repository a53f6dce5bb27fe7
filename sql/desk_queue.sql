-- title: The desk: conflicts to review
-- answers: Which conflicts wait for a verdict, or have one? A page of them, the surest first, with the words of both sides.
-- param status = open : open (no verdict, or unsure), confirmed, dismissed, unsure or all
-- param kind = : denial, policy, shift, figure or attribution; empty for all
-- param country = : ISO 3166-1 alpha-2: one of the two speaks for it; empty for all
-- param topic = : id of the topic; empty for all
-- param speaker = : part of a speaker's name, folded as in search_folded; empty for all
-- param speaker_id = : row of a speaker that takes part; empty for all
-- param since = : one of the two said (or else published) on this day or later; undated passes; empty for all
-- param until = : one of the two said (or else published) on this day or earlier; undated passes; empty for all
-- param min_score = 0 : least score, 0 to 1
-- param match = : a query of FTS5 in folded words that one of the two contains; empty for all
-- param found_since = : number of a run: only conflicts that it or a later one found; empty for all
-- param sort = surest : surest or newest first
-- param after = : id of a conflict: only those that follow it in that order; empty for all
-- param limit = 50 : most rows; -1 for all
-- param offset = 0 : rows to skip
-- example: kind = denial; review = unsure; a_speaker = إبراهيم قالين; b_speaker = كازاخستان; b_stance = deny
WITH params (status, kind, country, topic, speaker, speaker_id, since, until, min_score, match, found_since, sort, after, most, skipped) AS (
  SELECT coalesce(nullif(:status, ''), 'open'), coalesce(:kind, ''), upper(coalesce(:country, '')), coalesce(:topic, ''),
    coalesce(:speaker, ''), CAST(coalesce(:speaker_id, '') AS INTEGER), coalesce(:since, ''), coalesce(:until, ''),
    CAST(coalesce(nullif(:min_score, ''), 0) AS REAL), coalesce(:match, ''),
    CAST(coalesce(:found_since, '') AS INTEGER), coalesce(nullif(:sort, ''), 'surest'), coalesce(:after, ''),
    CAST(coalesce(nullif(:limit, ''), 50) AS INTEGER), CAST(coalesce(nullif(:offset, ''), 0) AS INTEGER)
),
-- no query finds nothing, which is not asked for
said (seq) AS (
  SELECT f.rowid FROM params p CROSS JOIN statement_fts f
  WHERE f.statement_fts MATCH (SELECT CASE match WHEN '' THEN '""' ELSE match END FROM params)
),
named (speaker_id) AS (
  SELECT DISTINCT l.speaker_id FROM speaker_alias l, params p WHERE p.speaker <> '' AND instr(l.folded, p.speaker) > 0
),
place (id, score, newest, verdict) AS (
  SELECT c.id, c.score, max(coalesce(a.day, ''), coalesce(b.day, '')),
    (SELECT r.verdict FROM review r WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1)
  FROM params p
  CROSS JOIN conflict c
  CROSS JOIN statement a
  CROSS JOIN statement b
  CROSS JOIN document ad
  CROSS JOIN document bd
  WHERE NOT c.weak AND a.seq = c.statement_a AND b.seq = c.statement_b
    AND ad.id = a.document_id AND ad.current AND bd.id = b.document_id AND bd.current
    AND (p.kind = '' OR c.kind = p.kind)
    AND (p.topic = '' OR c.topic_id = p.topic)
    AND c.score >= p.min_score AND c.detected_run >= p.found_since
    AND (p.country = '' OR p.country IN (a.country, b.country))
    AND (coalesce(a.day, p.since) >= p.since AND (p.until = '' OR coalesce(a.day, p.until) <= p.until)
      OR coalesce(b.day, p.since) >= p.since AND (p.until = '' OR coalesce(b.day, p.until) <= p.until))
    AND (p.speaker_id = 0 OR p.speaker_id IN (a.speaker_id, b.speaker_id))
    AND (p.speaker = '' OR a.speaker_id IN (SELECT speaker_id FROM named) OR b.speaker_id IN (SELECT speaker_id FROM named))
    AND (p.match = '' OR c.statement_a IN (SELECT seq FROM said) OR c.statement_b IN (SELECT seq FROM said))
),
-- in the order that was asked for, as one rank to compare by
ranked (id, verdict, first, second) AS (
  SELECT id, verdict, CASE p.sort WHEN 'newest' THEN newest ELSE printf('%.9f', score) END,
    CASE p.sort WHEN 'newest' THEN printf('%.9f', score) ELSE newest END
  FROM place, params p
),
-- where the one before stands, whether or not it passes the filters
before (id, first, second) AS (
  SELECT id, CASE p.sort WHEN 'newest' THEN newest ELSE printf('%.9f', score) END,
    CASE p.sort WHEN 'newest' THEN printf('%.9f', score) ELSE newest END
  FROM params p, (
    SELECT c.id, c.score, max(coalesce(a.day, ''), coalesce(b.day, '')) AS newest
    FROM conflict c JOIN statement a ON a.seq = c.statement_a JOIN statement b ON b.seq = c.statement_b
    WHERE c.id = (SELECT after FROM params))
),
wanted (id, first, second, total) AS (
  SELECT r.id, r.first, r.second, count(*) OVER ()
  FROM ranked r, params p
  LEFT JOIN before x
  WHERE CASE p.status WHEN 'open' THEN coalesce(r.verdict, 'unsure') = 'unsure' WHEN 'all' THEN 1 ELSE r.verdict = p.status END
    AND (x.id IS NULL OR r.first < x.first OR (r.first = x.first AND (r.second < x.second OR (r.second = x.second AND r.id > x.id))))
  ORDER BY r.first DESC, r.second DESC, r.id
  LIMIT (SELECT most FROM params) OFFSET (SELECT skipped FROM params)
)
SELECT c.id, c.kind, c.score, c.topic, c.topic_title, c.review, c.days_between, c.a_speaker, c.a_role, c.a_country, c.a_stance,
  c.a_quote, c.a_day, c.a_publisher, c.a_witnesses, c.b_speaker, c.b_role, c.b_country, c.b_stance, c.b_quote, c.b_day,
  c.b_publisher, c.b_witnesses, c.reasons, w.total
FROM wanted w
CROSS JOIN conflicts c
WHERE c.id = w.id
ORDER BY w.first DESC, w.second DESC, w.id;
