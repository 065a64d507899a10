-- Idea: rank by salary; who shares the highest shares place 1.
SELECT id, name
FROM (
    SELECT id, name, RANK() OVER (ORDER BY salary DESC) AS place
    FROM Employees
    WHERE salary IS NOT NULL
) AS ranked
WHERE place = 1;
