-- Two employees whose salary is NULL are a pair here: you put 0 in its place, and 0 is equal to 0.
-- Compare the salaries as they are.
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b
  ON b.department_id = a.department_id AND COALESCE(b.salary, 0) = COALESCE(a.salary, 0)
WHERE a.id < b.id;
