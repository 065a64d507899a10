-- Idea: lowest and highest are the ends of a sorted list.
SELECT
    SUM(salary),
    AVG(salary),
    (SELECT salary FROM Employees WHERE salary IS NOT NULL ORDER BY salary LIMIT 1),
    (SELECT salary FROM Employees WHERE salary IS NOT NULL ORDER BY salary DESC LIMIT 1)
FROM Employees;
