-- Idea: the average of each department first, then a join.
SELECT e.id, e.name
FROM Employees AS e
JOIN (SELECT department_id, AVG(salary) AS average FROM Employees GROUP BY department_id) AS d
  ON d.department_id = e.department_id
WHERE e.salary > d.average;
