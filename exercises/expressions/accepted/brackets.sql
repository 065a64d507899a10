-- Idea: brackets that say what would be done anyway.
SELECT e.id, e.name, (e.salary * 12) + 500 AS total
FROM Employees AS e;
