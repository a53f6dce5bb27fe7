-- A smaller file: what can be worked out from a text is not kept beside it.
--
-- A document's folded text, a statement's words and their folded form are cut out of the text by views; they are kept
-- only where plain SQL does not give exactly the same (presentation forms, words in several pieces), and are '' else.
-- So is a claim's title where it is the beginning of its first statement. On 20,093 articles the file shrinks from 4.9
-- to 3 times the size of the text. Rows enter the full-text indexes by the program, which has the folded words at hand:
-- a trigger would have to work them out again, and SQLite flushes an index before every statement with a trigger.

PRAGMA user_version = 4;

DROP VIEW statements;
DROP VIEW conflicts;    -- made anew by V6
DROP VIEW positions;
DROP VIEW open_denials; -- made anew by V6
DROP VIEW corroborations;
DROP TRIGGER statement_fts_insert;
DROP TRIGGER statement_fts_delete;
DROP TRIGGER statement_fts_update;
DROP TRIGGER document_fts_insert;
DROP TRIGGER document_fts_delete;
DROP TRIGGER document_fts_update;
DROP TABLE statement_fts;
DROP TABLE document_fts;

ALTER TABLE statement ADD COLUMN wording INTEGER;
ALTER TABLE claim ADD COLUMN title_end INTEGER;

-- ── what the views work out ────────────────────────────────────────────────────────────────────────
-- Folding in two steps: marks and spaces, then letters and digits. One expression with all of them would be too deep
-- for the parser of older SQLite.

CREATE VIEW document_words AS
SELECT id,
  CASE title_folded WHEN '' THEN
    lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(title,
      'أ', 'ا'), 'إ', 'ا'), 'آ', 'ا'), 'ٱ', 'ا'), 'ؤ', 'و'), 'ئ', 'ي'), 'ى', 'ي'), 'ة', 'ه'), '٠', '0'), '١', '1'),
      '٢', '2'), '٣', '3'), '٤', '4'), '٥', '5'), '٦', '6'), '٧', '7'), '٨', '8'), '٩', '9'))
  ELSE title_folded END AS title_folded,
  CASE text_folded WHEN '' THEN
    lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text,
      'أ', 'ا'), 'إ', 'ا'), 'آ', 'ا'), 'ٱ', 'ا'), 'ؤ', 'و'), 'ئ', 'ي'), 'ى', 'ي'), 'ة', 'ه'), '٠', '0'), '١', '1'),
      '٢', '2'), '٣', '3'), '٤', '4'), '٥', '5'), '٦', '6'), '٧', '7'), '٨', '8'), '٩', '9'))
  ELSE text_folded END AS text_folded
FROM (
  SELECT id, title_folded, text_folded,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(coalesce(title,
      ''), char(1600), ''), char(1611), ''), char(1612), ''), char(1613), ''), char(1614), ''), char(1615), ''),
      char(1616), ''), char(1617), ''), char(1618), ''), char(1648), ''), char(8204), ''), char(8206), ''),
      char(8207), ''), char(160), ' '), char(9), ' ') AS title,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text,
      char(1600), ''), char(1611), ''), char(1612), ''), char(1613), ''), char(1614), ''), char(1615), ''),
      char(1616), ''), char(1617), ''), char(1618), ''), char(1648), ''), char(8204), ''), char(8206), ''),
      char(8207), ''), char(160), ' '), char(9), ' ') AS text
  FROM document
);

CREATE VIEW statement_words AS
SELECT seq,
  CASE content_folded WHEN '' THEN
    lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(words,
      'أ', 'ا'), 'إ', 'ا'), 'آ', 'ا'), 'ٱ', 'ا'), 'ؤ', 'و'), 'ئ', 'ي'), 'ى', 'ي'), 'ة', 'ه'), '٠', '0'), '١', '1'),
      '٢', '2'), '٣', '3'), '٤', '4'), '٥', '5'), '٦', '6'), '٧', '7'), '٨', '8'), '٩', '9'))
  ELSE content_folded END AS content_folded
