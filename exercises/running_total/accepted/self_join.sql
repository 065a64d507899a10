-- Idea: everybody beside all that come before, and then the sum.
SELECT e.id, e.salary, SUM(o.salary)
FROM Employees AS e
JOIN Employees AS o ON o.salary < e.salary OR o.salary = e.salary AND o.id <= e.id
GROUP BY e.id, e.salary;
