-- Two indexes are on the same column. One of them is only written and never needed.
-- Compare the columns of your indexes.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date ON Orders (order_date);
CREATE INDEX orders_by_day ON Orders (order_date);
