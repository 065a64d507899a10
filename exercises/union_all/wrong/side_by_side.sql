-- Every customer stands beside every employee, in one row; the task wants one below the other.
-- What puts a result below another?
SELECT c.name, e.name
FROM Customers AS c, Employees AS e;
