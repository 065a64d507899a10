-- If nothing was searched for, everybody is found: an empty text is part of every name.
-- What does a comparison with NULL give, if it is left alone?
SELECT id, name
FROM Customers
WHERE contains(name, COALESCE($name, ''))
ORDER BY id;
