-- How much the database holds: the head line of the contradiction report.
SELECT
  (SELECT count(*) FROM documents) AS documents,
  (SELECT count(*) FROM documents WHERE published IS NULL) AS undated_documents,
  (SELECT count(*) FROM statements) AS statements,
  (SELECT count(DISTINCT speaker_id) FROM statements) AS speakers;
