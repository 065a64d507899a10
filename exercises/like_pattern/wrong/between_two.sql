-- A name that begins or ends with a hyphen is missing: the underscores want a character on each side.
-- The percent sign is content with none.
SELECT id, name
FROM Customers
WHERE name LIKE '%_-_%';
