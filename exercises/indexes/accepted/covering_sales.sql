-- The sum is read from the index alone.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee_amount ON Orders (employee_id, order_amount);
CREATE INDEX orders_date ON Orders (order_date);
