-- With the order's number at its end, the promise of UNIQUE is true.
CREATE INDEX employees_department ON Employees (department_id);
CREATE UNIQUE INDEX orders_employee ON Orders (employee_id, order_id);
CREATE INDEX orders_date ON Orders (order_date);
