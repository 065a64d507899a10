-- Idea: write the number beside each employee, then keep one of each.
SELECT DISTINCT department_id, COUNT(*) OVER (PARTITION BY department_id)
FROM Employees;