FROM (
  SELECT s.seq, s.content_folded,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(words,
      char(1600), ''), char(1611), ''), char(1612), ''), char(1613), ''), char(1614), ''), char(1615), ''),
      char(1616), ''), char(1617), ''), char(1618), ''), char(1648), ''), char(8204), ''), char(8206), ''),
      char(8207), ''), char(160), ' '), char(9), ' ') AS words
  FROM (
    SELECT s.seq, s.content_folded, CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS words
    FROM statement s JOIN document d ON d.id = s.document_id
  ) s
);

-- ── what is kept no longer ─────────────────────────────────────────────────────────────────────────
-- gainsay_wording is the program's: a number that is equal for equal folded words.

UPDATE statement SET wording = gainsay_wording(content_folded);
UPDATE claim SET title_end = length(title) - 2
WHERE title LIKE '% …' AND EXISTS (
  SELECT 1 FROM statement s WHERE s.seq = claim.statement_seq
    AND substr(s.content, 1, length(title) - 2) = substr(title, 1, length(title) - 2));
UPDATE claim SET title = ''
WHERE title_end IS NOT NULL
  OR title = (SELECT s.content FROM statement s WHERE s.seq = claim.statement_seq);
UPDATE statement SET content = ''
WHERE fragments = '[]' AND content = (
  SELECT substr(d.text, json_extract(spans, '$[0][0]') + 1, json_extract(spans, '$[0][1]') - json_extract(spans, '$[0][0]'))
  FROM document d WHERE d.id = statement.document_id);
-- the view gives what is kept where something is: each is tried without
CREATE TEMP TABLE kept AS SELECT seq AS id, content_folded AS folded FROM statement;
UPDATE statement SET content_folded = '';
UPDATE statement SET content_folded = k.folded FROM temp.kept k JOIN statement_words w ON w.seq = k.id
WHERE k.id = statement.seq AND w.content_folded <> k.folded;
DROP TABLE temp.kept;
CREATE TEMP TABLE kept AS SELECT id, title_folded, text_folded FROM document;
UPDATE document SET title_folded = '', text_folded = '';
UPDATE document SET text_folded = k.text_folded FROM temp.kept k JOIN document_words w ON w.id = k.id
WHERE k.id = document.id AND w.text_folded <> k.text_folded;
UPDATE document SET title_folded = k.title_folded FROM temp.kept k JOIN document_words w ON w.id = k.id
WHERE k.id = document.id AND w.title_folded <> k.title_folded;
DROP TABLE temp.kept;

