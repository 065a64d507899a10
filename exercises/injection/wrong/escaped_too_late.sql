-- The escape signs that were just put in are escaped again, so that % and _ have their meaning back.
-- In which order must the three signs be replaced?
SELECT id, name
FROM Customers
WHERE name LIKE '%' || replace(replace(replace($name, '%', '\%'), '_', '\_'), '\', '\\') || '%' ESCAPE '\'
ORDER BY id;
