-- title: The desk: who decided that two names are one speaker, or two
-- answers: What did people decide on who is who, the last word first?
-- param name = : a name that the decision speaks of; empty for all
-- param limit = 50 : most rows
-- example: verdict = same; reviewer = Amal
SELECT d.id, d.verdict, d.name, d.other_name, d.reviewer, d.note, d.created_at
FROM speaker_decision d
WHERE coalesce(:name, '') = '' OR EXISTS (SELECT 1 FROM json_each(d.mentions) m WHERE instr(m.value, :name))
  OR EXISTS (SELECT 1 FROM json_each(d.other_mentions) m WHERE instr(m.value, :name))
ORDER BY d.id DESC
LIMIT CAST(coalesce(nullif(:limit, ''), 50) AS INTEGER);
