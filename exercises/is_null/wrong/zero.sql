-- These are employees with an agreed salary of 0. NULL is something else: no salary is known.
-- How does one ask for NULL?
SELECT id, name
FROM Employees
WHERE salary = 0;
