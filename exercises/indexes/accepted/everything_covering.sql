CREATE INDEX employees_department ON Employees (department_id, name, salary);
CREATE INDEX orders_employee ON Orders (employee_id, order_amount);
CREATE INDEX orders_date ON Orders (order_date, order_amount, customer_id);
