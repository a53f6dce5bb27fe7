-- title: Topics
-- answers: Which matters are the conflicts and claims about, how many sides and papers do they have, and
--   when were they talked about?
-- param country = : two-letter code of a state that must have spoken; empty for all
-- param since = : last talked about on this day or later; undated ones pass; empty for all
-- example: title = المحادثات مع كازاخستان وقرغيزيا على…; claims = 15; statements = 20; publishers = 4;
--   speakers = 11; countries = KZ,TR,RU,KG; conflicts = 33
WITH params (country, since) AS (
  SELECT upper(coalesce(:country, '')), coalesce(:since, '')
)
SELECT t.*
FROM topics t, params p
WHERE (p.country = '' OR instr(',' || t.countries || ',', ',' || p.country || ','))
  AND (p.since = '' OR t.last_day IS NULL OR t.last_day >= p.since)
ORDER BY t.conflicts DESC, t.documents DESC, t.id;
