-- A partial index is only used by a query that repeats its condition; these queries name other days.
-- Look at the WHERE of your index.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date ON Orders (order_date) WHERE order_date >= '2025-01-01' AND order_amount > 0;
