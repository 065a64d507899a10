-- UNIQUE promises that each employee has at most one order, which is not true.
-- An index for speed needs no promise: look at the word before INDEX.
CREATE INDEX employees_department ON Employees (department_id);
CREATE UNIQUE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date ON Orders (order_date);
