-- Idea: a query for each word, one below the other.
SELECT id, 'high' AS pay FROM Employees WHERE salary >= 6000
UNION ALL
SELECT id, 'middle' FROM Employees WHERE salary >= 4000 AND salary < 6000
UNION ALL
SELECT id, 'low' FROM Employees WHERE salary < 4000
UNION ALL
SELECT id, 'unknown' FROM Employees WHERE salary IS NULL;
