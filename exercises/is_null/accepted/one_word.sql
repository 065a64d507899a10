-- Idea: ISNULL behind the column, in one word.
SELECT e.id, e.name
FROM Employees AS e
WHERE e.salary ISNULL
ORDER BY e.id;
