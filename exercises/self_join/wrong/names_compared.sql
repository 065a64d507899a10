-- Two people who share a name are no pair here, even if they earn the same.
-- People are told apart by their ids.
SELECT a.id, b.id
FROM Employees AS a
JOIN Employees AS b ON b.department_id = a.department_id AND b.salary = a.salary
WHERE a.id < b.id AND a.name <> b.name;
