-- The sign _ still stands for any character.
-- Which signs have a meaning in a pattern?
SELECT id, name
FROM Customers
WHERE name LIKE '%' || replace(replace($name, '!', '!!'), '%', '!%') || '%' ESCAPE '!'
ORDER BY id;
