-- title: Search, blind to spelling
-- answers: Which statements and documents contain all these words, however hamza, ya, ta marbuta, diacritics,
--   tatweel and digits are written, with or without the article and و ف ب ل ك before them? Best first.
--   The folding is spelled out below, so that it can be taken over into any other query.
-- param words = كازاخستان : the words, as anybody would type them
-- param kind = : statement or document; empty for both
-- param most = 50 : how many of each
WITH RECURSIVE
params (words, kind, most) AS (
  SELECT coalesce(:words, 'كازاخستان'), coalesce(:kind, ''), CAST(coalesce(:most, 50) AS INTEGER)
),
-- fold: code point by code point, the same way the stored *_folded columns were made
place (at) AS (
  SELECT 1 UNION ALL SELECT at + 1 FROM place, params WHERE at < length(words)
),
letter (at, c, letter) AS (
  SELECT at, unicode(substr(words, at, 1)), substr(words, at, 1) FROM place, params
),
shape (at, shape) AS (
  SELECT at, CASE
    -- harakat, Koranic marks, tatweel, invisible marks: dropped
    WHEN c BETWEEN 0x0610 AND 0x061A OR c BETWEEN 0x064B AND 0x065F OR c IN (0x0670, 0x0640) THEN ''
    WHEN c BETWEEN 0x06D6 AND 0x06DC OR c BETWEEN 0x06DF AND 0x06E8 OR c BETWEEN 0x06EA AND 0x06ED THEN ''
    WHEN c BETWEEN 0x200B AND 0x200F OR c BETWEEN 0x202A AND 0x202E OR c BETWEEN 0x2060 AND 0x2069 THEN ''
    WHEN c IN (0xFEFF, 0x00AD, 0x061C) THEN ''
    -- one letter, many shapes
    WHEN letter IN ('أ', 'إ', 'آ', 'ٱ', 'ٲ', 'ٳ') THEN 'ا'
    WHEN letter = 'ؤ' THEN 'و'
    WHEN letter IN ('ئ', 'ى', 'ی', 'ې', 'ے') THEN 'ي'
    WHEN letter IN ('ة', 'ۃ', 'ە', 'ۀ') THEN 'ه'
    WHEN letter IN ('ک', 'ڪ') THEN 'ك'
    -- Arabic and Persian digits
    WHEN c BETWEEN 0x0660 AND 0x0669 THEN char(c - 0x0660 + 48)
    WHEN c BETWEEN 0x06F0 AND 0x06F9 THEN char(c - 0x06F0 + 48)
    -- what stands between words, or would be read as query syntax
    WHEN c < 128 AND letter NOT GLOB '[0-9A-Za-z]' THEN ' '
    WHEN c BETWEEN 0x2000 AND 0x206F OR c IN (0x00A0, 0x00AB, 0x00BB, 0x060C, 0x061B, 0x061F, 0x3000) THEN ' '
    ELSE lower(letter) END
  FROM letter
),
folded (text) AS (
  SELECT group_concat(shape, '') || ' ' FROM (SELECT shape FROM shape ORDER BY at)
),
-- split into words
split (word, rest) AS (
  SELECT '', text FROM folded
  UNION ALL
  SELECT substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM split WHERE rest <> ''
),
-- a word in Arabic letters stands for itself with and without what is written together with it
stem (word, bare) AS (
  SELECT word, CASE WHEN word GLOB 'ال???*' THEN substr(word, 3) ELSE word END FROM split WHERE word <> ''
),
proclitic (form) AS (
  VALUES (''), ('و'), ('ف'), ('ب'), ('ل'), ('ك'), ('ال'), ('وال'), ('فال'), ('بال'), ('كال'), ('لل'), ('ول'), ('وب'), ('ولل'), ('وبال')
),
term (match) AS (
  SELECT CASE WHEN unicode(word) BETWEEN 0x0600 AND 0x06FF
    THEN '("' || word || '" OR ' || (SELECT group_concat('"' || form || bare || '"', ' OR ') FROM proclitic) || ')'
    ELSE '"' || word || '"' END
  FROM stem
),
query (match) AS (
  SELECT coalesce(group_concat(match, ' AND '), '""') FROM term
),
hit (kind, rowid_, rank) AS (
  SELECT * FROM (SELECT 'statement', f.rowid, f.rank FROM statement_fts f, params p
    WHERE f.statement_fts MATCH (SELECT match FROM query) AND p.kind IN ('', 'statement')
    ORDER BY f.rank LIMIT (SELECT most FROM params))
  UNION ALL
  SELECT * FROM (SELECT 'document', f.rowid, f.rank FROM document_fts f, params p
    WHERE f.document_fts MATCH (SELECT match FROM query) AND p.kind IN ('', 'document')
    ORDER BY f.rank LIMIT (SELECT most FROM params))
)
SELECT h.kind, s.day, s.speaker, s.stance, s.content AS words, s.publisher, s.document, s.url, s.id AS statement,
  round(-h.rank, 3) AS score
FROM hit h JOIN statements s ON s.statement_seq = h.rowid_ WHERE h.kind = 'statement'
UNION ALL
SELECT h.kind, d.published, NULL, NULL, coalesce(d.title, substr(d.text, 1, 120)), d.publisher, d.id, d.url, NULL,
  round(-h.rank, 3)
FROM hit h JOIN documents d ON d.document_id = h.rowid_ WHERE h.kind = 'document'
ORDER BY 1 DESC, score DESC, 7, 9;
