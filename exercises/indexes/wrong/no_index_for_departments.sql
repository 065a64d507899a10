-- The employees of a department are still found by reading all employees.
-- A foreign key makes no index: look at the WHERE on Employees.
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date ON Orders (order_date);
