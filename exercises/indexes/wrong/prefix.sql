-- The index on (order_date) is the beginning of the one on (order_date, order_amount), which answers the same questions.
-- Look for an index whose columns another one begins with.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date ON Orders (order_date);
CREATE INDEX orders_date_amount ON Orders (order_date, order_amount);
