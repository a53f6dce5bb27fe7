-- Who is who: every way in which articles name a speaker, and what people decided about it.
--
-- A speaker is worked out from its mentions, and worked out anew whenever a mention comes in that looks like them, so
-- that the order in which articles come in does not show. A mention is some 120 bytes; there is one for every name,
-- state and office, not for every statement. What people decide is never changed or deleted: the last word counts.

PRAGMA user_version = 5;

CREATE TABLE mention (
  id INTEGER PRIMARY KEY,
  block INTEGER NOT NULL,
  speaker_id INTEGER NOT NULL REFERENCES speaker (id),
  alias TEXT NOT NULL CHECK (alias <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'country', 'group', 'unnamed')),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  office TEXT NOT NULL DEFAULT '',
  document TEXT NOT NULL DEFAULT '',
  statements INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX mention_block ON mention (block);
CREATE INDEX mention_speaker ON mention (speaker_id);

CREATE TABLE speaker_decision (
  id INTEGER PRIMARY KEY,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
  name TEXT NOT NULL,
  other_name TEXT NOT NULL,
  mentions TEXT NOT NULL CHECK (json_valid(mentions)),
  other_mentions TEXT NOT NULL CHECK (json_valid(other_mentions)),
  blocks TEXT NOT NULL CHECK (json_valid(blocks)),
  reviewer TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z')
) STRICT;
CREATE TRIGGER speaker_decision_keep BEFORE DELETE ON speaker_decision BEGIN
  SELECT RAISE(ABORT, 'a decision is never deleted: record a new one');
END;
CREATE TRIGGER speaker_decision_fixed BEFORE UPDATE ON speaker_decision BEGIN
  SELECT RAISE(ABORT, 'a decision is never changed: record a new one');
END;

-- Statements that deny what somebody said, and not merely say something negative.
CREATE TABLE denial (
  statement_seq INTEGER NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
  author TEXT,
  PRIMARY KEY (statement_seq)
) STRICT, WITHOUT ROWID;

INSERT INTO schema_notes (object, column_name, note) VALUES
  ('mention', '', 'One way in which articles name a speaker: a spelling in a state and an office.'),
  ('mention', 'id', 'Row number.'),
  ('mention', 'block', 'Hash by which mentions that may be one speaker find each other.'),
  ('mention', 'speaker_id', 'The speaker it is taken for.'),
  ('mention', 'alias', 'The name as written.'),
  ('mention', 'kind', 'person, organization, country, group or unnamed.'),
  ('mention', 'country', 'State spoken for, ISO 3166-1 alpha-2.'),
  ('mention', 'office', 'The office in a short form; empty where none is told.'),
  ('mention', 'document', 'The article, where the words could be anybody''s outside of it.'),
  ('mention', 'statements', 'How many statements name their speaker so.'),
  ('speaker_decision', '', 'What people decided on who is who; the last word on two names counts.'),
  ('speaker_decision', 'id', 'Row number, in the order of the decisions.'),
  ('speaker_decision', 'verdict', 'same: the two are one speaker; different: they are two.'),
  ('speaker_decision', 'name', 'The one name, as it was shown then.'),
  ('speaker_decision', 'other_name', 'The other name, as it was shown then.'),
  ('speaker_decision', 'mentions', 'JSON list of the names of the one: kind, words, state, office, article.'),
  ('speaker_decision', 'other_mentions', 'JSON list of the names of the other.'),
  ('speaker_decision', 'blocks', 'JSON list of the blocks in which those names stand.'),
  ('speaker_decision', 'reviewer', 'Who decided.'),
  ('speaker_decision', 'note', 'Why.'),
  ('speaker_decision', 'created_at', 'When, in UTC.'),
  ('denial', '', 'Statements that deny what somebody said.'),
  ('denial', 'statement_seq', 'The statement.'),
  ('denial', 'author', 'Who said what is denied, where the words tell it.'),
  ('open_denials', 'denied_author', 'Who said what is denied, where the words tell it.');
