-- Employees whose salary is NULL are not counted.
-- What has to stand in the brackets so that each row is counted?
SELECT department_id, COUNT(salary)
FROM Employees
GROUP BY department_id;
