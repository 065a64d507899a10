-- An employee without a salary shows 0 here, as if working for nothing; the task wants NULL to stay.
-- Look at what you do with the salary before it is shown.
SELECT name, COALESCE(salary, 0)
FROM Employees;
