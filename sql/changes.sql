-- title: What edited articles changed
-- answers: Which statements stand in only one of two versions of an article that was edited, word for word?
-- param since = : only edits that came in on this day (YYYY-MM-DD) or later; empty for all
-- param document = : only this article; empty for all
-- example: document = dam-5; version = 2; change = vanished; speaker = هالة المجالي; stance = deny;
--   words = يكون السد قد تضرر من السيول
WITH params (since, document) AS (
  SELECT coalesce(:since, ''), coalesce(:document, '')
),
edit (before_id, after_id, document, version, found_at) AS (
  SELECT o.id, n.id, n.key, n.version, r.started_at
  FROM document n
  JOIN document o ON o.id = n.supersedes
  JOIN run r ON r.id = n.run_id
  CROSS JOIN params p
  WHERE (p.since = '' OR r.started_at >= p.since) AND (p.document = '' OR n.key = p.document)
),
told (document_id, words, speaker, stance, seq) AS (
  SELECT s.document_id, w.content_folded, s.speaker_name, s.stance, s.seq
  FROM statement s JOIN statement_words w ON w.seq = s.seq
  WHERE s.document_id IN (SELECT before_id FROM edit UNION SELECT after_id FROM edit)
)
SELECT e.document, e.version, e.found_at, 'vanished' AS change, t.speaker, t.stance, t.words
FROM edit e JOIN told t ON t.document_id = e.before_id
WHERE NOT EXISTS (SELECT 1 FROM told n WHERE n.document_id = e.after_id AND n.words = t.words
  AND n.speaker = t.speaker AND n.stance = t.stance)
UNION ALL
SELECT e.document, e.version, e.found_at, 'appeared', t.speaker, t.stance, t.words
FROM edit e JOIN told t ON t.document_id = e.after_id
WHERE NOT EXISTS (SELECT 1 FROM told o WHERE o.document_id = e.before_id AND o.words = t.words
  AND o.speaker = t.speaker AND o.stance = t.stance)
ORDER BY 3, 1, 2, 4 DESC;
