-- Corrections: what people say a statement is, where the machine read it wrongly; and verdicts that follow the words
-- they judged.
--
-- A correction is never changed or deleted: the last value of each field counts, and an 'undo' takes back all that was
-- said before it. Corrections outlive the statement, as reviews outlive the conflict: there is no foreign key on
-- purpose, and a statement that is extracted anew under its id is corrected again. What the machine reads of a corrected
-- statement is kept beside it, so that its reading can stand again, and be found in an edited article; it is some 200
-- bytes for each corrected statement, and nothing for the others.

PRAGMA user_version = 9;

CREATE TABLE correction (
  id INTEGER PRIMARY KEY,
  statement_id TEXT NOT NULL CHECK (statement_id <> ''),
  action TEXT NOT NULL CHECK (action IN ('correct', 'undo')),
  speaker TEXT CHECK (speaker <> ''),
  speaker_kind TEXT CHECK (speaker_kind IN ('person', 'organization', 'country', 'group', 'unnamed')),
  role TEXT CHECK (role <> ''),
  country TEXT CHECK (country = 'none' OR country GLOB '[A-Z][A-Z]'),
  stance TEXT CHECK (stance IN ('affirm', 'deny', 'propose', 'accept', 'reject', 'condition', 'urge', 'warn', 'expect',
    'unaware')),
  span_start INTEGER CHECK (span_start >= 0),
  span_end INTEGER CHECK (span_end > span_start),
  reviewer TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z'),
  document TEXT NOT NULL,
  was_speaker TEXT NOT NULL,
  was_role TEXT,
  was_country TEXT,
  was_stance TEXT NOT NULL,
  was_content TEXT NOT NULL,
  CHECK ((span_start IS NULL) = (span_end IS NULL)),
  CHECK (action = 'correct' OR coalesce(speaker, speaker_kind, role, country, stance, span_start) IS NULL),
  CHECK (action = 'undo' OR coalesce(speaker, speaker_kind, role, country, stance, span_start) IS NOT NULL)
) STRICT;
CREATE INDEX correction_statement ON correction (statement_id, id);
CREATE TRIGGER correction_keep BEFORE DELETE ON correction BEGIN
  SELECT RAISE(ABORT, 'a correction is never deleted: record a new one');
END;
CREATE TRIGGER correction_fixed BEFORE UPDATE ON correction BEGIN
  SELECT RAISE(ABORT, 'a correction is never changed: record a new one');
END;

CREATE TABLE machine_reading (
  statement_seq INTEGER NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
  speaker TEXT NOT NULL,
  speaker_kind TEXT NOT NULL CHECK (speaker_kind IN ('person', 'organization', 'country', 'group', 'unnamed')),
  role TEXT,
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  stance TEXT NOT NULL CHECK (stance IN ('affirm', 'deny', 'propose', 'accept', 'reject', 'condition', 'urge', 'warn',
    'expect', 'unaware')),
  spans TEXT NOT NULL CHECK (json_valid(spans)),
  PRIMARY KEY (statement_seq)
) STRICT, WITHOUT ROWID;

-- A pair that was judged keeps its verdict where it comes under another id.
CREATE INDEX review_words ON review (content_a, content_b);

-- Lists of the review desk leave out earlier versions without touching the articles: there are few.
CREATE INDEX document_earlier ON document (id) WHERE current = 0;

-- Every correction ever made; `counts` where something of it holds, `applies` where its statement is there.
CREATE VIEW corrections AS
SELECT c.id, c.statement_id AS statement, c.document, c.action, c.speaker, c.speaker_kind, c.role, c.country, c.stance,
  c.span_start, c.span_end, c.reviewer, c.note, c.created_at,
  EXISTS (SELECT 1 FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
    WHERE s.id = c.statement_id) AS applies,
  NOT EXISTS (SELECT 1 FROM correction n WHERE n.statement_id = c.statement_id AND n.id > c.id AND n.action = 'undo')
  AND (c.action = 'undo' AND NOT EXISTS (SELECT 1 FROM correction n WHERE n.statement_id = c.statement_id AND n.id > c.id)
    OR c.speaker IS NOT NULL AND NOT EXISTS (SELECT 1 FROM correction n
      WHERE n.statement_id = c.statement_id AND n.id > c.id AND n.speaker IS NOT NULL)
    OR c.speaker_kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM correction n
      WHERE n.statement_id = c.statement_id AND n.id > c.id AND n.speaker_kind IS NOT NULL)
    OR c.role IS NOT NULL AND NOT EXISTS (SELECT 1 FROM correction n
      WHERE n.statement_id = c.statement_id AND n.id > c.id AND n.role IS NOT NULL)
    OR c.country IS NOT NULL AND NOT EXISTS (SELECT 1 FROM correction n
      WHERE n.statement_id = c.statement_id AND n.id > c.id AND n.country IS NOT NULL)
    OR c.stance IS NOT NULL AND NOT EXISTS (SELECT 1 FROM correction n
      WHERE n.statement_id = c.statement_id AND n.id > c.id AND n.stance IS NOT NULL)
    OR c.span_start IS NOT NULL AND NOT EXISTS (SELECT 1 FROM correction n
      WHERE n.statement_id = c.statement_id AND n.id > c.id AND n.span_start IS NOT NULL)) AS counts,
  c.was_speaker, c.was_role, c.was_country, c.was_stance, c.was_content
