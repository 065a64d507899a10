-- Idea: group by the first column of the result.
SELECT department_id, COUNT(*)
FROM Employees
GROUP BY 1
ORDER BY 1;
