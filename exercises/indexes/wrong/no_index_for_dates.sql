-- The two queries by date still read all orders.
-- Look at the column in their WHERE.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
