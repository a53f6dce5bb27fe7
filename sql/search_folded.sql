-- title: Search, blind to spelling
-- answers: Which statements and documents contain all these words, however hamza, ya, ta marbuta, diacritics,
--   tatweel, digits and presentation forms are written, with or without the article and the particles before them?
--   Best first, statements before documents. The folding is spelled out below, so that it can be taken over into any
--   other query. gainsay search runs this file with `match`, and adds phrases, AND, OR, NOT and beginnings.
-- param words = كازاخستان : the words, as anybody would type them
-- param match = : a query of FTS5 in folded words, instead of words; empty for none
-- param kind = : statement or document; empty for both
-- param since = : said, or published, on this day (2017-06-01) or later; empty for all
-- param until = : said, or published, on this day or earlier; empty for all
-- param country = : two-letter code of the state spoken for, statements only; empty for all
-- param speaker = : a part of a speaker's name, folded, statements only; empty for all
-- param publisher = : a part of a paper's name; empty for all
-- param most = 50 : how many of each
-- example: kind = statement; day = 2017-06-23; speaker = روسيا; stance = propose;
--   words = نشر جنود من كازاخستان وقرغيزستان في…; publisher = شرفة الشام
WITH RECURSIVE
params (words, match, kind, since, until, country, speaker, publisher, most) AS (
  SELECT coalesce(nullif(:words, ''), 'كازاخستان'), coalesce(:match, ''), coalesce(:kind, ''), coalesce(:since, ''),
    coalesce(:until, ''), upper(coalesce(:country, '')), coalesce(:speaker, ''), coalesce(:publisher, ''),
    CAST(coalesce(nullif(:most, ''), 50) AS INTEGER)
),
-- fold: code point by code point, the same way the folded words of the index were made
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
    -- presentation forms and their commonest ligatures
    WHEN c BETWEEN 0xFE80 AND 0xFEF4 THEN substr('ءااااووااييييااببببههتتتتثثثثججججححححخخخخددذذررززسسسسششششصصصصضضضضططططظظظظععععغغغغففففققققككككللللممممننننههههوويييييي', c - 0xFE80 + 1, 1)
    WHEN c BETWEEN 0xFEF5 AND 0xFEFC THEN 'لا'
    WHEN c BETWEEN 0xFB50 AND 0xFBB1 THEN substr('ااٻٻٻٻپپپپڀڀڀڀٺٺٺٺٿٿٿٿٹٹٹٹڤڤڤڤڦڦڦڦڄڄڄڄڃڃڃڃچچچچڇڇڇڇڍڍڌڌڎڎڈڈژژڑڑككككگگگگڳڳڳڳڱڱڱڱںںڻڻڻڻههہہہہھھھھييۓۓ', c - 0xFB50 + 1, 1)
    WHEN c BETWEEN 0xFBFC AND 0xFBFF THEN 'ي'
    WHEN c = 0xFDF2 THEN 'الله'
    WHEN c = 0xFDFA THEN 'صلي الله عليه وسلم'
    -- Arabic and Persian digits
    WHEN c BETWEEN 0x0660 AND 0x0669 THEN char(c - 0x0660 + 48)
    WHEN c BETWEEN 0x06F0 AND 0x06F9 THEN char(c - 0x06F0 + 48)
    -- what stands between words, or would be read as query syntax
    WHEN c < 128 AND letter NOT GLOB '[0-9A-Za-z]' THEN ' '
    WHEN c BETWEEN 0x2000 AND 0x206F OR c BETWEEN 0x066A AND 0x066D
      OR c IN (0x00A0, 0x00AB, 0x00BB, 0x060C, 0x061B, 0x061F, 0x06D4, 0x3000) THEN ' '
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
-- what no article has is tried without the particle that it may begin with
known (word) AS (
  SELECT CASE WHEN word GLOB '[فبلك]????*' AND NOT EXISTS (SELECT 1 FROM document_fts f
      WHERE f.document_fts MATCH '"' || word || '"') THEN substr(word, 2) ELSE word END
  FROM split WHERE word <> ''
),
-- a word in Arabic letters stands for itself with and without what is written together with it; its "and" may be a letter
-- of its own as well
stem (word, bare, without_and) AS (
  SELECT word, bare, CASE WHEN bare GLOB 'و????*' THEN substr(bare, 2) ELSE bare END
  FROM (SELECT word, CASE WHEN word GLOB '[وفبك]ال???*' OR word GLOB 'ولل???*' THEN substr(word, 4)
      WHEN word GLOB 'ال???*' OR word GLOB 'لل???*' THEN substr(word, 3) ELSE word END AS bare
    FROM known)
),
proclitic (form) AS (
  VALUES (''), ('و'), ('ف'), ('ب'), ('ل'), ('ك'), ('ال'), ('وال'), ('فال'), ('بال'), ('كال'), ('لل'), ('ول'), ('وب'), ('ولل'), ('وبال')
),
term (match) AS (
  SELECT CASE WHEN unicode(word) BETWEEN 0x0600 AND 0x06FF
    THEN '("' || word || '" OR ' || (SELECT group_concat('"' || form || bare || '" OR "' || form || without_and || '"', ' OR ') FROM proclitic) || ')'
    ELSE '"' || word || '"' END
  FROM stem
),
query (match) AS (
  SELECT CASE p.match WHEN '' THEN (SELECT coalesce(group_concat(match, ' AND '), '""') FROM term) ELSE p.match END
  FROM params p
),
named (id) AS (
  SELECT DISTINCT a.speaker_id FROM speaker_alias a, params p WHERE p.speaker <> '' AND instr(a.folded, p.speaker)
),
-- CROSS JOIN: from the hits to their rows
hit (kind, rowid_, rank) AS (
  SELECT * FROM (SELECT 'statement', f.rowid, f.rank
    FROM params p CROSS JOIN statement_fts f CROSS JOIN statement s CROSS JOIN document d
    LEFT JOIN publisher u ON u.id = d.publisher_id
    WHERE f.statement_fts MATCH (SELECT match FROM query) AND s.seq = f.rowid AND d.id = s.document_id AND d.current
      AND p.kind IN ('', 'statement') AND (p.since = '' OR s.day >= p.since) AND (p.until = '' OR s.day <= p.until)
      AND (p.country = '' OR s.country = p.country) AND (p.publisher = '' OR instr(u.name, p.publisher))
      AND (p.speaker = '' OR s.speaker_id IN (SELECT id FROM named))
    ORDER BY f.rank, f.rowid LIMIT (SELECT most FROM params))
  UNION ALL
  SELECT * FROM (SELECT 'document', f.rowid, f.rank
    FROM params p CROSS JOIN document_fts f CROSS JOIN document d LEFT JOIN publisher u ON u.id = d.publisher_id
    WHERE f.document_fts MATCH (SELECT match FROM query) AND d.id = f.rowid AND d.current
      AND p.kind IN ('', 'document') AND p.country = '' AND p.speaker = ''
      AND (p.since = '' OR d.published >= p.since) AND (p.until = '' OR d.published <= p.until)
      AND (p.publisher = '' OR instr(u.name, p.publisher))
    ORDER BY f.rank, f.rowid LIMIT (SELECT most FROM params))
)
SELECT h.kind, s.day, s.speaker, s.role, s.country, s.stance, s.content AS words, s.publisher, s.document_title AS title,
  s.document, s.url, s.id AS statement, round(-h.rank, 3) AS score
FROM hit h JOIN statements s ON s.statement_seq = h.rowid_ WHERE h.kind = 'statement'
UNION ALL
SELECT h.kind, d.published, NULL, NULL, NULL, NULL, substr(d.text, 1, 160), d.publisher, d.title, d.id, d.url, NULL,
  round(-h.rank, 3)
FROM hit h JOIN documents d ON d.document_id = h.rowid_ WHERE h.kind = 'document'
ORDER BY 1 DESC, score DESC, 10, 12;
