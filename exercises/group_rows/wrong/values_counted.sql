-- For the employees without a department this says 0: COUNT of a column leaves out NULL.
-- What has to stand in the brackets so that each row is counted?
SELECT department_id, COUNT(department_id)
FROM Employees
GROUP BY department_id;
