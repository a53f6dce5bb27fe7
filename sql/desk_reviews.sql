-- title: The desk: verdicts, the last one first
-- answers: Who judged what, when and why?
-- param conflict = : id of a conflict; empty for all
-- param limit = 50 : most rows
-- example: verdict = confirmed; reviewer = Amal; kind = denial
SELECT r.id, r.conflict, r.verdict, r.reviewer, r.note, r.created_at, r.counts, r.kind, r.a_speaker, r.a_quote, r.b_speaker,
  r.b_quote
FROM reviews r
WHERE coalesce(:conflict, '') = '' OR r.conflict = :conflict
ORDER BY r.created_at DESC, r.id DESC
LIMIT CAST(coalesce(nullif(:limit, ''), 50) AS INTEGER);
