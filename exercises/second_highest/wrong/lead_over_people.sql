-- If two people share the highest salary, the neighbour of the first is the second of them; and with no employees there is no row.
-- Look at which rows are put in order: people or amounts?
SELECT LEAD(salary) OVER (ORDER BY salary DESC) AS second_highest
FROM Employees
ORDER BY salary DESC
LIMIT 1;
