-- Idea: all employees, without those who handled an order.
SELECT id, name FROM Employees
EXCEPT
SELECT e.id, e.name FROM Employees AS e JOIN Orders AS o ON o.employee_id = e.id;
