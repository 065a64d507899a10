-- An index in (order_amount, order_date) is sorted by the amount first, so the days of a week lie scattered all over it.
-- Look at the order of the columns: by which one do all queries on dates begin?
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_amount_date ON Orders (order_amount, order_date);
