-- The last letter is missing: a text begins at its character 1, and what is before that is nothing.
-- Look at the numbers in SUBSTR. Are they needed?
SELECT id, UPPER(SUBSTR(name, 0, LENGTH(name))), LENGTH(name)
FROM Employees;
