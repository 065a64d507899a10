-- Idea: make the capitals first, count them afterwards.
WITH loud AS (
    SELECT id, UPPER(name) AS name FROM Employees
)
SELECT id, name, LENGTH(name) FROM loud;
