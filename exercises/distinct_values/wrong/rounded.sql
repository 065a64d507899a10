-- Two amounts that differ by cents become one here, and one that nobody earns may come out.
-- Look at the function around the column.
SELECT DISTINCT ROUND(salary)
FROM Employees
WHERE salary IS NOT NULL;
