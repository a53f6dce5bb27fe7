-- The base tables, the full-text indexes and the views on them.
--
-- People open this file with whatever SQLite they have, so nothing here needs a function or tokenizer
-- of ours, and everything keeps to the grammar of SQLite 3.38: one newer word makes the whole file
-- unreadable for them. Base tables are singular and may change by a later migration; the plural views
-- at the end are the interface and only ever grow.
--
-- Never edit this file once it is released: add the next one.

PRAGMA application_id = 0x67736179; -- "gsay"
PRAGMA user_version = 1;

-- ── the run log ────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??Z'),
  finished_at TEXT CHECK (finished_at GLOB '????-??-??T??:??:??Z'),
  command TEXT NOT NULL,
  version TEXT NOT NULL,
  documents_read INTEGER NOT NULL DEFAULT 0,
  documents_added INTEGER NOT NULL DEFAULT 0,
  documents_changed INTEGER NOT NULL DEFAULT 0,
  documents_known INTEGER NOT NULL DEFAULT 0,
  documents_rejected INTEGER NOT NULL DEFAULT 0,
  statements_added INTEGER NOT NULL DEFAULT 0,
  claims_added INTEGER NOT NULL DEFAULT 0,
  conflicts_added INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row for one bad input, however often it comes: the same bytes refused again only move last_run_id.
CREATE TABLE rejection (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run (id),
  last_run_id INTEGER NOT NULL REFERENCES run (id),
  source TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  input BLOB NOT NULL,
  input_hash TEXT NOT NULL,
  created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z'),
  UNIQUE (source, input_hash)
) STRICT;
CREATE INDEX rejection_run ON rejection (run_id);
CREATE INDEX rejection_last_run ON rejection (last_run_id);

-- ── documents ──────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE publisher (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL CHECK (key <> ''),
  version INTEGER NOT NULL CHECK (version >= 1),
  current INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)),
  hash TEXT NOT NULL,
  title TEXT,
  text TEXT NOT NULL,
  title_folded TEXT NOT NULL DEFAULT '',
  text_folded TEXT NOT NULL,
  publisher_id INTEGER REFERENCES publisher (id),
  url TEXT,
  published TEXT CHECK (date(published) IS published),
  published_raw TEXT,
  language TEXT NOT NULL,
  author TEXT,
  metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
  supersedes INTEGER REFERENCES document (id),
  run_id INTEGER NOT NULL REFERENCES run (id),
  UNIQUE (key, version),
  UNIQUE (key, hash)
) STRICT;
-- An edited article is a new version: exactly one version of a key is current.
CREATE UNIQUE INDEX document_current ON document (key) WHERE current = 1;
CREATE INDEX document_hash ON document (hash);
CREATE INDEX document_publisher ON document (publisher_id);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_supersedes ON document (supersedes);
CREATE INDEX document_run ON document (run_id);

-- ── who ────────────────────────────────────────────────────────────────────────────────────────────

CREATE TABLE speaker (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'country', 'group', 'unnamed')),
  country TEXT CHECK (country GLOB '[A-Z][A-Z]')
) STRICT;
CREATE INDEX speaker_country ON speaker (country, kind);

