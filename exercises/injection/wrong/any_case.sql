-- Names in other case are found as well, and % still finds everybody.
-- Look at the first letter of ILIKE.
SELECT id, name
FROM Customers
WHERE name ILIKE '%' || $name || '%'
ORDER BY id;
