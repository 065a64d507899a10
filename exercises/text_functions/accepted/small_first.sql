-- Idea: whatever the letters were before.
SELECT e.id, UPPER(LOWER(e.name)), LENGTH(LOWER(e.name))
FROM Employees AS e
ORDER BY e.name;
