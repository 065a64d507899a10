-- Idea: count with one character more, and take it off.
SELECT id, UPPER(name), LENGTH(name || '!') - 1
FROM Employees;
