-- This is the pay of one month with the bonus.
-- A year has twelve salaries.
SELECT id, name, salary + 500
FROM Employees;
