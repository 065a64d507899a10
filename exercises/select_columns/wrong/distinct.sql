-- Two employees with the same name and the same salary become one row here; the task wants every employee.
-- Look at the word after SELECT: it leaves out rows that look alike.
SELECT DISTINCT name, salary
FROM Employees;
