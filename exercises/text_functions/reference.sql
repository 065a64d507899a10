SELECT id, UPPER(name) AS capitals, LENGTH(name) AS characters
FROM Employees;
