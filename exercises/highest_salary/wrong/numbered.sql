-- If two share the highest salary, ROW_NUMBER gives the 1 to one of them.
-- Which function gives equal salaries the same number?
SELECT id, name
FROM (
    SELECT id, name, ROW_NUMBER() OVER (ORDER BY salary DESC, id) AS place
    FROM Employees
    WHERE salary IS NOT NULL
) AS numbered
WHERE place = 1;
