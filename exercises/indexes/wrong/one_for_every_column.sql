-- An index on every column: three of them serve nobody, and a new order costs twice what it should.
-- Look at the table: which indexes serve nothing?
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX employees_name ON Employees (name);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_customer ON Orders (customer_id);
CREATE INDEX orders_amount ON Orders (order_amount);
CREATE INDEX orders_date ON Orders (order_date);
