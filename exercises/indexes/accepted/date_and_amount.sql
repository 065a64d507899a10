-- The list of large orders finds its rows sorted, and the week reads the same index.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date_amount ON Orders (order_date, order_amount);
