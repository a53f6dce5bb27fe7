-- What every article speaks of most: two claims in articles on one event are told from two that share a word.
--
-- A JSON object of terms with weights, worked out by src/conflict/terms.rs when the article comes in. Documents that
-- were there before have none until they are read again.

PRAGMA user_version = 6;

ALTER TABLE document ADD COLUMN keywords TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(keywords));

INSERT INTO schema_notes (object, column_name, note) VALUES
  ('document', 'keywords', 'JSON object: what the article speaks of most, each term with its weight. @XX is a state, #… a body, %… a town, c:… a concept class.');

-- What is found stays, however weak it turns out beside better ones; the views leave the weak ones out.
ALTER TABLE conflict ADD COLUMN weak INTEGER NOT NULL DEFAULT 0 CHECK (weak IN (0, 1));

INSERT INTO schema_notes (object, column_name, note) VALUES
  ('conflict', 'weak', '1 where so little speaks for it that no view shows it; one that somebody reviewed is never weak.');

DROP VIEW topics;
CREATE VIEW topics AS
SELECT t.id, t.title,
  count(DISTINCT s.claim_id) AS claims, count(DISTINCT s.seq) AS statements,
  count(DISTINCT s.document_id) AS documents, count(DISTINCT coalesce(d.publisher_id, -d.id)) AS publishers,
  count(DISTINCT s.speaker_id) AS speakers, group_concat(DISTINCT s.country) AS countries,
  min(s.day) AS first_day, max(s.day) AS last_day,
  (SELECT count(*) FROM conflict c
   WHERE c.topic_id = t.id AND NOT c.weak AND coalesce((SELECT r.verdict FROM review r
     WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed') AS conflicts,
  (SELECT max(c.score) FROM conflict c
   WHERE c.topic_id = t.id AND NOT c.weak AND coalesce((SELECT r.verdict FROM review r
     WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed') AS score
FROM topic t
CROSS JOIN topic_claim tc ON tc.topic_id = t.id
CROSS JOIN statement s ON s.claim_id = tc.claim_id
JOIN document d ON d.id = s.document_id AND d.current = 1
GROUP BY t.id;

CREATE VIEW conflicts AS
SELECT c.id, c.kind, c.score, c.topic_id AS topic, t.title AS topic_title, c.reasons,
  (SELECT r.verdict FROM review r WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) AS review,
  CASE WHEN a.day IS NULL OR b.day IS NULL THEN NULL
    ELSE CAST(abs(julianday(b.day) - julianday(a.day)) AS INTEGER) END AS days_between,
  a.id AS a_statement, c.claim_a AS a_claim, asp.name AS a_speaker, asp.kind AS a_speaker_kind, a.role AS a_role,
  ao.name AS a_office, a.country AS a_country, a.stance AS a_stance,
  CASE a.content WHEN '' THEN substr(ad.text, json_extract(a.spans, '$[0][0]') + 1,
    json_extract(a.spans, '$[0][1]') - json_extract(a.spans, '$[0][0]')) ELSE a.content END AS a_quote, a.mode AS a_mode,
  a.cue AS a_cue, a.embedded AS a_embedded, a.certainty AS a_certainty, a.day AS a_day, a.said_on AS a_said_on,
  a.said_on_basis AS a_said_on_basis, ad.published AS a_published, ap.name AS a_publisher, ad.key AS a_document,
  ad.title AS a_title, ad.url AS a_url,
  (SELECT count(DISTINCT x.document_id) FROM statement x JOIN document y ON y.id = x.document_id AND y.current = 1
   WHERE x.claim_id = c.claim_a) AS a_documents,
  (SELECT count(DISTINCT coalesce(y.publisher_id, -y.id)) FROM statement x
   JOIN document y ON y.id = x.document_id AND y.current = 1 WHERE x.claim_id = c.claim_a) AS a_publishers,
  b.id AS b_statement, c.claim_b AS b_claim, bsp.name AS b_speaker, bsp.kind AS b_speaker_kind, b.role AS b_role,
  bo.name AS b_office, b.country AS b_country, b.stance AS b_stance,
  CASE b.content WHEN '' THEN substr(bd.text, json_extract(b.spans, '$[0][0]') + 1,
    json_extract(b.spans, '$[0][1]') - json_extract(b.spans, '$[0][0]')) ELSE b.content END AS b_quote, b.mode AS b_mode,
  b.cue AS b_cue, b.embedded AS b_embedded, b.certainty AS b_certainty, b.day AS b_day, b.said_on AS b_said_on,
  b.said_on_basis AS b_said_on_basis, bd.published AS b_published, bp.name AS b_publisher, bd.key AS b_document,
  bd.title AS b_title, bd.url AS b_url,
  (SELECT count(DISTINCT x.document_id) FROM statement x JOIN document y ON y.id = x.document_id AND y.current = 1
   WHERE x.claim_id = c.claim_b) AS b_documents,
  (SELECT count(DISTINCT coalesce(y.publisher_id, -y.id)) FROM statement x
   JOIN document y ON y.id = x.document_id AND y.current = 1 WHERE x.claim_id = c.claim_b) AS b_publishers,
  c.detected_run,
  (SELECT min(count(DISTINCT coalesce(y.publisher_id, -y.id)), count(DISTINCT coalesce(w.original_id, y.id)))
   FROM statement x JOIN document y ON y.id = x.document_id AND y.current = 1
   LEFT JOIN near_copy w ON w.document_id = y.id WHERE x.claim_id = c.claim_a) AS a_witnesses,
  (SELECT min(count(DISTINCT coalesce(y.publisher_id, -y.id)), count(DISTINCT coalesce(w.original_id, y.id)))
   FROM statement x JOIN document y ON y.id = x.document_id AND y.current = 1
   LEFT JOIN near_copy w ON w.document_id = y.id WHERE x.claim_id = c.claim_b) AS b_witnesses
FROM conflict c
JOIN statement a ON a.seq = c.statement_a
JOIN document ad ON ad.id = a.document_id AND ad.current = 1
JOIN speaker asp ON asp.id = a.speaker_id
LEFT JOIN office ao ON ao.id = a.office_id
LEFT JOIN publisher ap ON ap.id = ad.publisher_id
JOIN statement b ON b.seq = c.statement_b
JOIN document bd ON bd.id = b.document_id AND bd.current = 1
JOIN speaker bsp ON bsp.id = b.speaker_id
LEFT JOIN office bo ON bo.id = b.office_id
LEFT JOIN publisher bp ON bp.id = bd.publisher_id
LEFT JOIN topic t ON t.id = c.topic_id
WHERE NOT c.weak;

-- A denial is open where no denial conflict shows what it denies, neither its own nor, in the same matter, one of the
-- same speaker's denials in other words. One that a person dismissed leaves its denial open.
CREATE VIEW open_denials AS
SELECT claim, topic, topic_title, speaker, speaker_kind, country, role, quote, day, first_day, last_day, documents, publishers,
  publisher, document, url, statement, certainty, denied_author
FROM (
  SELECT s.claim_id AS claim, tc.topic_id AS topic, t.title AS topic_title, sp.name AS speaker, sp.kind AS speaker_kind,
    s.country, s.role,
    CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS quote, s.day, p.name AS publisher, d.key AS document, d.url, s.id AS statement,
    s.certainty, n.author AS denied_author,
    row_number() OVER (PARTITION BY s.claim_id
      ORDER BY n.author IS NULL, s.certainty DESC, s.day IS NULL, s.day, s.id, tc.topic_id) AS place,
    min(s.day) OVER (PARTITION BY s.claim_id) AS first_day,
    max(s.day) OVER (PARTITION BY s.claim_id) AS last_day,
    (SELECT count(DISTINCT x.document_id) FROM statement x JOIN document y ON y.id = x.document_id AND y.current = 1
     WHERE x.claim_id = s.claim_id) AS documents,
    (SELECT count(DISTINCT coalesce(y.publisher_id, -y.id)) FROM statement x
     JOIN document y ON y.id = x.document_id AND y.current = 1 WHERE x.claim_id = s.claim_id) AS publishers
  FROM denial n
  CROSS JOIN statement s ON s.seq = n.statement_seq
  JOIN claim c ON c.id = s.claim_id AND c.stance = 'deny'
  JOIN document d ON d.id = s.document_id AND d.current = 1
  JOIN speaker sp ON sp.id = s.speaker_id
  LEFT JOIN publisher p ON p.id = d.publisher_id
  LEFT JOIN topic_claim tc ON tc.claim_id = c.id
  LEFT JOIN topic t ON t.id = tc.topic_id
  WHERE NOT EXISTS (
      SELECT 1 FROM conflict k
      WHERE k.kind = 'denial' AND NOT k.weak AND (k.claim_a = c.id OR k.claim_b = c.id)
        AND coalesce((SELECT r.verdict FROM review r WHERE r.conflict_id = k.id
                      ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed')
    AND NOT EXISTS (
      SELECT 1 FROM topic_claim o
      JOIN claim other ON other.id = o.claim_id AND other.speaker_id = c.speaker_id AND other.stance = 'deny'
      JOIN conflict k ON k.kind = 'denial' AND NOT k.weak AND other.id IN (k.claim_a, k.claim_b)
      WHERE o.topic_id = tc.topic_id
        AND coalesce((SELECT r.verdict FROM review r WHERE r.conflict_id = k.id
                      ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed')
)
WHERE place = 1;
