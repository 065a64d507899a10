-- The numbers are right, and nobody knows which department each is for: a column is missing.
-- What a group is made by may stand after SELECT too.
SELECT COUNT(*)
FROM Employees
GROUP BY department_id;
