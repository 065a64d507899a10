-- The number stands in the second column, the name in the third.
-- The columns come in the order in which you write them after SELECT.
SELECT id, LENGTH(name), UPPER(name)
FROM Employees;
