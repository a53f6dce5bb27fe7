-- title: How much there is
-- answers: How many documents, statements and speakers does the database hold, and how many documents are
--   undated?
SELECT
  (SELECT count(*) FROM documents) AS documents,
  (SELECT count(*) FROM documents WHERE published IS NULL) AS undated_documents,
  (SELECT count(*) FROM statements) AS statements,
  (SELECT count(DISTINCT speaker_id) FROM statements) AS speakers;
