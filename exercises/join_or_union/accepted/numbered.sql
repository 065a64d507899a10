-- Idea: number the copies of each name and keep the first.
SELECT name
FROM (
    SELECT name, ROW_NUMBER() OVER (PARTITION BY name) AS copy
    FROM (TABLE Employees UNION ALL BY NAME TABLE Customers)
) AS numbered
WHERE copy = 1;
