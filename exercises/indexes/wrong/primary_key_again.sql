-- The primary key leads to a row by its number already; an index on it serves nobody.
-- Look at what the tables have before you add anything.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_number ON Orders (order_id);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date ON Orders (order_date);
