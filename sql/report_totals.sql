-- title: How much there is
-- answers: How many documents, statements and speakers does the database hold, and how many documents are
--   undated?
-- example: documents = 12; undated_documents = 1; statements = 84; speakers = 32
SELECT
  (SELECT count(*) FROM document WHERE current = 1) AS documents,
  (SELECT count(*) FROM document WHERE published IS NULL AND current = 1) AS undated_documents,
  (SELECT count(*) FROM document d JOIN statement s ON s.document_id = d.id WHERE d.current = 1) AS statements,
  -- one look into each speaker's statements is enough, and much cheaper than counting them
  (SELECT count(*) FROM speaker p WHERE EXISTS (
    SELECT 1 FROM statement s JOIN document d ON d.id = s.document_id AND d.current = 1
    WHERE s.speaker_id = p.id)) AS speakers,
  (SELECT max(finished_at) FROM run) AS as_of;
