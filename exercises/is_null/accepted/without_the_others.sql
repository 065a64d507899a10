-- Idea: all employees but those whose salary is known.
SELECT id, name FROM Employees
EXCEPT
SELECT id, name FROM Employees WHERE salary IS NOT NULL;
