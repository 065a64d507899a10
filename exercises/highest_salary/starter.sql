-- Sort, and take the first: it sounds right. And if two share the highest salary?
SELECT id, name
FROM Employees
ORDER BY salary DESC
LIMIT 1;