CREATE TABLE speaker_alias (
  speaker_id INTEGER NOT NULL REFERENCES speaker (id) ON DELETE CASCADE,
  alias TEXT NOT NULL,
  folded TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (speaker_id, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX speaker_alias_folded ON speaker_alias (folded);

CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  folded TEXT NOT NULL,
  country TEXT CHECK (country GLOB '[A-Z][A-Z]')
) STRICT;
CREATE UNIQUE INDEX office_folded ON office (folded, coalesce(country, ''));

CREATE TABLE tenure (
  office_id INTEGER NOT NULL REFERENCES office (id) ON DELETE CASCADE,
  speaker_id INTEGER NOT NULL REFERENCES speaker (id) ON DELETE CASCADE,
  first_seen TEXT CHECK (date(first_seen) IS first_seen),
  last_seen TEXT CHECK (date(last_seen) IS last_seen),
  PRIMARY KEY (office_id, speaker_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tenure_speaker ON tenure (speaker_id);

-- ── what ───────────────────────────────────────────────────────────────────────────────────────────

-- One claim is one saying of one speaker; its appearances are the statements that carry its id.
CREATE TABLE claim (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  title TEXT NOT NULL,
  speaker_id INTEGER NOT NULL REFERENCES speaker (id),
  stance TEXT NOT NULL CHECK (stance IN ('affirm', 'deny', 'propose', 'accept', 'reject', 'condition',
    'urge', 'warn', 'expect', 'unaware')),
  statement_seq INTEGER REFERENCES statement (seq) ON DELETE SET NULL
) STRICT;
CREATE INDEX claim_speaker ON claim (speaker_id);
CREATE INDEX claim_statement ON claim (statement_seq);

-- `seq` is local to this file: VACUUM may renumber a hidden rowid, and then full-text hits would point
-- at other people's words. `id` is what the world sees.
CREATE TABLE statement (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE CHECK (id <> ''),
  document_id INTEGER NOT NULL REFERENCES document (id),
  claim_id TEXT NOT NULL REFERENCES claim (id),
  speaker_id INTEGER NOT NULL REFERENCES speaker (id),
  office_id INTEGER REFERENCES office (id),
  source TEXT NOT NULL,
  source_start INTEGER,
  source_end INTEGER CHECK (source_end >= source_start),
  speaker_name TEXT NOT NULL,
  role TEXT,
  country TEXT CHECK (country GLOB '[A-Z][A-Z]'),
  cue TEXT NOT NULL,
  cue_start INTEGER NOT NULL CHECK (cue_start >= 0),
  cue_end INTEGER NOT NULL CHECK (cue_end >= cue_start),
  content TEXT NOT NULL,
  fragments TEXT NOT NULL CHECK (json_valid(fragments)),
  spans TEXT NOT NULL CHECK (json_valid(spans)),
  content_folded TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('direct', 'indirect', 'mixed')),
  stance TEXT NOT NULL CHECK (stance IN ('affirm', 'deny', 'propose', 'accept', 'reject', 'condition',
    'urge', 'warn', 'expect', 'unaware')),
  said_on TEXT CHECK (date(said_on) IS said_on),
  said_on_basis TEXT NOT NULL CHECK (said_on_basis IN ('explicit', 'weekday', 'relative', 'context', 'none')),
  day TEXT CHECK (date(day) IS day),
  embedded INTEGER NOT NULL CHECK (embedded IN (0, 1)),
  parent_id TEXT REFERENCES statement (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
  certainty REAL NOT NULL CHECK (certainty BETWEEN 0 AND 1)
) STRICT;
CREATE INDEX statement_document ON statement (document_id);
CREATE INDEX statement_claim ON statement (claim_id, document_id);
-- wide enough that the view speakers need not touch the rows: 1.4 s become 0.5 s on 20,000 articles
CREATE INDEX statement_speaker ON statement (speaker_id, day, document_id, claim_id);
CREATE INDEX statement_office ON statement (office_id);
CREATE INDEX statement_parent ON statement (parent_id);
CREATE INDEX statement_day ON statement (day);
CREATE INDEX statement_country ON statement (country, day);

CREATE TABLE statement_via (
  statement_seq INTEGER NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  name TEXT NOT NULL,
  PRIMARY KEY (statement_seq, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE figure (
  id INTEGER PRIMARY KEY,
  statement_seq INTEGER NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
  value REAL NOT NULL,
  unit TEXT NOT NULL,
  bound TEXT NOT NULL CHECK (bound IN ('=', '~', '>=', '<=')),
  span_start INTEGER NOT NULL CHECK (span_start >= 0),
  span_end INTEGER NOT NULL CHECK (span_end >= span_start)
) STRICT;
CREATE INDEX figure_statement ON figure (statement_seq);
CREATE INDEX figure_unit ON figure (unit);

CREATE TABLE term (
  id INTEGER PRIMARY KEY,
  term TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE statement_term (
  statement_seq INTEGER NOT NULL REFERENCES statement (seq) ON DELETE CASCADE,
  term_id INTEGER NOT NULL REFERENCES term (id),
  weight REAL NOT NULL,
  PRIMARY KEY (statement_seq, term_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_term_term ON statement_term (term_id);

-- ── how it hangs together ──────────────────────────────────────────────────────────────────────────

CREATE TABLE topic (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  title TEXT NOT NULL
) STRICT;

CREATE TABLE topic_claim (
  topic_id TEXT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
  claim_id TEXT NOT NULL REFERENCES claim (id) ON DELETE CASCADE,
  PRIMARY KEY (topic_id, claim_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_claim_claim ON topic_claim (claim_id);

CREATE TABLE conflict (
  id TEXT PRIMARY KEY NOT NULL CHECK (id <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('denial', 'policy', 'shift', 'figure', 'attribution')),
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  claim_a TEXT NOT NULL REFERENCES claim (id),
  claim_b TEXT NOT NULL REFERENCES claim (id) CHECK (claim_b <> claim_a),
  statement_a INTEGER NOT NULL REFERENCES statement (seq),
  statement_b INTEGER NOT NULL REFERENCES statement (seq),
  topic_id TEXT REFERENCES topic (id) ON DELETE SET NULL,
  reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
  detected_run INTEGER NOT NULL REFERENCES run (id)
) STRICT;
CREATE INDEX conflict_claim_a ON conflict (claim_a);
CREATE INDEX conflict_claim_b ON conflict (claim_b);
CREATE INDEX conflict_statement_a ON conflict (statement_a);
CREATE INDEX conflict_statement_b ON conflict (statement_b);
CREATE INDEX conflict_topic ON conflict (topic_id);
CREATE INDEX conflict_run ON conflict (detected_run);

-- What people decided. No foreign key on purpose: a review outlives the conflict it judged, and finds it
-- again by its id when a later run detects it anew. The words judged are kept beside the verdict.
CREATE TABLE review (
  id INTEGER PRIMARY KEY,
  conflict_id TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'dismissed', 'unsure')),
  reviewer TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T??:??:??Z'),
  speaker_a TEXT NOT NULL,
  content_a TEXT NOT NULL,
  speaker_b TEXT NOT NULL,
  content_b TEXT NOT NULL
) STRICT;
CREATE INDEX review_conflict ON review (conflict_id, created_at, id);
CREATE TRIGGER review_keep BEFORE DELETE ON review BEGIN
  SELECT RAISE(ABORT, 'a review is never deleted: record a new one');
END;
CREATE TRIGGER review_fixed BEFORE UPDATE ON review BEGIN
  SELECT RAISE(ABORT, 'a review is never changed: record a new one');
END;

-- ── full text ──────────────────────────────────────────────────────────────────────────────────────
-- Over the folded columns with the built-in tokenizer, which would cut words at every haraka otherwise.
-- The name is in double quotes because Datasette looks for exactly that.

CREATE VIRTUAL TABLE statement_fts USING fts5(
  content_folded, content="statement", content_rowid="seq", tokenize="unicode61");
CREATE TRIGGER statement_fts_insert AFTER INSERT ON statement BEGIN
  INSERT INTO statement_fts (rowid, content_folded) VALUES (new.seq, new.content_folded);
END;
CREATE TRIGGER statement_fts_delete AFTER DELETE ON statement BEGIN
  INSERT INTO statement_fts (statement_fts, rowid, content_folded) VALUES ('delete', old.seq, old.content_folded);
END;
CREATE TRIGGER statement_fts_update AFTER UPDATE OF seq, content_folded ON statement BEGIN
  INSERT INTO statement_fts (statement_fts, rowid, content_folded) VALUES ('delete', old.seq, old.content_folded);
  INSERT INTO statement_fts (rowid, content_folded) VALUES (new.seq, new.content_folded);
END;

CREATE VIRTUAL TABLE document_fts USING fts5(
  title_folded, text_folded, content="document", content_rowid="id", tokenize="unicode61");
CREATE TRIGGER document_fts_insert AFTER INSERT ON document BEGIN
  INSERT INTO document_fts (rowid, title_folded, text_folded) VALUES (new.id, new.title_folded, new.text_folded);
END;
CREATE TRIGGER document_fts_delete AFTER DELETE ON document BEGIN
  INSERT INTO document_fts (document_fts, rowid, title_folded, text_folded)
    VALUES ('delete', old.id, old.title_folded, old.text_folded);
END;
CREATE TRIGGER document_fts_update AFTER UPDATE OF id, title_folded, text_folded ON document BEGIN
  INSERT INTO document_fts (document_fts, rowid, title_folded, text_folded)
    VALUES ('delete', old.id, old.title_folded, old.text_folded);
  INSERT INTO document_fts (rowid, title_folded, text_folded) VALUES (new.id, new.title_folded, new.text_folded);
END;

-- ── the views: the interface ───────────────────────────────────────────────────────────────────────
-- CROSS JOIN is SQLite's way to fix the order of a join: from the few claims of a topic to their
-- statements, not from every document down.

CREATE VIEW documents AS
SELECT d.key AS id, d.title, p.name AS publisher, d.url, d.published, d.published_raw, d.language, d.author,
  d.version,
  (SELECT count(*) FROM statement s WHERE s.document_id = d.id) AS statements,
  length(d.text) AS characters, d.text, d.hash, d.metadata, d.id AS document_id, d.run_id
FROM document d
LEFT JOIN publisher p ON p.id = d.publisher_id
WHERE d.current = 1;

CREATE VIEW statements AS
SELECT s.id, d.key AS document, s.day, sp.name AS speaker, sp.kind AS speaker_kind, s.role, o.name AS office,
  s.country, s.stance, s.content, s.cue, s.mode, s.said_on, s.said_on_basis, d.published, p.name AS publisher,
  d.title AS document_title, d.url,
  (SELECT json_group_array(name) FROM
    (SELECT v.name FROM statement_via v WHERE v.statement_seq = s.seq ORDER BY v.position)) AS via,
  s.fragments, s.spans, s.embedded, s.parent_id AS parent, s.certainty, s.source,
  s.speaker_name AS speaker_in_document, s.claim_id AS claim, s.speaker_id, s.office_id, s.content_folded,
  s.seq AS statement_seq
FROM statement s
JOIN document d ON d.id = s.document_id AND d.current = 1
JOIN speaker sp ON sp.id = s.speaker_id
LEFT JOIN office o ON o.id = s.office_id
LEFT JOIN publisher p ON p.id = d.publisher_id;

CREATE VIEW speakers AS
SELECT sp.id, sp.name, sp.kind, sp.country,
  coalesce(n.statements, 0) AS statements, coalesce(n.claims, 0) AS claims,
  coalesce(n.documents, 0) AS documents, n.first_day, n.last_day,
  (SELECT group_concat(name, ' | ') FROM
    (SELECT o.name FROM tenure t JOIN office o ON o.id = t.office_id WHERE t.speaker_id = sp.id
     ORDER BY t.last_seen DESC, o.name)) AS offices,
  (SELECT group_concat(alias, ' | ') FROM
    (SELECT a.alias FROM speaker_alias a WHERE a.speaker_id = sp.id AND a.alias <> sp.name
     ORDER BY a.alias)) AS aliases
FROM speaker sp
LEFT JOIN (
  SELECT s.speaker_id, count(*) AS statements, count(DISTINCT s.claim_id) AS claims,
    count(DISTINCT s.document_id) AS documents, min(s.day) AS first_day, max(s.day) AS last_day
  FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
  GROUP BY s.speaker_id
) n ON n.speaker_id = sp.id;

-- A side is shown by one of its statements; `a_publishers` and `a_documents` say how many carry its claim.
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
  c.detected_run
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

CREATE VIEW topics AS
SELECT t.id, t.title,
  count(DISTINCT s.claim_id) AS claims, count(DISTINCT s.seq) AS statements,
  count(DISTINCT s.document_id) AS documents, count(DISTINCT coalesce(d.publisher_id, -d.id)) AS publishers,
  count(DISTINCT s.speaker_id) AS speakers, group_concat(DISTINCT s.country) AS countries,
  min(s.day) AS first_day, max(s.day) AS last_day,
  (SELECT count(*) FROM conflict c
   WHERE c.topic_id = t.id AND coalesce((SELECT r.verdict FROM review r
     WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed') AS conflicts,
  (SELECT max(c.score) FROM conflict c
   WHERE c.topic_id = t.id AND coalesce((SELECT r.verdict FROM review r
     WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed') AS score
FROM topic t
CROSS JOIN topic_claim tc ON tc.topic_id = t.id
CROSS JOIN statement s ON s.claim_id = tc.claim_id
JOIN document d ON d.id = s.document_id AND d.current = 1
GROUP BY t.id;

-- The quote is the surest of the speaker's statements with that stance, then the earliest.
CREATE VIEW positions AS
SELECT g.topic, t.title AS topic_title, g.speaker_id, sp.name AS speaker, sp.kind AS speaker_kind, s.country, g.stance,
  g.first_day, g.last_day, g.claims, g.statements, g.documents, g.publishers, s.content AS quote, s.id AS statement,
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

-- Every claim with its witnesses. A wire report printed by ten papers has ten publishers and one wording.
CREATE VIEW corroborations AS
SELECT c.id AS claim, c.title, c.speaker_id, sp.name AS speaker, sp.kind AS speaker_kind, sp.country, c.stance,
  count(DISTINCT s.document_id) AS documents, count(DISTINCT coalesce(d.publisher_id, -d.id)) AS publishers,
  count(DISTINCT s.content_folded) AS wordings, count(*) AS statements,
  min(s.day) AS first_day, max(s.day) AS last_day, group_concat(DISTINCT p.name) AS publisher_names
FROM claim c
CROSS JOIN statement s ON s.claim_id = c.id
JOIN document d ON d.id = s.document_id AND d.current = 1
JOIN speaker sp ON sp.id = c.speaker_id
LEFT JOIN publisher p ON p.id = d.publisher_id
GROUP BY c.id;

-- A denial conflict that a person dismissed leaves its denial open.
CREATE VIEW open_denials AS
SELECT claim, topic, topic_title, speaker, speaker_kind, country, role, quote, day, first_day, last_day, documents, publishers,
  publisher, document, url, statement, certainty
FROM (
  SELECT s.claim_id AS claim, tc.topic_id AS topic, t.title AS topic_title, sp.name AS speaker, sp.kind AS speaker_kind,
    s.country, s.role, s.content AS quote, s.day, p.name AS publisher, d.key AS document, d.url, s.id AS statement,
    s.certainty,
    row_number() OVER (PARTITION BY s.claim_id ORDER BY s.certainty DESC, s.day IS NULL, s.day, s.id, tc.topic_id) AS place,
    min(s.day) OVER (PARTITION BY s.claim_id) AS first_day,
    max(s.day) OVER (PARTITION BY s.claim_id) AS last_day,
    (SELECT count(DISTINCT x.document_id) FROM statement x JOIN document y ON y.id = x.document_id AND y.current = 1
     WHERE x.claim_id = s.claim_id) AS documents,
    (SELECT count(DISTINCT coalesce(y.publisher_id, -y.id)) FROM statement x
     JOIN document y ON y.id = x.document_id AND y.current = 1 WHERE x.claim_id = s.claim_id) AS publishers
  FROM claim c
  JOIN statement s ON s.claim_id = c.id
  JOIN document d ON d.id = s.document_id AND d.current = 1
  JOIN speaker sp ON sp.id = s.speaker_id
  LEFT JOIN publisher p ON p.id = d.publisher_id
  LEFT JOIN topic_claim tc ON tc.claim_id = c.id
  LEFT JOIN topic t ON t.id = tc.topic_id
  WHERE c.stance = 'deny'
    AND NOT EXISTS (
      SELECT 1 FROM conflict k
      WHERE k.kind = 'denial' AND (k.claim_a = c.id OR k.claim_b = c.id)
        AND coalesce((SELECT r.verdict FROM review r WHERE r.conflict_id = k.id
                      ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed')
)
WHERE place = 1;
