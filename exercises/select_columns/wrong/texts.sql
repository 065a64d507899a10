-- Every row holds the words “name” and “salary” themselves: in single quotes a word is a text, not a column.
-- Look at the quotes.
SELECT 'name', 'salary'
FROM Employees;
