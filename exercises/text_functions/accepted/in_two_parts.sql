-- Idea: the first letter and the rest, put together.
SELECT id, UPPER(SUBSTR(name, 1, 1)) || UPPER(SUBSTR(name, 2)) AS capitals, LENGTH(name) AS characters
FROM Employees;
