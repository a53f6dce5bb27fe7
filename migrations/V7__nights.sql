-- Nightly ingestion: what is remembered of sources between runs, how every visit to a feed went, how every run
-- ended, which rejections were settled since, and what an article's date stands on.

PRAGMA user_version = 7;

ALTER TABLE document ADD COLUMN published_basis TEXT CHECK (published_basis IN ('given', 'json_ld', 'open_graph',
  'meta', 'time', 'dateline', 'feed', 'option'));

ALTER TABLE run ADD COLUMN outcome TEXT CHECK (outcome IN ('done', 'stopped', 'failed', 'killed'));
ALTER TABLE run ADD COLUMN error TEXT;
ALTER TABLE run ADD COLUMN feeds_read INTEGER NOT NULL DEFAULT 0;
ALTER TABLE run ADD COLUMN feeds_failed INTEGER NOT NULL DEFAULT 0;
UPDATE run SET outcome = CASE WHEN finished_at IS NULL THEN 'killed' ELSE 'done' END;

ALTER TABLE rejection ADD COLUMN settled_run INTEGER REFERENCES run (id);
CREATE INDEX rejection_settled_run ON rejection (settled_run);
CREATE INDEX rejection_waiting ON rejection (source) WHERE settled_run IS NULL;

CREATE TABLE feed (
  id INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE CHECK (url <> ''),
  title TEXT,
  etag TEXT,
  last_modified TEXT,
  fresh_until TEXT CHECK (fresh_until GLOB '????-??-??T??:??:??Z'),
  read_at TEXT CHECK (read_at GLOB '????-??-??T??:??:??Z'),
  failing_since TEXT CHECK (failing_since GLOB '????-??-??T??:??:??Z'),
  failures INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE feed_visit (
  feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
  run_id INTEGER NOT NULL REFERENCES run (id),
  visited_at TEXT NOT NULL CHECK (visited_at GLOB '????-??-??T??:??:??Z'),
  outcome TEXT NOT NULL CHECK (outcome IN ('read', 'unchanged', 'fresh', 'failed')),
  status INTEGER CHECK (status BETWEEN 100 AND 999),
  detail TEXT NOT NULL DEFAULT '',
  entries INTEGER NOT NULL DEFAULT 0,
  entries_failed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (feed_id, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_visit_run ON feed_visit (run_id);

CREATE TABLE page (
  url TEXT PRIMARY KEY NOT NULL CHECK (url <> ''),
  document_key TEXT,
  etag TEXT,
  last_modified TEXT,
  fresh_until TEXT CHECK (fresh_until GLOB '????-??-??T??:??:??Z'),
  run_id INTEGER NOT NULL REFERENCES run (id),
  in_feed INTEGER NOT NULL DEFAULT 0 CHECK (in_feed IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX page_run ON page (run_id);
CREATE INDEX page_document ON page (document_key);

CREATE TABLE file (
  path TEXT PRIMARY KEY NOT NULL CHECK (path <> ''),
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  modified INTEGER NOT NULL,
  documents INTEGER NOT NULL DEFAULT 0,
  run_id INTEGER NOT NULL REFERENCES run (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_run ON file (run_id);

-- ── the views ──────────────────────────────────────────────────────────────────────────────────────

DROP VIEW documents;
CREATE VIEW documents AS
SELECT d.key AS id, d.title, p.name AS publisher, d.url, d.published, d.published_raw, d.language, d.author,
  d.version,
  (SELECT count(*) FROM statement s WHERE s.document_id = d.id) AS statements,
  length(d.text) AS characters, d.text, d.hash, d.metadata, d.id AS document_id, d.run_id, d.published_basis
FROM document d
LEFT JOIN publisher p ON p.id = d.publisher_id
WHERE d.current = 1;

CREATE VIEW runs AS
SELECT r.id, r.started_at, r.finished_at, r.outcome, r.command, r.version, r.documents_read, r.documents_added,
  r.documents_changed, r.documents_known, r.documents_rejected, r.statements_added, r.conflicts_added, r.feeds_read,
  r.feeds_failed, CAST(round((julianday(r.finished_at) - julianday(r.started_at)) * 86400) AS INTEGER) AS seconds,
  r.error
FROM run r;

CREATE VIEW feeds AS
SELECT f.url AS id, f.title, v.outcome, v.status, v.detail, v.entries, v.entries_failed, v.visited_at, f.read_at,
  f.failing_since, f.failures, f.fresh_until, f.etag, f.last_modified, f.id AS feed_id, v.run_id
FROM feed f
LEFT JOIN feed_visit v ON v.feed_id = f.id
  AND v.run_id = (SELECT max(l.run_id) FROM feed_visit l WHERE l.feed_id = f.id);

CREATE VIEW rejections AS
SELECT r.id, r.source, r.reason, r.detail, length(r.input) AS bytes, r.created_at, first.started_at AS first_seen,
  last.started_at AS last_seen, r.settled_run IS NOT NULL AS settled, r.run_id, r.last_run_id, r.settled_run,
  r.input_hash
FROM rejection r
JOIN run first ON first.id = r.run_id
JOIN run last ON last.id = r.last_run_id;

-- ── notes ──────────────────────────────────────────────────────────────────────────────────────────

INSERT INTO schema_notes (object, column_name, note) VALUES
  ('document', 'published_basis', 'What says when it was published: given (JSON, front matter), json_ld, open_graph, meta, time, dateline (the page), feed (its entry), option (--published).'),
  ('documents', 'published_basis', 'What says when it was published: given, json_ld, open_graph, meta, time, dateline, feed, option.'),
  ('run', 'outcome', 'done; stopped by a signal; failed with an error; killed from outside; empty while under way.'),
  ('run', 'error', 'What a failed run said last.'),
  ('run', 'feeds_read', 'Feeds that were read, or had nothing new.'),
  ('run', 'feeds_failed', 'Feeds that could not be read.'),
  ('rejection', 'settled_run', 'Run in which it was read after all; empty while it waits.'),
  ('feed', '', 'Lists of articles that papers publish, with what their servers said the last time.'),
  ('feed', 'id', 'Row number.'),
  ('feed', 'url', 'Address as in the list of feeds.'),
  ('feed', 'title', 'Its own title, else the one in the list.'),
  ('feed', 'etag', 'ETag, to be sent back as it is.'),
  ('feed', 'last_modified', 'Last-Modified, to be sent back as it is.'),
  ('feed', 'fresh_until', 'UTC; until then it is not asked, because its server said so.'),
  ('feed', 'read_at', 'UTC of the last visit that went well.'),
  ('feed', 'failing_since', 'UTC of the first of the failures that have not ended; empty where the last visit went well.'),
  ('feed', 'failures', 'Failures in a row.'),
  ('feed_visit', '', 'Every visit to every feed.'),
  ('feed_visit', 'feed_id', 'The feed.'),
  ('feed_visit', 'run_id', 'The run.'),
  ('feed_visit', 'visited_at', 'UTC.'),
  ('feed_visit', 'outcome', 'read; unchanged by its server''s word; fresh, so not asked; failed.'),
  ('feed_visit', 'status', 'HTTP status of the last answer.'),
  ('feed_visit', 'detail', 'What was wrong.'),
  ('feed_visit', 'entries', 'Entries in it.'),
  ('feed_visit', 'entries_failed', 'Entries that could not be had this time and are tried again.'),
  ('page', '', 'Pages of articles that were fetched, with what their servers said the last time.'),
  ('page', 'url', 'Address as the feed gives it.'),
  ('page', 'document_key', 'Public id of its document.'),
  ('page', 'etag', 'ETag, to be sent back as it is.'),
  ('page', 'last_modified', 'Last-Modified, to be sent back as it is.'),
  ('page', 'fresh_until', 'UTC; until then it is not asked.'),
  ('page', 'run_id', 'Run of the last visit.'),
  ('page', 'in_feed', '1 where the page could not be had, and the text in the feed was taken.'),
  ('file', '', 'Files of folders that were read to their end: while size and time are the same, they are not read again.'),
  ('file', 'path', 'Absolute path.'),
  ('file', 'bytes', 'Size.'),
  ('file', 'modified', 'Time of the last change, nanoseconds since 1970.'),
  ('file', 'documents', 'Documents in it.'),
  ('file', 'run_id', 'Run that read it.'),
  ('runs', '', 'The run log: one row a call that wrote.'),
  ('runs', 'id', 'Number, ascending.'),
  ('runs', 'started_at', 'UTC.'),
  ('runs', 'finished_at', 'UTC; empty for a run that was cut off or is under way.'),
  ('runs', 'outcome', 'done; stopped by a signal; failed with an error; killed from outside; empty while under way.'),
  ('runs', 'command', 'What was called.'),
  ('runs', 'version', 'Version of gainsay.'),
  ('runs', 'documents_read', 'Documents read, good or bad.'),
  ('runs', 'documents_added', 'New documents.'),
  ('runs', 'documents_changed', 'New versions of edited documents.'),
  ('runs', 'documents_known', 'Documents that were there already.'),
  ('runs', 'documents_rejected', 'Documents refused, see rejections.'),
  ('runs', 'statements_added', 'Statements stored.'),
  ('runs', 'conflicts_added', 'Conflicts not there before.'),
  ('runs', 'feeds_read', 'Feeds that were read, or had nothing new.'),
  ('runs', 'feeds_failed', 'Feeds that could not be read.'),
  ('runs', 'seconds', 'How long it took.'),
  ('runs', 'error', 'What a failed run said last.'),
  ('feeds', '', 'Every feed with its last visit.'),
  ('feeds', 'id', 'Address.'),
  ('feeds', 'title', 'Its title.'),
  ('feeds', 'outcome', 'Of the last visit: read, unchanged, fresh, failed.'),
  ('feeds', 'status', 'HTTP status of the last answer.'),
  ('feeds', 'detail', 'What was wrong.'),
  ('feeds', 'entries', 'Entries in it.'),
  ('feeds', 'entries_failed', 'Entries that could not be had and are tried again.'),
  ('feeds', 'visited_at', 'UTC of the last visit.'),
  ('feeds', 'read_at', 'UTC of the last visit that went well.'),
  ('feeds', 'failing_since', 'UTC of the first of the failures that have not ended.'),
  ('feeds', 'failures', 'Failures in a row.'),
  ('feeds', 'fresh_until', 'UTC; until then it is not asked.'),
  ('feeds', 'etag', 'ETag of its server.'),
  ('feeds', 'last_modified', 'Last-Modified of its server.'),
  ('feeds', 'feed_id', 'Row number in feed.'),
  ('feeds', 'run_id', 'Run of the last visit.'),
  ('rejections', '', 'Inputs that were refused; the table rejection keeps them whole.'),
  ('rejections', 'id', 'Number, for gainsay retry.'),
  ('rejections', 'source', 'File or address it came from.'),
  ('rejections', 'reason', 'Why, in words that group alike.'),
  ('rejections', 'detail', 'The particulars.'),
  ('rejections', 'bytes', 'Size of what is kept.'),
  ('rejections', 'created_at', 'UTC of the first time.'),
  ('rejections', 'first_seen', 'UTC, begin of the run in which it first came.'),
  ('rejections', 'last_seen', 'UTC, begin of the run in which it last came.'),
  ('rejections', 'settled', '1 where it was read after all.'),
  ('rejections', 'run_id', 'Run in which it first came.'),
  ('rejections', 'last_run_id', 'Run in which it last came.'),
  ('rejections', 'settled_run', 'Run in which it was read after all.'),
  ('rejections', 'input_hash', 'SHA-256 of what is kept.');
