-- What every article speaks of most: two claims in articles on one event are told from two that share a word.
--
-- A JSON object of terms with weights, worked out by src/conflict/terms.rs when the article comes in. Documents that
-- were there before have none until they are read again.

PRAGMA user_version = 6;

ALTER TABLE document ADD COLUMN keywords TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(keywords));

INSERT INTO schema_notes (object, column_name, note) VALUES
  ('document', 'keywords', 'JSON object: what the article speaks of most, each term with its weight. @XX is a state, #… a body, %… a town, c:… a concept class.');
