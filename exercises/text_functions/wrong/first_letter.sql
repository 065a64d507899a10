-- Only the first letter is here.
-- The task wants the whole name: look at SUBSTR.
SELECT id, UPPER(SUBSTR(name, 1, 1)), LENGTH(name)
FROM Employees;
