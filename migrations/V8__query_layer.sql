-- The query layer: the views as DuckDB, too, can read them, five more of them, names in full text, and the claims with
-- their witnesses in less than half the time.
--
-- DuckDB hands a view to SQLite, but parses its text first, and one view that it cannot parse makes it refuse to list
-- any: `CROSS JOIN … ON` becomes `CROSS JOIN … WHERE` (SQLite plans both alike), `char(…)` the character itself, `IS NOT` stands
-- before nothing but NULL, and `count(*)` is `count(1)`.

PRAGMA user_version = 8;

DROP VIEW topics;
DROP VIEW positions;
DROP VIEW corroborations;
DROP VIEW open_denials;
DROP VIEW statements;
DROP VIEW statement_words;
DROP VIEW document_words;

-- With day and wording in it, counting the witnesses of all claims need not touch the rows of statements.
DROP INDEX statement_claim;
CREATE INDEX statement_claim ON statement (claim_id, document_id, day, wording);

-- ── folded words ───────────────────────────────────────────────────────────────────────────────────
-- As in V4. Dropped are tatweel, the harakat from tanwin to sukun, the dagger alif, ZWNJ and the two direction marks;
-- no-break space and tab become a blank.

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
      ''),
      'ـ', ''), 'ً', ''), 'ٌ', ''), 'ٍ', ''),
      'َ', ''), 'ُ', ''), 'ِ', ''), 'ّ', ''),
      'ْ', ''), 'ٰ', ''), '‌', ''), '‎',
      ''),
      '‏', ''), ' ', ' '), '	', ' ') AS title,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(text,
      'ـ', ''), 'ً', ''), 'ٌ', ''), 'ٍ', ''),
      'َ', ''), 'ُ', ''), 'ِ', ''), 'ّ', ''),
      'ْ', ''), 'ٰ', ''), '‌', ''), '‎',
      ''),
      '‏', ''), ' ', ' '), '	', ' ') AS text
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
      'ـ', ''), 'ً', ''), 'ٌ', ''), 'ٍ', ''),
      'َ', ''), 'ُ', ''), 'ِ', ''), 'ّ', ''),
      'ْ', ''), 'ٰ', ''), '‌', ''), '‎',
      ''),
      '‏', ''), ' ', ' '), '	', ' ') AS words
  FROM (
    SELECT s.seq, s.content_folded, CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS words
    FROM statement s JOIN document d ON d.id = s.document_id
  ) s
);

-- ── names ──────────────────────────────────────────────────────────────────────────────────────────
-- All spellings of a speaker, so that a search box finds him under any of them. The program enters what changed at the
-- end of a run.

CREATE VIRTUAL TABLE speaker_fts USING fts5(names_folded, tokenize="unicode61");
INSERT INTO speaker_fts (rowid, names_folded)
SELECT speaker_id, group_concat(folded, ' ')
FROM (SELECT speaker_id, folded FROM speaker_alias ORDER BY speaker_id, alias) GROUP BY speaker_id;

-- ── views that are there already ───────────────────────────────────────────────────────────────────

