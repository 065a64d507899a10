-- Sort the salaries, skip the first, take the next: it sounds right.
-- But what if two people share the top salary? And what if there is only one person?
SELECT salary
FROM Employees
ORDER BY salary DESC
LIMIT 1 OFFSET 1;
