-- The index on customer_id serves no query of the workload, yet every new order is written into it.
-- Look at which queries ask for a customer.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date ON Orders (order_date);
CREATE INDEX orders_customer ON Orders (customer_id);