CREATE VIEW statements AS
SELECT s.id, d.key AS document, s.day, sp.name AS speaker, sp.kind AS speaker_kind, s.role, o.name AS office,
  s.country, s.stance,
  CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS content, s.cue,
      s.mode, s.said_on, s.said_on_basis, d.published, p.name AS publisher,
  d.title AS document_title, d.url,
  (SELECT json_group_array(name) FROM
    (SELECT v.name FROM statement_via v WHERE v.statement_seq = s.seq ORDER BY v.position)) AS via,
  CASE WHEN s.fragments = '[]' THEN json_array(CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans,
      '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END) ELSE s.fragments END AS fragments, s.spans, s.embedded, s.parent_id AS parent, s.certainty, s.source,
  s.speaker_name AS speaker_in_document, s.claim_id AS claim, s.speaker_id, s.office_id,
  (SELECT w.content_folded FROM statement_words w WHERE w.seq = s.seq) AS content_folded,
  s.seq AS statement_seq
FROM statement s
JOIN document d ON d.id = s.document_id AND d.current = 1
JOIN speaker sp ON sp.id = s.speaker_id
LEFT JOIN office o ON o.id = s.office_id
LEFT JOIN publisher p ON p.id = d.publisher_id;

CREATE VIEW topics AS
SELECT t.id, t.title,
  count(DISTINCT s.claim_id) AS claims, count(DISTINCT s.seq) AS statements,
  count(DISTINCT s.document_id) AS documents, count(DISTINCT coalesce(d.publisher_id, -d.id)) AS publishers,
  count(DISTINCT s.speaker_id) AS speakers, group_concat(DISTINCT s.country) AS countries,
  min(s.day) AS first_day, max(s.day) AS last_day,
  (SELECT count(1) FROM conflict c
   WHERE c.topic_id = t.id AND NOT c.weak AND coalesce((SELECT r.verdict FROM review r
     WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed') AS conflicts,
  (SELECT max(c.score) FROM conflict c
   WHERE c.topic_id = t.id AND NOT c.weak AND coalesce((SELECT r.verdict FROM review r
     WHERE r.conflict_id = c.id ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed') AS score
FROM topic t
CROSS JOIN topic_claim tc
CROSS JOIN statement s
JOIN document d ON d.id = s.document_id AND d.current = 1
WHERE tc.topic_id = t.id AND s.claim_id = tc.claim_id
GROUP BY t.id;

-- The quote is the surest of the speaker's statements with that stance, then the earliest.
CREATE VIEW positions AS
SELECT g.topic, t.title AS topic_title, g.speaker_id, sp.name AS speaker, sp.kind AS speaker_kind, s.country, g.stance,
  g.first_day, g.last_day, g.claims, g.statements, g.documents, g.publishers,
  CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS quote, s.id AS statement,
  s.role, d.key AS document
FROM (
  SELECT topic, speaker_id, stance, min(day) AS first_day, max(day) AS last_day, count(DISTINCT claim_id) AS claims,
    count(1) AS statements, count(DISTINCT document_id) AS documents, count(DISTINCT publisher) AS publishers,
    max(CASE WHEN place = 1 THEN seq END) AS shown
  FROM (
    SELECT tc.topic_id AS topic, s.speaker_id, s.stance, s.day, s.claim_id, s.document_id, s.seq,
      coalesce(d.publisher_id, -d.id) AS publisher,
      row_number() OVER (PARTITION BY tc.topic_id, s.speaker_id, s.stance
        ORDER BY s.certainty DESC, s.day IS NULL, s.day, s.id) AS place
    FROM topic_claim tc
    CROSS JOIN statement s
    JOIN document d ON d.id = s.document_id AND d.current = 1
    WHERE s.claim_id = tc.claim_id
  )
  GROUP BY topic, speaker_id, stance
) g
JOIN topic t ON t.id = g.topic
JOIN speaker sp ON sp.id = g.speaker_id
JOIN statement s ON s.seq = g.shown
JOIN document d ON d.id = s.document_id;

-- Counted first and named afterwards: what a question leaves out is never looked up.
CREATE VIEW corroborations AS
SELECT g.claim, coalesce(nullif(c.title, ''), (
    SELECT CASE WHEN c.title_end IS NULL THEN f.content ELSE substr(f.content, 1, c.title_end) || ' …' END
    FROM (SELECT CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
            json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS content
          FROM statement s JOIN document d ON d.id = s.document_id WHERE s.seq = c.statement_seq) f)) AS title,
  c.speaker_id, sp.name AS speaker, sp.kind AS speaker_kind, sp.country, c.stance, g.documents, g.publishers, g.wordings,
  g.statements, g.first_day, g.last_day,
  (SELECT group_concat(DISTINCT p.name) FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
   JOIN publisher p ON p.id = d.publisher_id WHERE s.claim_id = g.claim) AS publisher_names,
  min(g.publishers, g.texts) AS witnesses
FROM (
  SELECT s.claim_id AS claim, count(DISTINCT s.document_id) AS documents,
    count(DISTINCT coalesce(d.publisher_id, -d.id)) AS publishers, count(DISTINCT s.wording) AS wordings,
    count(1) AS statements, min(s.day) AS first_day, max(s.day) AS last_day,
    count(DISTINCT coalesce(w.original_id, d.id)) AS texts
  FROM statement s
  JOIN document d ON d.id = s.document_id AND d.current = 1
  LEFT JOIN near_copy w ON w.document_id = d.id
  GROUP BY s.claim_id
) g
JOIN claim c ON c.id = g.claim
JOIN speaker sp ON sp.id = c.speaker_id;

-- A denial is open where no denial conflict shows what it denies, neither its own nor, in the same matter, one of the
-- same speaker's denials in other words. One that a person dismissed leaves its denial open. `claim_a = … OR claim_b = …`
-- is looked up in two indexes, `… IN (claim_a, claim_b)` would go through all conflicts for each denial.
CREATE VIEW open_denials AS
SELECT claim, topic, topic_title, speaker, speaker_kind, country, role, quote, day, first_day, last_day, documents,
      publishers,
  publisher, document, url, statement, certainty, denied_author
FROM (
  SELECT s.claim_id AS claim, tc.topic_id AS topic, t.title AS topic_title, sp.name AS speaker, sp.kind AS speaker_kind,
    s.country, s.role,
    CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS quote, s.day,
      p.name AS publisher, d.key AS document, d.url, s.id AS statement,
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
  CROSS JOIN statement s
  JOIN claim c ON c.id = s.claim_id AND c.stance = 'deny'
  JOIN document d ON d.id = s.document_id AND d.current = 1
  JOIN speaker sp ON sp.id = s.speaker_id
  LEFT JOIN publisher p ON p.id = d.publisher_id
  LEFT JOIN topic_claim tc ON tc.claim_id = c.id
  LEFT JOIN topic t ON t.id = tc.topic_id
  WHERE s.seq = n.statement_seq
    AND NOT EXISTS (
      SELECT 1 FROM conflict k
      WHERE k.kind = 'denial' AND NOT k.weak AND (k.claim_a = c.id OR k.claim_b = c.id)
        AND coalesce((SELECT r.verdict FROM review r WHERE r.conflict_id = k.id
                      ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed')
    AND NOT EXISTS (
      SELECT 1 FROM topic_claim o
      JOIN claim other ON other.id = o.claim_id AND other.speaker_id = c.speaker_id AND other.stance = 'deny'
      JOIN conflict k ON (k.claim_a = other.id OR k.claim_b = other.id) AND k.kind = 'denial' AND NOT k.weak
      WHERE o.topic_id = tc.topic_id
        AND coalesce((SELECT r.verdict FROM review r WHERE r.conflict_id = k.id
                      ORDER BY r.created_at DESC, r.id DESC LIMIT 1), '') <> 'dismissed')
)
WHERE place = 1;

-- ── new views ──────────────────────────────────────────────────────────────────────────────────────

-- One row is one pair of hands that an office was in.
CREATE VIEW offices AS
SELECT o.name AS office, o.country, sp.name AS speaker, sp.kind AS speaker_kind, t.first_seen AS first_day,
  t.last_seen AS last_day,
  (SELECT count(1) FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
   WHERE s.office_id = t.office_id AND s.speaker_id = t.speaker_id) AS statements,
  t.office_id, t.speaker_id
FROM tenure t
JOIN office o ON o.id = t.office_id
JOIN speaker sp ON sp.id = t.speaker_id;

CREATE VIEW figures AS
SELECT f.id, f.value, f.unit, f.bound, s.day, sp.name AS speaker, s.country, s.stance,
  CASE s.content WHEN '' THEN substr(d.text, json_extract(s.spans, '$[0][0]') + 1,
    json_extract(s.spans, '$[0][1]') - json_extract(s.spans, '$[0][0]')) ELSE s.content END AS content,
  substr(d.text, f.span_start + 1, f.span_end - f.span_start) AS words, p.name AS publisher, d.key AS document, d.url,
  s.id AS statement, s.claim_id AS claim, s.speaker_id, s.seq AS statement_seq
FROM figure f
JOIN statement s ON s.seq = f.statement_seq
JOIN document d ON d.id = s.document_id AND d.current = 1
JOIN speaker sp ON sp.id = s.speaker_id
LEFT JOIN publisher p ON p.id = d.publisher_id;

-- Every verdict ever given; the last one on a conflict counts.
CREATE VIEW reviews AS
SELECT r.id, r.conflict_id AS conflict, r.verdict, r.reviewer, r.note, r.created_at,
  NOT EXISTS (SELECT 1 FROM review n WHERE n.conflict_id = r.conflict_id
    AND (n.created_at > r.created_at OR n.created_at = r.created_at AND n.id > r.id)) AS counts,
  c.kind, c.score, c.topic_id AS topic, t.title AS topic_title, r.speaker_a AS a_speaker, r.content_a AS a_quote,
  r.speaker_b AS b_speaker, r.content_b AS b_quote
FROM review r
LEFT JOIN conflict c ON c.id = r.conflict_id
LEFT JOIN topic t ON t.id = c.topic_id;

CREATE VIEW publishers AS
SELECT p.id, p.name, coalesce(a.documents, 0) AS documents, coalesce(s.statements, 0) AS statements,
  coalesce(s.unnamed, 0) AS unnamed_sources, coalesce(a.copies, 0) AS copies, round(s.certainty, 3) AS certainty,
  a.first_day, a.last_day
FROM publisher p
LEFT JOIN (
  SELECT d.publisher_id, count(1) AS documents, count(w.document_id) AS copies, min(d.published) AS first_day,
    max(d.published) AS last_day
  FROM document d
  LEFT JOIN near_copy w ON w.document_id = d.id
    AND EXISTS (SELECT 1 FROM document o WHERE o.id = w.original_id AND o.key <> d.key)
  WHERE d.current = 1
  GROUP BY d.publisher_id
) a ON a.publisher_id = p.id
LEFT JOIN (
  SELECT d.publisher_id, count(1) AS statements, sum(sp.kind = 'unnamed') AS unnamed, avg(s.certainty) AS certainty
  FROM statement s
  JOIN document d ON d.id = s.document_id AND d.current = 1
  JOIN speaker sp ON sp.id = s.speaker_id
  GROUP BY d.publisher_id
) s ON s.publisher_id = p.id;

-- Articles that print another one's text.
CREATE VIEW copies AS
SELECT d.key AS document, d.title, p.name AS publisher, d.published, o.key AS original, op.name AS original_publisher,
  o.published AS original_published, d.url, o.url AS original_url
FROM near_copy w
JOIN document d ON d.id = w.document_id AND d.current = 1
JOIN document o ON o.id = w.original_id AND o.key <> d.key
LEFT JOIN publisher p ON p.id = d.publisher_id
LEFT JOIN publisher op ON op.id = o.publisher_id;

INSERT INTO schema_notes (object, column_name, note) VALUES
  ('speaker_fts', '', 'Full-text index over the folded spellings of speakers; rowid is speaker.id.'),
  ('speaker_fts', 'names_folded', 'All spellings, folded.'),
  ('offices', '', 'Who was seen in which office, and when: one row an office and a holder.'),
  ('offices', 'office', 'The office, as named most often.'),
  ('offices', 'country', 'State of the office, ISO 3166-1 alpha-2.'),
  ('offices', 'speaker', 'Who was seen in it.'),
  ('offices', 'speaker_kind', 'person, organization, country, group or unnamed.'),
  ('offices', 'first_day', 'First day on which an article gives the office to that speaker.'),
  ('offices', 'last_day', 'Last such day.'),
  ('offices', 'statements', 'Statements made in that office.'),
  ('offices', 'office_id', 'Row in office.'),
  ('offices', 'speaker_id', 'Row in speakers.'),
  ('figures', '', 'Numbers in statements, with what is counted.'),
  ('figures', 'id', 'Row number.'),
  ('figures', 'value', 'The number.'),
  ('figures', 'unit', 'What is counted or measured, folded and in the singular.'),
  ('figures', 'bound', '= exactly, ~ about, >= at least, <= at most.'),
  ('figures', 'day', 'Day of the saying, else of publication.'),
  ('figures', 'speaker', 'Who gives it.'),
  ('figures', 'country', 'State spoken for, ISO 3166-1 alpha-2.'),
  ('figures', 'stance', 'Stance toward the statement.'),
  ('figures', 'content', 'The statement''s words.'),
  ('figures', 'words', 'The number as written.'),
  ('figures', 'publisher', 'Paper.'),
  ('figures', 'document', 'Article, see documents.'),
  ('figures', 'url', 'Address of the article.'),
  ('figures', 'statement', 'See statements.'),
  ('figures', 'claim', 'See corroborations.'),
  ('figures', 'speaker_id', 'Row in speakers.'),
  ('figures', 'statement_seq', 'Row number of the statement in this file.'),
  ('reviews', '', 'Every verdict that people gave, the last on a conflict counts.'),
  ('reviews', 'id', 'Row number.'),
  ('reviews', 'conflict', 'See conflicts; one that was found no longer keeps its reviews.'),
  ('reviews', 'verdict', 'confirmed, dismissed or unsure.'),
  ('reviews', 'reviewer', 'Who gave it.'),
  ('reviews', 'note', 'Why.'),
  ('reviews', 'created_at', 'UTC.'),
  ('reviews', 'counts', '1 for the last verdict on its conflict.'),
  ('reviews', 'kind', 'Kind of the conflict; empty where it is found no longer.'),
  ('reviews', 'score', 'How sure the program is, 0 to 1.'),
  ('reviews', 'topic', 'See topics.'),
  ('reviews', 'topic_title', 'Title of the topic.'),
  ('reviews', 'a_speaker', 'Speaker of the one side, as judged.'),
  ('reviews', 'a_quote', 'Words of the one side, as judged.'),
  ('reviews', 'b_speaker', 'Speaker of the other side, as judged.'),
  ('reviews', 'b_quote', 'Words of the other side, as judged.'),
  ('publishers', '', 'Papers, agencies and sites, with what they carry.'),
  ('publishers', 'id', 'Row number.'),
  ('publishers', 'name', 'Name as given.'),
  ('publishers', 'documents', 'Articles.'),
  ('publishers', 'statements', 'Statements in them.'),
  ('publishers', 'unnamed_sources', 'Statements whose source is not named.'),
  ('publishers', 'copies', 'Articles that print another one''s text.'),
  ('publishers', 'certainty', 'How sure the extraction is on average, 0 to 1.'),
  ('publishers', 'first_day', 'First day of publication.'),
  ('publishers', 'last_day', 'Last day of publication.'),
  ('copies', '', 'Articles that print another one''s text, with small changes.'),
  ('copies', 'document', 'The copy, see documents.'),
  ('copies', 'title', 'Its headline.'),
  ('copies', 'publisher', 'Its paper.'),
  ('copies', 'published', 'Its day.'),
  ('copies', 'original', 'The article that stands for the group: the first of them that was stored.'),
  ('copies', 'original_publisher', 'Paper of that one.'),
  ('copies', 'original_published', 'Day of that one.'),
  ('copies', 'url', 'Address of the copy.'),
  ('copies', 'original_url', 'Address of the other.');