FROM correction c;

INSERT INTO schema_notes (object, column_name, note) VALUES
  ('correction', '', 'What people corrected of statements; the last value of each field counts.'),
  ('correction', 'id', 'Row number, in the order of the corrections.'),
  ('correction', 'statement_id', 'Id of the statement; it may be there no longer.'),
  ('correction', 'action', 'correct: the values given hold; undo: what the machine reads holds again.'),
  ('correction', 'speaker', 'Who said it; empty where this correction leaves that.'),
  ('correction', 'speaker_kind', 'person, organization, country, group or unnamed; empty where it is left.'),
  ('correction', 'role', 'Office of the speaker, none where there is none; empty where it is left.'),
  ('correction', 'country', 'State spoken for, ISO 3166-1 alpha-2, none where there is none; empty where it is left.'),
  ('correction', 'stance', 'Stance toward the bare proposition; empty where it is left.'),
  ('correction', 'span_start', 'First code point of the words said, from 0; empty where they are left.'),
  ('correction', 'span_end', 'One past their last code point.'),
  ('correction', 'reviewer', 'Who corrected.'),
  ('correction', 'note', 'Why.'),
  ('correction', 'created_at', 'When, in UTC.'),
  ('correction', 'document', 'The article: document.key.'),
  ('correction', 'was_speaker', 'Speaker of the statement before.'),
  ('correction', 'was_role', 'Office before.'),
  ('correction', 'was_country', 'State before.'),
  ('correction', 'was_stance', 'Stance before.'),
  ('correction', 'was_content', 'Words before.'),
  ('machine_reading', '', 'What the machine reads of statements that people corrected.'),
  ('machine_reading', 'statement_seq', 'The statement.'),
  ('machine_reading', 'speaker', 'Speaker as the article calls him.'),
  ('machine_reading', 'speaker_kind', 'person, organization, country, group or unnamed.'),
  ('machine_reading', 'role', 'Office as written.'),
  ('machine_reading', 'country', 'State spoken for, ISO 3166-1 alpha-2.'),
  ('machine_reading', 'stance', 'Stance toward the bare proposition.'),
  ('machine_reading', 'spans', 'JSON list of [start, end) code points in document.text.'),
  ('corrections', '', 'Every correction that people made of statements, the last value of each field counts.'),
  ('corrections', 'id', 'Row number, in the order of the corrections.'),
  ('corrections', 'statement', 'See statements; one that is there no longer keeps its corrections.'),
  ('corrections', 'document', 'Article, see documents.'),
  ('corrections', 'action', 'correct: the values given hold; undo: what the machine reads holds again.'),
  ('corrections', 'speaker', 'Who said it; empty where this correction leaves that.'),
  ('corrections', 'speaker_kind', 'person, organization, country, group or unnamed; empty where it is left.'),
  ('corrections', 'role', 'Office of the speaker, none where there is none; empty where it is left.'),
  ('corrections', 'country', 'State spoken for, ISO 3166-1 alpha-2, none where there is none; empty where it is left.'),
  ('corrections', 'stance', 'Stance toward the bare proposition; empty where it is left.'),
  ('corrections', 'span_start', 'First code point of the words said, from 0; empty where they are left.'),
  ('corrections', 'span_end', 'One past their last code point.'),
  ('corrections', 'reviewer', 'Who corrected.'),
  ('corrections', 'note', 'Why.'),
  ('corrections', 'created_at', 'UTC.'),
  ('corrections', 'applies', '1 where the statement is in the database, in the present version of its article.'),
  ('corrections', 'counts', '1 where something of it holds: no later correction of the statement says otherwise.'),
  ('corrections', 'was_speaker', 'Speaker of the statement before.'),
  ('corrections', 'was_role', 'Office before.'),
  ('corrections', 'was_country', 'State before.'),
  ('corrections', 'was_stance', 'Stance before.'),
  ('corrections', 'was_content', 'Words before.');
