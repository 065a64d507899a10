-- An employee whose salary is NULL shows 500 here; the task wants NULL.
-- Look at what you put in the place of NULL.
SELECT id, name, COALESCE(salary, 0) * 12 + 500
FROM Employees;
