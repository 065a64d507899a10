-- The names are there; the first column, the word, is missing.
-- A text in single quotes may stand after SELECT.
SELECT name FROM Customers
UNION ALL
SELECT name FROM Employees;
