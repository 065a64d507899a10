-- Idea: count salaries in each group; the group of NULL has none.
SELECT e.salary AS amount
FROM Employees AS e
GROUP BY e.salary
HAVING COUNT(e.salary) > 0
ORDER BY amount;
