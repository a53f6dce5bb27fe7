-- What every article speaks of most takes a third of the room: it is compared with that of other articles, by hash, and
-- nobody reads it.

PRAGMA user_version = 10;

ALTER TABLE document ADD COLUMN terms BLOB NOT NULL DEFAULT x'' CHECK (length(terms) % 6 = 0);
UPDATE document SET terms = gainsay_packed(keywords) WHERE keywords <> '{}';
ALTER TABLE document DROP COLUMN keywords;

DELETE FROM schema_notes WHERE object = 'document' AND column_name = 'keywords';
INSERT INTO schema_notes (object, column_name, note) VALUES
  ('document', 'terms', 'What the article speaks of most, to be compared with other articles: for each term the upper half of its FNV-1a hash and its weight in tenths, in 4 and 2 bytes.');
