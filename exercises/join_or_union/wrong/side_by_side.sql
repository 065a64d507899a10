-- Here each row holds two names, an employee's and a customer's; the list has one name in a row.
-- A join puts rows side by side: look for what sets them one below the other.
SELECT DISTINCT e.name, c.name
FROM Orders AS o
JOIN Employees AS e ON e.id = o.employee_id
JOIN Customers AS c ON c.id = o.customer_id;
