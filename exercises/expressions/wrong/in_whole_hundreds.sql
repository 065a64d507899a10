-- The pay is rounded to hundreds; the task wants it as it is.
-- Look at the function around your calculation.
SELECT id, name, ROUND((salary * 12 + 500) / 100) * 100
FROM Employees;
