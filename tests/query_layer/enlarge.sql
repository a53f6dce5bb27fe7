-- Makes twenty thousand documents out of the dozen that are there: every row again, once for each number of `copy`, with
-- keys, ids and days of its own; the people are the same for fifty copies. For tests of how queries grow.
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TEMP TABLE copy AS
WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < 1666) SELECT k, k / 50 + 1 AS people FROM n;
-- real articles have four statements and a half, the seeds nine: two fifths of the copies stay without any
CREATE TEMP VIEW spoken AS SELECT k, people FROM copy WHERE k % 5 < 3;

INSERT INTO publisher (id, name)
SELECT p.id + 100 * n.k, p.name || ' ' || n.k FROM publisher p, copy n WHERE n.k <= 4 AND p.id < 100;

INSERT INTO document (id, key, version, current, hash, title, text, title_folded, text_folded, publisher_id, url, published,
  published_raw, language, author, metadata, supersedes, run_id, terms, published_basis)
SELECT d.id + 100 * n.k, d.key || '-' || n.k, d.version, d.current, d.hash || n.k, d.title, d.text, d.title_folded,
  d.text_folded, d.publisher_id + 100 * (n.k % 5), d.url || '?' || n.k, date(d.published, '+' || n.k || ' days'),
  d.published_raw, d.language, d.author, d.metadata, d.supersedes + 100 * n.k, d.run_id, d.terms, d.published_basis
FROM document d, copy n WHERE d.id < 100;

INSERT INTO near_copy SELECT w.document_id + 100 * n.k, w.original_id + 100 * n.k FROM near_copy w, copy n WHERE w.document_id < 100;

INSERT INTO speaker (id, name, kind, country)
SELECT s.id + 1000 * n.people, s.name || ' ' || n.people, s.kind, s.country
FROM speaker s, (SELECT DISTINCT people FROM copy) n WHERE s.id < 1000;
INSERT INTO speaker_alias SELECT a.speaker_id + 1000 * n.people, a.alias, a.folded, a.reason
FROM speaker_alias a, (SELECT DISTINCT people FROM copy) n WHERE a.speaker_id < 1000;
INSERT INTO office (id, name, folded, country)
SELECT o.id + 1000 * n.people, o.name, o.folded || ' ' || n.people, o.country
FROM office o, (SELECT DISTINCT people FROM copy) n WHERE o.id < 1000;
INSERT INTO tenure SELECT t.office_id + 1000 * n.people, t.speaker_id + 1000 * n.people, date(t.first_seen, '+' || n.people || ' days'),
  date(t.last_seen, '+' || n.people * 50 || ' days')
FROM tenure t, (SELECT DISTINCT people FROM copy) n WHERE t.office_id < 1000;

INSERT INTO claim (id, title, speaker_id, stance, statement_seq, title_end)
SELECT c.id || '-' || n.k, c.title, c.speaker_id + 1000 * n.people, c.stance, c.statement_seq + 1000 * n.k, c.title_end
FROM claim c, spoken n WHERE c.id NOT LIKE '%-%';

INSERT INTO statement (seq, id, document_id, claim_id, speaker_id, office_id, source, source_start, source_end, speaker_name,
  role, country, cue, cue_start, cue_end, content, fragments, spans, content_folded, mode, stance, said_on, said_on_basis, day,
  embedded, parent_id, certainty, wording)
SELECT s.seq + 1000 * n.k, s.id || '-' || n.k, s.document_id + 100 * n.k, s.claim_id || '-' || n.k, s.speaker_id + 1000 * n.people,
  s.office_id + 1000 * n.people, s.source, s.source_start, s.source_end, s.speaker_name, s.role, s.country, s.cue, s.cue_start,
  s.cue_end, s.content, s.fragments, s.spans, s.content_folded, s.mode, s.stance, date(s.said_on, '+' || n.k || ' days'),
  s.said_on_basis, date(s.day, '+' || n.k || ' days'), s.embedded, s.parent_id || '-' || n.k, s.certainty, s.wording
FROM statement s, spoken n WHERE s.seq < 1000;

INSERT INTO statement_via SELECT v.statement_seq + 1000 * n.k, v.position, v.name FROM statement_via v, spoken n WHERE v.statement_seq < 1000;
INSERT INTO figure (statement_seq, value, unit, bound, span_start, span_end)
SELECT f.statement_seq + 1000 * n.k, f.value, f.unit, f.bound, f.span_start, f.span_end FROM figure f, spoken n WHERE f.statement_seq < 1000;
INSERT INTO denial SELECT d.statement_seq + 1000 * n.k, d.author FROM denial d, spoken n WHERE d.statement_seq < 1000;

INSERT INTO topic SELECT t.id || '-' || n.k, t.title FROM topic t, spoken n WHERE t.id NOT LIKE '%-%';
INSERT INTO topic_claim SELECT t.topic_id || '-' || n.k, t.claim_id || '-' || n.k FROM topic_claim t, spoken n WHERE t.topic_id NOT LIKE '%-%';
-- the corpus has one conflict in fourteen articles; here every tenth copy keeps its own
INSERT INTO conflict (id, kind, score, claim_a, claim_b, statement_a, statement_b, topic_id, reasons, detected_run, raw_score, weak)
SELECT c.id || '-' || n.k, c.kind, c.score, c.claim_a || '-' || n.k, c.claim_b || '-' || n.k, c.statement_a + 1000 * n.k,
  c.statement_b + 1000 * n.k, c.topic_id || '-' || n.k, c.reasons, c.detected_run, c.raw_score, c.weak
FROM conflict c, copy n WHERE c.id NOT LIKE '%-%' AND n.k % 10 = 0;
INSERT INTO review (conflict_id, verdict, reviewer, note, created_at, speaker_a, content_a, speaker_b, content_b)
SELECT r.conflict_id || '-' || n.k, r.verdict, r.reviewer, r.note, r.created_at, r.speaker_a, r.content_a, r.speaker_b, r.content_b
FROM review r, copy n WHERE r.conflict_id NOT LIKE '%-%' AND n.k % 10 = 0;

INSERT INTO statement_fts (rowid, content_folded) SELECT seq, content_folded FROM statement_words WHERE seq > 1000;
INSERT INTO document_fts (rowid, title_folded, text_folded) SELECT id, title_folded, text_folded FROM document_words WHERE id > 100;
INSERT INTO speaker_fts (rowid, names_folded)
SELECT speaker_id, group_concat(folded, ' ') FROM speaker_alias WHERE speaker_id > 1000 GROUP BY speaker_id;
DROP VIEW spoken;
DROP TABLE copy;
COMMIT;
PRAGMA foreign_key_check;
