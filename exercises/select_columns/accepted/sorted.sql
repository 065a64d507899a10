-- Idea: sort as well; the task leaves the order free.
SELECT name, salary
FROM Employees
ORDER BY salary DESC, id;
