-- A LEFT JOIN keeps all employees, and no customer but those who bear an employee's name.
-- A join makes rows wider: look for what sets rows one below the other.
SELECT DISTINCT e.name
FROM Employees AS e
LEFT JOIN Customers AS c ON c.name = e.name;
