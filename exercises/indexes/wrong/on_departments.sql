-- Departments is in none of the queries; the department's number stands in Employees.
-- Look at which table the WHERE is about.
CREATE INDEX departments_name ON Departments (name);
CREATE INDEX orders_employee ON Orders (employee_id);
CREATE INDEX orders_date ON Orders (order_date);
