-- The index holds years, but the queries ask for days, so it cannot be used.
-- An index on an expression serves only queries that write the same expression.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_year ON Orders (substr(order_date, 1, 4));
