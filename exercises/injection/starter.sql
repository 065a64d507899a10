-- This finds a word anywhere in a name. What does it find if somebody searches for %?
SELECT id, name
FROM Customers
WHERE name LIKE '%' || $name || '%'
ORDER BY id;
