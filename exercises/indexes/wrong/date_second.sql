-- One index for everything on Orders does not serve the dates: it is sorted by employee first.
-- Look at which queries know the employee.
CREATE INDEX employees_department ON Employees (department_id);
CREATE INDEX orders_employee_date ON Orders (employee_id, order_date);