-- Half a hash tells as well which documents to look at closely.
CREATE TABLE narrow_band (
  band INTEGER NOT NULL,
  document_id INTEGER NOT NULL,
  PRIMARY KEY (band, document_id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO narrow_band SELECT band >> 32, document_id FROM shingle_band ORDER BY 1, 2;
DROP TABLE shingle_band;
ALTER TABLE narrow_band RENAME TO shingle_band;

-- most statements have no office and stand in no other, and few documents supersede one
DROP INDEX document_hash;
DROP INDEX document_supersedes;
CREATE INDEX document_supersedes ON document (supersedes) WHERE supersedes IS NOT NULL;
DROP INDEX statement_parent;
CREATE INDEX statement_parent ON statement (parent_id) WHERE parent_id IS NOT NULL;
DROP INDEX statement_office;
CREATE INDEX statement_office ON statement (office_id) WHERE office_id IS NOT NULL;

-- ── full text ──────────────────────────────────────────────────────────────────────────────────────
-- Over the views. Datasette looks for the table's name in double quotes after content=, and finds it in the comment.
-- The index of a row that the program never entered is left alone: taking out what is not there would damage it.
-- INSERT INTO document_fts (document_fts) VALUES ('rebuild') makes an index anew, with any SQLite.

CREATE VIRTUAL TABLE statement_fts USING fts5( /* content="statement" */
  content_folded, content="statement_words", content_rowid="seq", tokenize="unicode61");
INSERT INTO statement_fts (statement_fts) VALUES ('rebuild');
CREATE TRIGGER statement_fts_delete BEFORE DELETE ON statement
WHEN EXISTS (SELECT 1 FROM statement_fts_docsize WHERE id = old.seq) BEGIN
  INSERT INTO statement_fts (statement_fts, rowid, content_folded)
    SELECT 'delete', seq, content_folded FROM statement_words WHERE seq = old.seq;
END;
CREATE TRIGGER statement_fts_leave BEFORE UPDATE OF seq, document_id, spans, content, content_folded ON statement
WHEN EXISTS (SELECT 1 FROM statement_fts_docsize WHERE id = old.seq) BEGIN
  INSERT INTO statement_fts (statement_fts, rowid, content_folded)
    SELECT 'delete', seq, content_folded FROM statement_words WHERE seq = old.seq;
END;
CREATE TRIGGER statement_fts_enter AFTER UPDATE OF seq, document_id, spans, content, content_folded ON statement
BEGIN
  INSERT INTO statement_fts (rowid, content_folded)
    SELECT seq, content_folded FROM statement_words WHERE seq = new.seq;
END;

CREATE VIRTUAL TABLE document_fts USING fts5( /* content="document" */
  title_folded, text_folded, content="document_words", content_rowid="id", tokenize="unicode61");
INSERT INTO document_fts (document_fts) VALUES ('rebuild');
CREATE TRIGGER document_fts_delete BEFORE DELETE ON document
WHEN EXISTS (SELECT 1 FROM document_fts_docsize WHERE id = old.id) BEGIN
  INSERT INTO document_fts (document_fts, rowid, title_folded, text_folded)
    SELECT 'delete', id, title_folded, text_folded FROM document_words WHERE id = old.id;
END;
CREATE TRIGGER document_fts_leave BEFORE UPDATE OF id, title, text, title_folded, text_folded ON document
WHEN EXISTS (SELECT 1 FROM document_fts_docsize WHERE id = old.id) BEGIN
  INSERT INTO document_fts (document_fts, rowid, title_folded, text_folded)
    SELECT 'delete', id, title_folded, text_folded FROM document_words WHERE id = old.id;
END;
CREATE TRIGGER document_fts_enter AFTER UPDATE OF id, title, text, title_folded, text_folded ON document
BEGIN
  INSERT INTO document_fts (rowid, title_folded, text_folded)
    SELECT id, title_folded, text_folded FROM document_words WHERE id = new.id;
END;

-- ── the views that show what is worked out ─────────────────────────────────────────────────────────

CREATE VIEW statements AS
SELECT s.id, d.key AS document, s.day, sp.name AS speaker, sp.kind AS speaker_kind, s.role, o.name AS office,
  s.country, s.stance,
  CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS content, s.cue, s.mode, s.said_on, s.said_on_basis, d.published, p.name AS publisher,
  d.title AS document_title, d.url,
  (SELECT json_group_array(name) FROM
    (SELECT v.name FROM statement_via v WHERE v.statement_seq = s.seq ORDER BY v.position)) AS via,
  CASE WHEN s.fragments = '[]' THEN json_array(CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END) ELSE s.fragments END AS fragments, s.spans, s.embedded, s.parent_id AS parent, s.certainty, s.source,
  s.speaker_name AS speaker_in_document, s.claim_id AS claim, s.speaker_id, s.office_id,
  (SELECT w.content_folded FROM statement_words w WHERE w.seq = s.seq) AS content_folded,
  s.seq AS statement_seq
FROM statement s
JOIN document d ON d.id = s.document_id AND d.current = 1
JOIN speaker sp ON sp.id = s.speaker_id
LEFT JOIN office o ON o.id = s.office_id
LEFT JOIN publisher p ON p.id = d.publisher_id;

CREATE VIEW positions AS
SELECT g.topic, t.title AS topic_title, g.speaker_id, sp.name AS speaker, sp.kind AS speaker_kind, s.country, g.stance,
  g.first_day, g.last_day, g.claims, g.statements, g.documents, g.publishers,
  CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS quote, s.id AS statement,
  s.role, d.key AS document
FROM (
  SELECT topic, speaker_id, stance, min(day) AS first_day, max(day) AS last_day, count(DISTINCT claim_id) AS claims,
    count(*) AS statements, count(DISTINCT document_id) AS documents, count(DISTINCT publisher) AS publishers,
    max(CASE WHEN place = 1 THEN seq END) AS shown
  FROM (
    SELECT tc.topic_id AS topic, s.speaker_id, s.stance, s.day, s.claim_id, s.document_id, s.seq,
      coalesce(d.publisher_id, -d.id) AS publisher,
      row_number() OVER (PARTITION BY tc.topic_id, s.speaker_id, s.stance
        ORDER BY s.certainty DESC, s.day IS NULL, s.day, s.id) AS place
    FROM topic_claim tc
    CROSS JOIN statement s ON s.claim_id = tc.claim_id
    JOIN document d ON d.id = s.document_id AND d.current = 1
  )
  GROUP BY topic, speaker_id, stance
) g
JOIN topic t ON t.id = g.topic
JOIN speaker sp ON sp.id = g.speaker_id
JOIN statement s ON s.seq = g.shown
JOIN document d ON d.id = s.document_id;

CREATE VIEW corroborations AS
SELECT c.id AS claim, coalesce(nullif(c.title, ''), (
    SELECT CASE WHEN c.title_end IS NULL THEN f.content ELSE substr(f.content, 1, c.title_end) || ' …' END
    FROM (SELECT CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS content FROM statement s JOIN document d ON d.id = s.document_id
          WHERE s.seq = c.statement_seq) f)) AS title, c.speaker_id, sp.name AS speaker, sp.kind AS speaker_kind, sp.country, c.stance,
  count(DISTINCT s.document_id) AS documents, count(DISTINCT coalesce(d.publisher_id, -d.id)) AS publishers,
  count(DISTINCT s.wording) AS wordings, count(*) AS statements,
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
  ('statement', 'wording', 'A number that is equal where the folded words are.'),
  ('claim', 'title_end', 'Length of the title in its first statement''s content, where it is the beginning of that.'),
  ('document_words', '', 'The folded words of documents, as they are indexed for search.'),
  ('document_words', 'id', 'The document: document.id.'),
  ('document_words', 'title_folded', 'The folded headline.'),
  ('document_words', 'text_folded', 'The folded text.'),
  ('statement_words', '', 'The folded words of statements, as they are indexed for search.'),
  ('statement_words', 'seq', 'The statement: statement.seq.'),
  ('statement_words', 'content_folded', 'The folded words.');
UPDATE schema_notes SET note = 'Its words; empty where they are what the view corroborations cuts out of its first statement.'
  WHERE object = 'claim' AND column_name = 'title';
UPDATE schema_notes SET note = 'The words; empty where they are one piece of the document''s text, as the view statements shows it.'
  WHERE object = 'statement' AND column_name = 'content';
UPDATE schema_notes SET note = 'content folded for search; empty where the view statement_words works it out.'
  WHERE object = 'statement' AND column_name = 'content_folded';
UPDATE schema_notes SET note = 'Headline folded for search; empty where the view document_words works it out.'
  WHERE object = 'document' AND column_name = 'title_folded';
UPDATE schema_notes SET note = 'Text folded for search (hamza, ya, ta marbuta, diacritics, digits; see the query search_folded); empty where the view document_words works it out.'
  WHERE object = 'document' AND column_name = 'text_folded';
