-- Idea: from low to high by the salary below zero.
SELECT id, name, salary
FROM Employees
WHERE salary IS NOT NULL
ORDER BY -salary, name;
