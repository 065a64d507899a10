-- The highest stands in the third column, the lowest in the fourth.
-- The columns come in the order in which you write them.
SELECT SUM(salary), AVG(salary), MAX(salary), MIN(salary)
FROM Employees;
