-- title: The desk: the countries that speak
-- answers: Which countries do speakers speak for?
-- example: country = KZ
SELECT DISTINCT s.country FROM statement s WHERE s.country IS NOT NULL ORDER BY s.country;
