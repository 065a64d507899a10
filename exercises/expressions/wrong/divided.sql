-- This is a twelfth of the salary, and the bonus; a year is more than a month.
-- Look at the sign between salary and 12.
SELECT id, name, salary / 12 + 500
FROM Employees;
