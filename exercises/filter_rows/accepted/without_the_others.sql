-- Idea: all employees but those who earn less, the same, or nothing known.
SELECT id, name FROM Employees
EXCEPT
SELECT id, name FROM Employees WHERE salary <= 5000 OR salary IS NULL;
