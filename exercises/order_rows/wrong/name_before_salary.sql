-- The names are in order, and the salary decides only among those of one name.
-- The column that decides first is written first.
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY name, salary DESC;
