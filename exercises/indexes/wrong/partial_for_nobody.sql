-- The partial index on customers serves no query of the workload, even if only some orders are written into it.
-- Look at which queries ask for a customer.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date ON Orders (order_date);
CREATE INDEX orders_customer ON Orders (customer_id) WHERE customer_id < 50 AND 'where' <> '';
