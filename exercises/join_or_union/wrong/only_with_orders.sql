-- Who has no orders is missing: a join with Orders keeps only employees and customers that have some.
-- The list is about names alone; does it need Orders at all?
SELECT e.name FROM Employees AS e JOIN Orders AS o ON o.employee_id = e.id
UNION
SELECT c.name FROM Customers AS c JOIN Orders AS o ON o.customer_id = c.id;
