-- Near copies: which documents print another one's text, found when they come in; and a smaller file.
--
-- The terms of statements are worked out anew from their words when they are compared: kept here they were a sixth of
-- the file, and were out of date whenever the concept classes changed. Statements in one piece (nearly all) no longer
-- keep that piece twice.

PRAGMA user_version = 3;

-- One row for a run of equal minimum hashes of a document's five-word shingles: documents that share a band are
-- looked at closely. See src/ingest/copies.rs.
CREATE TABLE shingle_band (
  band INTEGER NOT NULL,
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  PRIMARY KEY (band, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shingle_band_document ON shingle_band (document_id);

-- Every document of a group of near copies, with the one that stands for the group.
CREATE TABLE near_copy (
  document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  original_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  PRIMARY KEY (document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX near_copy_original ON near_copy (original_id);

DROP TABLE statement_term;
DROP TABLE term;
DELETE FROM schema_notes WHERE object IN ('term', 'statement_term');

UPDATE statement SET fragments = '[]' WHERE json_array_length(fragments) = 1;
UPDATE schema_notes SET note = 'JSON list of the pieces of the content; empty where it is in one piece.'
  WHERE object = 'statement' AND column_name = 'fragments';

DROP VIEW statements;
CREATE VIEW statements AS
SELECT s.id, d.key AS document, s.day, sp.name AS speaker, sp.kind AS speaker_kind, s.role, o.name AS office,
  s.country, s.stance, s.content, s.cue, s.mode, s.said_on, s.said_on_basis, d.published, p.name AS publisher,
  d.title AS document_title, d.url,
  (SELECT json_group_array(name) FROM
    (SELECT v.name FROM statement_via v WHERE v.statement_seq = s.seq ORDER BY v.position)) AS via,
  CASE WHEN s.fragments = '[]' THEN json_array(s.content) ELSE s.fragments END AS fragments, s.spans, s.embedded, s.parent_id AS parent, s.certainty, s.source,
  s.speaker_name AS speaker_in_document, s.claim_id AS claim, s.speaker_id, s.office_id, s.content_folded,
  s.seq AS statement_seq
FROM statement s
JOIN document d ON d.id = s.document_id AND d.current = 1
JOIN speaker sp ON sp.id = s.speaker_id
LEFT JOIN office o ON o.id = s.office_id
LEFT JOIN publisher p ON p.id = d.publisher_id;

-- What two claims score by themselves; `score` is lower where one of them stands in better conflicts.
ALTER TABLE conflict ADD COLUMN raw_score REAL NOT NULL DEFAULT 0 CHECK (raw_score BETWEEN 0 AND 1);
UPDATE conflict SET raw_score = score;

-- `a_witnesses` and `b_witnesses` count papers, and near copies once.
DROP VIEW conflicts;
CREATE VIEW conflicts AS
SELECT c.id, c.kind, c.score, c.topic_id AS topic, t.title AS topic_title, c.reasons,
  (SELECT r.verdict FROM review r WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1) AS review,
  CASE WHEN a.day IS NULL OR b.day IS NULL THEN NULL
    ELSE CAST(abs(julianday(b.day) - julianday(a.day)) AS INTEGER) END AS days_between,
  a.id AS a_statement, c.claim_a AS a_claim, asp.name AS a_speaker, asp.kind AS a_speaker_kind, a.role AS a_role,
  ao.name AS a_office, a.country AS a_country, a.stance AS a_stance, a.content AS a_quote, a.mode AS a_mode,
  a.cue AS a_cue, a.embedded AS a_embedded, a.certainty AS a_certainty, a.day AS a_day, a.said_on AS a_said_on,
  a.said_on_basis AS a_said_on_basis, ad.published AS a_published, ap.name AS a_publisher, ad.key AS a_document,
  ad.title AS a_title, ad.url AS a_url,
  (SELECT count(DISTINCT x.document_id) FROM statement x JOIN document y ON y.id = x.document_id AND y.current = 1
   WHERE x.claim_id = c.claim_a) AS a_documents,
  (SELECT count(DISTINCT coalesce(y.publisher_id, -y.id)) FROM statement x
   JOIN document y ON y.id = x.document_id AND y.current = 1 WHERE x.claim_id = c.claim_a) AS a_publishers,
  b.id AS b_statement, c.claim_b AS b_claim, bsp.name AS b_speaker, bsp.kind AS b_speaker_kind, b.role AS b_role,
  bo.name AS b_office, b.country AS b_country, b.stance AS b_stance, b.content AS b_quote, b.mode AS b_mode,
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
LEFT JOIN topic t ON t.id = c.topic_id;

DROP VIEW corroborations;
CREATE VIEW corroborations AS
SELECT c.id AS claim, c.title, c.speaker_id, sp.name AS speaker, sp.kind AS speaker_kind, sp.country, c.stance,
  count(DISTINCT s.document_id) AS documents, count(DISTINCT coalesce(d.publisher_id, -d.id)) AS publishers,
  count(DISTINCT s.content_folded) AS wordings, count(*) AS statements,
  min(s.day) AS first_day, max(s.day) AS last_day, group_concat(DISTINCT p.name) AS publisher_names,
  min(count(DISTINCT coalesce(d.publisher_id, -d.id)), count(DISTINCT coalesce(w.original_id, d.id))) AS witnesses
FROM claim c
CROSS JOIN statement s ON s.claim_id = c.id
JOIN document d ON d.id = s.document_id AND d.current = 1
JOIN speaker sp ON sp.id = c.speaker_id
LEFT JOIN publisher p ON p.id = d.publisher_id
LEFT JOIN near_copy w ON w.document_id = d.id
GROUP BY c.id;

INSERT INTO schema_notes (object, column_name, note) VALUES
  ('shingle_band', '', 'Index by which near copies find each other.'),
  ('shingle_band', 'band', 'Hash of a few minimum hashes of the text''s five-word shingles.'),
  ('shingle_band', 'document_id', 'The document.'),
  ('near_copy', '', 'Documents that print one text, with small changes.'),
  ('near_copy', 'document_id', 'A document of the group.'),
  ('near_copy', 'original_id', 'The document that stands for the group: the first of them that was stored.'),
  ('conflict', 'raw_score', 'What the two claims score by themselves, 0 to 1.'),
  ('conflicts', 'a_witnesses', 'How many papers carry the one side independently: near copies count once.'),
  ('conflicts', 'b_witnesses', 'How many papers carry the other side independently.'),
  ('corroborations', 'witnesses', 'How many papers carry it independently: near copies count once.');
