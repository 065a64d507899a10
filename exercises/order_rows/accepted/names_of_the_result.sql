-- Idea: sort by the names that the result has.
SELECT id, name AS who, salary AS pay
FROM Employees
WHERE salary IS NOT NULL
ORDER BY pay DESC, who ASC;
